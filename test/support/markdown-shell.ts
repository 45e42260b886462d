import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { COMMANDS } from '../../lib/cli/commands';
import { keptTerminal } from './command-line';
import { checkAwsCommand } from './markdown-aws';
import { ROOT } from './markdown';

/**
 * The commands of a shell snippet, as words: of pipes, lists and lines. It knows quotes, comments and continued lines, and
 * that is what the snippets for the reader's own machine may use.
 */
export function shellCommands(text: string): string[][] {
  const commands: string[][] = [];
  // A command whose output becomes a variable counts like any other.
  const plain = text.replaceAll(/\\\n\s*/g, ' ').replaceAll(/^[A-Z]+=\$\((.*)\)/gm, '$1');
  for (const line of plain.split('\n')) {
    let words: string[] = [];
    for (const [, single, double, separator, comment, bare] of line.matchAll(
      /'([^']*)'|"([^"]*)"|(&&|\|\||[|;])|(#.*$)|([^\s'"|;&]+)/g,
    )) {
      if (separator === undefined && comment === undefined) {
        words.push(single ?? double ?? bare ?? '');
      } else {
        commands.push(words);
        words = [];
      }
    }
    commands.push(words);
  }
  return commands.filter((words) => words.length > 0);
}

/** What the CDK CLI is asked for. @see https://docs.aws.amazon.com/cdk/v2/guide/cli.html */
const CDK_OPTIONS: Readonly<Record<string, readonly string[]>> = {
  synth: ['-c'],
  diff: ['-c'],
  deploy: ['-c', '--all'],
  destroy: ['-c', '--all'],
  bootstrap: [],
};

/** What is wrong with a command for the reader's own machine. */
export function checkCommand(words: readonly string[], stacks: readonly string[]): string[] {
  const [program = '', second = '', ...rest] = words;
  switch (program) {
    case 'aws':
      return checkAwsCommand(words);
    case 'npm':
      return checkNpm(second, rest);
    case 'npx':
      return second === 'cdk'
        ? checkCdk(rest, stacks)
        : second === 'ultraserver'
          ? checkUltraserver(rest)
          : [`npx ${second} is none of this repository's programs`];
    default:
      return [`${program} is no program that a reader must have`];
  }
}

function checkNpm(command: string, rest: readonly string[]): string[] {
  const { scripts } = packageJson('package.json');
  const name = command === 'run' ? (rest[0] ?? '') : command;
  if (command === 'test' || command === 'run') {
    return scripts?.[name] === undefined ? [`package.json has no script '${name}'`] : [];
  }
  if (command === 'pack') {
    const [option, workspace] = rest;
    return option === '--workspace' && workspace === packageJson('constructs/package.json').name
      ? []
      : [`npm pack must name the workspace, got ${rest.join(' ')}`];
  }
  return command === 'ci' ? [] : [`npm ${command} is not expected`];
}

function packageJson(path: string): { readonly name: string; readonly scripts?: Readonly<Record<string, string>> } {
  return JSON.parse(readFileSync(join(ROOT, path), 'utf8')) as ReturnType<typeof packageJson>;
}

function checkCdk([command = '', ...rest]: readonly string[], stacks: readonly string[]): string[] {
  const options = CDK_OPTIONS[command];
  if (!options) {
    return [`cdk ${command} is no command of the CDK CLI that is used here`];
  }
  return rest.flatMap((word, index) => {
    if (word.startsWith('-')) {
      return options.includes(word) ? [] : [`cdk ${command} has no option ${word} here`];
    }
    if (rest[index - 1] === '-c') {
      const file = /^cluster=(.+)$/.exec(word)?.[1] ?? '';
      return existsSync(join(ROOT, file)) ? [] : [`there is no cluster file '${file}'`];
    }
    const known = command === 'bootstrap' ? /^aws:\/\/\d{12}\/[a-z0-9-]+$/.test(word) : stacks.includes(word);
    return known ? [] : [`cdk ${command} ${word}: there is no such stack or environment`];
  });
}

/** Global options of the command line, and what each command has. */
const ULTRASERVER_OPTIONS = ['--help', '--version', '--no-color', '--json'];

function checkUltraserver([name = '', ...rest]: readonly string[]): string[] {
  const context = { terminal: keptTerminal(), exit: () => undefined, now: () => new Date(0) };
  const command = COMMANDS.map((create) => create(context)).find((each) => each.name() === name);
  if (name === 'complete' || name.startsWith('-')) {
    return [];
  }
  if (!command) {
    return [`ultraserver has no command '${name}'`];
  }
  const options = new Set([...ULTRASERVER_OPTIONS, ...command.options.map(({ long }) => long)]);
  return rest.flatMap((word) => {
    if (word.startsWith('--')) {
      return options.has(word) ? [] : [`ultraserver ${name} has no option ${word}`];
    }
    return word.startsWith('config/') && !existsSync(join(ROOT, word)) ? [`there is no cluster file '${word}'`] : [];
  });
}
