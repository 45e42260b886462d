import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Acknowledgement } from './finding';
import type { Judge } from './judge';
import { cfnLint } from './cfn-lint';
import { SHELLCHECK } from './shellcheck';
import { type Case, type Tally, verify } from './verification';

const PLANTED = 'known-bad.txt';

/** A judge whose command finds fault with files whose name holds `bad`. */
const JUDGE: Judge = {
  name: 'strict',
  planted: [PLANTED],
  args: (files) => [...files],
  statuses: (status) => status <= 1,
  parse: (stdout) =>
    (JSON.parse(stdout) as string[]).map((file) => ({
      file,
      line: 1,
      rule: 'X1',
      subject: 'Thing',
      message: 'the thing is wrong',
    })),
};

const CASE: Case = { judge: JUDGE, files: ['good.txt'] };
const BAD_CASE: Case = { judge: JUDGE, files: ['good.txt', 'bad.txt'] };
const ACKNOWLEDGEMENT: Acknowledgement = {
  judge: 'strict',
  rule: 'X1',
  subject: 'Thing',
  message: 'is wrong',
  reason: 'It is known.',
};

const ALIVE = `console.log(JSON.stringify(process.argv.slice(2).filter((file) => file.includes('bad'))));`;

let folder: string;
let lines: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'judges-'));
  lines = [];
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Puts a command on the search path. */
function install(script: string, name = 'strict'): void {
  writeFileSync(join(folder, name), `#!${process.execPath}\n${script}\n`);
  chmodSync(join(folder, name), 0o755);
}

function run(one: Case, acknowledgements: readonly Acknowledgement[] = [], judgesRequired = true): Tally {
  return verify({
    cases: [one],
    acknowledgements,
    searchPath: folder,
    judgesRequired,
    display: (path) => path,
    print: (line) => lines.push(line),
  });
}

const PASSED: Tally = { passed: 1, failed: 0, notAsked: 0 };
const FAILED: Tally = { passed: 0, failed: 1, notAsked: 0 };

test('a judge that finds nothing passes', () => {
  install(ALIVE);
  expect(run(CASE)).toEqual(PASSED);
  expect(lines).toEqual(['passed: strict on 1 files: 0 findings, 0 acknowledged, 0 acknowledgements unused']);
});

test('a finding fails, and is shown', () => {
  install(ALIVE);
  expect(run(BAD_CASE)).toEqual(FAILED);
  expect(lines[0]).toBe('  bad.txt:1: X1 [Thing] the thing is wrong');
});

test('an acknowledged finding passes', () => {
  install(ALIVE);
  expect(run(BAD_CASE, [ACKNOWLEDGEMENT])).toEqual(PASSED);
});

test.each<[string, Partial<Acknowledgement>]>([
  ['judge', { judge: 'other' }],
  ['rule', { rule: 'X2' }],
  ['subject', { subject: 'Thin' }],
  ['message', { message: 'is fine' }],
])('an acknowledgement of another %s covers nothing', (_what, other) => {
  install(ALIVE);
  expect(run(BAD_CASE, [{ ...ACKNOWLEDGEMENT, ...other }])).toEqual(FAILED);
});

test('an acknowledgement that nothing needs fails', () => {
  install(ALIVE);
  expect(run(CASE, [ACKNOWLEDGEMENT])).toEqual(FAILED);
  expect(lines[0]).toContain('is not needed any more');
});

test.each([
  ['finds nothing in what is known to be bad', "console.log('[]');", 'its silence proves nothing'],
  ['writes nothing', '', 'wrote no report'],
  ['writes garbage', "console.log('no findings!');", 'wrote no report'],
  ['breaks down', 'process.exit(2);', 'broke down (status 2)'],
  ['is killed', "process.kill(process.pid, 'SIGKILL');", 'broke down'],
])('a judge that %s fails', (_what, script, message) => {
  install(script);
  expect(run(CASE)).toEqual(FAILED);
  expect(lines[0]).toContain(message);
});

test('a judge that is missing fails where judges are required', () => {
  expect(run(CASE)).toEqual(FAILED);
  expect(lines).toEqual(['FAILED: strict is not installed; bash .ci/judges installs it']);
});

test('elsewhere it is shown as not asked', () => {
  expect(run(CASE, [], false)).toEqual({ passed: 0, failed: 0, notAsked: 1 });
  expect(lines).toEqual(['NOT ASKED: strict is not installed; bash .ci/judges installs it']);
});

describe('a judge of another release than the pinned one', () => {
  const pinned: Case = { ...CASE, judge: { ...JUDGE, pinned: '1.58.0' } };

  test.each([
    [true, FAILED, 'FAILED'],
    [false, { passed: 0, failed: 0, notAsked: 1 }, 'NOT ASKED'],
  ])('is not asked (required: %s): what it finds says nothing of the acknowledgements', (required, tally, verdict) => {
    install(`if (process.argv[2] === '--version') { console.log('strict 1.51.0'); process.exit(); }\n${ALIVE}`);
    expect(run(pinned, [ACKNOWLEDGEMENT], required)).toEqual(tally);
    expect(lines).toEqual([
      `${verdict}: strict 1.51.0 at ${join(folder, 'strict')} is not the pinned 1.58.0; bash .ci/judges installs it`,
    ]);
  });

  test('is, with the pinned one', () => {
    install(`if (process.argv[2] === '--version') { console.log('version: 1.58.0'); process.exit(); }\n${ALIVE}`);
    expect(run(pinned)).toEqual(PASSED);
  });

  test('and one that says no version fails', () => {
    install(ALIVE);
    expect(run(pinned)).toEqual(FAILED);
    expect(lines[0]).toMatch(/^FAILED: strict says no version/);
  });
});

test('acknowledgements are weighed over all that one judge sees', () => {
  install(ALIVE);
  const tally = verify({
    cases: [CASE, BAD_CASE],
    acknowledgements: [ACKNOWLEDGEMENT],
    searchPath: folder,
    judgesRequired: true,
    display: (path) => path,
    print: (line) => lines.push(line),
  });
  expect(tally).toEqual(PASSED);
});

describe('what the judges write is understood', () => {
  test('cfn-lint: the type of the resource and the property, without names', () => {
    const template = join(folder, 'one.template.json');
    writeFileSync(template, JSON.stringify({ Resources: { Alpha: { Type: 'AWS::EC2::Instance' } } }));
    const match = {
      Filename: template,
      Location: { Path: ['Resources', 'Alpha', 'Properties', 'Volumes', 0, 'Size'], Start: { LineNumber: 7 } },
      Message: 'too large',
      Rule: { Id: 'E3012' },
    };
    expect(cfnLint('us-east-1').parse(JSON.stringify([match]), [])).toEqual([
      { file: template, line: 7, rule: 'E3012', subject: 'AWS::EC2::Instance Volumes/Size', message: 'too large' },
    ]);
  });

  test.each([
    [0, true],
    [2, true],
    [14, true],
    [1, false],
    [32, false],
  ])('cfn-lint: status %d is a report: %s', (status, expected) => {
    expect(cfnLint('us-east-1').statuses(status)).toBe(expected);
  });

  test('shellcheck: the script and the code', () => {
    const comment = { file: '/scripts/gate.sh', line: 3, code: 2086, message: 'quote this', level: 'info' };
    expect(SHELLCHECK.parse(JSON.stringify({ comments: [comment] }), [])).toEqual([
      { file: '/scripts/gate.sh', line: 3, rule: 'SC2086', subject: 'gate.sh', message: 'quote this' },
    ]);
  });
});
