import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ClusterFileError, loadCluster } from '../../../lib/config';
import { ULTRASERVERS, edit } from './refusal-cases/refusal-case';

const ROOT = join(__dirname, '..', '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'cluster-file-'));
afterAll(() => rmSync(folder, { recursive: true }));

function written(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function refusalOf(path: string): ClusterFileError {
  try {
    loadCluster(path);
  } catch (error) {
    if (error instanceof ClusterFileError) {
      return error;
    }
    throw error;
  }
  throw new Error(`${path} was not refused`);
}

describe('loading a cluster file', () => {
  test('gives the model, with the path as it was given', () => {
    expect(loadCluster(written('good.yaml', ULTRASERVERS))).toMatchObject({
      file: join(folder, 'good.yaml'),
      name: 'frontier',
    });
  });

  test.each([
    ['file-missing', join(folder, 'none.yaml'), 'no such file'],
    ['file-missing', join(folder, 'good.yaml', 'none.yaml'), 'npx cdk synth -c cluster='],
    ['file-directory', folder, 'this is a directory'],
    ['file-unreadable', `${folder}/a\0b`, 'cannot be read'],
  ])('refuses with %s what cannot be opened', (id, path, says) => {
    written('good.yaml', ULTRASERVERS);
    const { problems, message } = refusalOf(path);
    expect(problems).toEqual([{ id, message: expect.stringContaining(says) as string, line: 1, column: 1 }]);
    expect(message).toContain(`[${id}]`);
  });

  test('refuses with file-encoding what is not UTF-8', () => {
    const utf16 = Buffer.from(`\uFEFF${ULTRASERVERS}`, 'utf16le');
    expect(refusalOf(written('utf16.yaml', utf16)).problems.map(({ id }) => id)).toEqual(['file-encoding']);
  });

  test('takes a byte order mark and carriage returns', () => {
    const text = `\uFEFF${ULTRASERVERS.replaceAll('\n', '\r\n')}`;
    expect(loadCluster(written('windows.yaml', text)).name).toBe('frontier');
  });

  test('prints each problem with file, line, column and id', () => {
    const path = written('wrong.yaml', edit(edit(ULTRASERVERS, 'frontier', 'Frontier'), '  cidr:', '  cdir:'));
    expect(refusalOf(path).message.split('\n')).toEqual([
      `${path} has 2 problems; docs/cluster-file.md explains each by its [id]`,
      expect.stringMatching(/wrong\.yaml:1:7 {2}name is "Frontier", must be .* {2}\[name-form\]$/),
      expect.stringMatching(
        /wrong\.yaml:4:3 {2}unknown key "cdir" in network, .*did you mean "cidr"\? {2}\[unknown-key\]$/,
      ),
    ]);
  });
});

describe('loading at the entry of the app', () => {
  const load = (path: string) =>
    spawnSync(
      process.execPath,
      ['--import', 'tsx', '-e', 'require("./lib/config").loadFileOrExit(process.argv[1])', path],
      { cwd: ROOT, encoding: 'utf8' },
    );

  test('prints what is wrong without a stack trace, and fails', () => {
    const { status, stderr } = load(written('wrong.yaml', edit(ULTRASERVERS, 'frontier', 'Frontier')));
    expect(status).toBe(1);
    expect(stderr).toContain('wrong.yaml:1:7  name is "Frontier"');
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test('is silent where nothing is wrong', () => {
    const { status, stdout, stderr } = load('config/gb200.yaml');
    expect([status, stdout, stderr]).toEqual([0, '', '']);
  });
});
