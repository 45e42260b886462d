import { Command } from 'commander';

import type { ExitCode } from './exit-code';
import type { Terminal } from './terminal';

/** A line that a user could type, and what it does. */
export interface Example {
  readonly line: string;
  readonly does: string;
}

/** What every command has. */
export interface CommandText {
  readonly name: string;

  /** One line, for the list of commands. */
  readonly summary: string;

  /** For the command's own help. */
  readonly description: string;

  /** At least one. */
  readonly examples: readonly Example[];
}

/** What a command is given beside its arguments. */
export interface CommandContext {
  readonly terminal: Terminal;

  /** The process ends with it. */
  readonly exit: (code: ExitCode) => void;

  /** The time, for what depends on it. */
  readonly now: () => Date;
}

/** A command with what all of them have: examples in its help, and `--json`. */
export function createCommand({ name, summary, description, examples }: CommandText): Command {
  const lines = examples.map(({ line, does }) => `  $ ultraserver ${line}\n      ${does}`);
  return new Command(name)
    .summary(summary)
    .description(description)
    .option('--json', 'write one JSON document to stdout, and errors as JSON to stderr')
    .addHelpText('after', `\nExamples:\n${lines.join('\n')}`);
}

/** Writes a value as the one JSON document of a command. */
export function writeJson(terminal: Terminal, value: unknown): void {
  terminal.out(`${JSON.stringify(value, undefined, 2)}\n`);
}
