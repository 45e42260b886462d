import { createCommand, writeJson } from '../../../lib/cli/command';
import { EXIT } from '../../../lib/cli/exit-code';
import type { CommandFactory } from '../../../lib/cli/program';
import { OperatorError } from '../../../lib/operator-error';
import { runCommandLine } from '../../support/command-line';

const rack: CommandFactory = ({ terminal, exit, now }) =>
  createCommand({
    name: 'rack',
    summary: 'shows a rack',
    description: 'Shows a rack, and what is in it.',
    examples: [{ line: 'rack alpha', does: 'shows alpha' }],
  })
    .argument('<name>')
    .option('--trays <count>', 'compute trays')
    .action((name: string, { json }: { json?: boolean }) => {
      switch (name) {
        case 'gone':
          throw new OperatorError('input', 'there is no rack gone; name one of the file', { found: 'gone' });
        case 'broken':
          throw new TypeError('a tray is undefined');
        case 'hot':
          exit(EXIT.FAILED);
          break;
        default:
      }
      if (json) {
        writeJson(terminal, { name, at: now().toISOString() });
      } else {
        terminal.out(`${name}\n`);
      }
    });

const run = (...args: string[]): ReturnType<typeof runCommandLine> =>
  runCommandLine(args, { commands: [rack], now: () => new Date('2026-12-06T11:30:00Z') });

test('a command runs, and its result goes to stdout alone', async () => {
  expect(await run('rack', 'alpha')).toEqual({ code: EXIT.DONE, out: 'alpha\n', err: '' });
});

test('--json gives one document', async () => {
  const { out, err, code } = await run('rack', 'alpha', '--json');
  expect(JSON.parse(out)).toEqual({ name: 'alpha', at: '2026-12-06T11:30:00.000Z' });
  expect([err, code]).toEqual(['', EXIT.DONE]);
});

test('a command says by its status that a check failed', async () => {
  expect((await run('rack', 'hot')).code).toBe(EXIT.FAILED);
});

test('what the operator can put right is said without a stack trace', async () => {
  expect(await run('rack', 'gone')).toEqual({
    code: EXIT.INPUT,
    out: '',
    err: 'error: there is no rack gone; name one of the file\n',
  });
});

test('with --json errors are a document, too, and stdout stays empty', async () => {
  const { code, out, err } = await run('rack', 'gone', '--json');
  expect([code, out]).toEqual([EXIT.INPUT, '']);
  expect(JSON.parse(err)).toEqual({
    error: { kind: 'input', message: 'there is no rack gone; name one of the file', found: 'gone' },
  });
});

test('a fault of the program shows where it was', async () => {
  const { code, err } = await run('rack', 'broken');
  expect(code).toBe(EXIT.FAULT);
  expect(err).toContain('a fault of ultraserver itself');
  expect(err).toMatch(/TypeError: a tray is undefined\n\s+at /);
});

describe('wrong usage', () => {
  test.each([
    ['an unknown command', ['rock', 'alpha'], "unknown command 'rock'\n(Did you mean rack?)"],
    ['an unknown option', ['rack', 'alpha', '--tray', '3'], "unknown option '--tray'\n(Did you mean --trays?)"],
    ['a missing argument', ['rack'], "missing required argument 'name'"],
    ['one argument too many', ['rack', 'alpha', 'bravo'], 'too many arguments'],
    ['an option without its value', ['rack', 'alpha', '--trays'], "option '--trays <count>' argument missing"],
  ])('%s', async (_, args, message) => {
    const { code, out, err } = await run(...args);
    expect([code, out]).toEqual([EXIT.USAGE, '']);
    expect(err).toContain(`error: ${message}`);
    expect(err).toMatch(/\(ultraserver (rack )?--help shows what is allowed\)/);

    const [command = '', ...rest] = args;
    const json = await run(command, '--json', ...rest);
    expect([json.code, json.out]).toEqual([EXIT.USAGE, '']);
    const { error } = JSON.parse(json.err) as { error: { kind: string; message: string } };
    expect(error.kind).toBe('usage');
    expect(error.message).toContain(message.split('\n')[0]);
  });
});

describe('help', () => {
  test('of the program: its commands, the exit status, how to complete', async () => {
    const { code, out } = await run('--help');
    expect(code).toBe(EXIT.DONE);
    expect(out).toMatch(/^ {2}rack \[options\] <name> +shows a rack$/m);
    expect(out).toMatch(/^ {2}5 +no check failed, but/m);
    expect(out).toContain('source <(ultraserver complete bash)');
  });

  test('of a command: what it does, and examples', async () => {
    const { code, out } = await run('rack', '--help');
    expect(code).toBe(EXIT.DONE);
    expect(out).toContain('Shows a rack, and what is in it.');
    expect(out).toContain('$ ultraserver rack alpha\n      shows alpha');
    expect(out).toContain('--json');
    expect(out).toContain('--no-color');
  });

  test('the version', async () => {
    expect(await run('--version')).toEqual({ code: EXIT.DONE, out: '1.2.3\n', err: '' });
  });
});

test('every command has examples that name it', async () => {
  const { out } = await runCommandLine(['--help']);
  const names = [...(out.split('Commands:')[1] ?? '').matchAll(/^ {2}([a-z-]+) /gm)].map(([, name = '']) => name);
  for (const name of names.filter((each) => !['help', 'complete'].includes(each))) {
    const help = await runCommandLine([name, '--help']);
    expect(help.out).toContain(`$ ultraserver ${name}`);
  }
});
