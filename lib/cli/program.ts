import { Command, CommanderError } from 'commander';

import { OperatorError } from '../operator-error';
import type { CommandContext } from './command';
import { EXIT, type ExitCode } from './exit-code';
import { reportError } from './report-error';
import type { Terminal } from './terminal';

const EXIT_CODES = `
Exit status:
  0   done
  1   a check failed
  2   wrong usage
  3   an input file is wrong or missing
  4   a call of AWS failed
  5   no check failed, but at least one could not be settled
  70  a fault of ultraserver itself`;

/** Makes a command of the program. */
export type CommandFactory = (context: CommandContext) => Command;

/** What a program runs with. */
export interface ProgramOptions {
  readonly terminal: Terminal;
  readonly commands: readonly CommandFactory[];
  readonly version: string;

  /** @default - the clock of the machine */
  readonly now?: () => Date;
}

/**
 * Runs the command line.
 *
 * @param args without node and the script: `['plan', 'config/gb200.yaml']`
 * @returns the exit status; nothing is thrown
 */
export async function runProgram(args: readonly string[], options: ProgramOptions): Promise<ExitCode> {
  const { terminal, now = () => new Date() } = options;
  let code: ExitCode = EXIT.DONE;
  const exit = (value: ExitCode): void => {
    code = value;
  };
  const json = args.includes('--json');
  try {
    const program = createProgram(options, { terminal, exit, now }, json);
    if (args[0] === 'complete') {
      // Adds the command that prints a shell's script, and answers what that script asks.
      const { default: tab } = await import('@bomb.sh/tab/commander');
      tab(program);
    }
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0
        ? EXIT.DONE
        : json
          ? reportError(new OperatorError('usage', plain(error.message)), terminal, json)
          : EXIT.USAGE;
    }
    return reportError(error, terminal, json);
  }
}

function createProgram({ commands, version }: ProgramOptions, context: CommandContext, json: boolean): Command {
  const { terminal } = context;
  const program = new Command('ultraserver')
    .description('GPU clusters on Amazon EC2 UltraServers: what will stand, whether it can, and how it hangs together')
    .version(version)
    .option('--no-color', 'no colors; NO_COLOR does the same')
    .addHelpText('after', EXIT_CODES)
    .addHelpText(
      'after',
      `
Completion: source <(ultraserver complete bash), and the same for zsh, fish and powershell.`,
    );
  for (const create of commands) {
    program.addCommand(create(context));
  }
  for (const command of [program, ...program.commands]) {
    command
      .exitOverride()
      .showHelpAfterError(
        `(ultraserver ${command === program ? '' : `${command.name()} `}--help shows what is allowed)`,
      )
      .configureHelp({ showGlobalOptions: true })
      .configureOutput({
        writeOut: terminal.out,
        writeErr: json ? () => undefined : terminal.err,
        getOutHelpWidth: () => terminal.width,
        getErrHelpWidth: () => terminal.width,
        getOutHasColors: () => terminal.colors,
        getErrHasColors: () => terminal.colors,
      });
  }
  return program;
}

/** A message of commander's without its own mark. */
function plain(message: string): string {
  return message.replace(/^error: /, '');
}
