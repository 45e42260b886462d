import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ROOT } from '../support/app-process';

function run(entry: string): { readonly stdout: string; readonly stderr: string; readonly status: number | null } {
  return spawnSync(process.execPath, ['--require', './bin/typescript.cjs', entry], { cwd: ROOT, encoding: 'utf8' });
}

/** A file of TypeScript outside the repository, gone after use. */
function withSource<T>(source: string, use: (entry: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'typescript-'));
  try {
    const entry = join(folder, 'app.ts');
    writeFileSync(entry, source);
    return use(entry);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test("an error's trace names the lines of the sources, those of the package included, which come unbuilt", () => {
  const { stderr, status } = run('test/bin/raises.ts');
  const source = readFileSync(join(ROOT, 'test/bin/raises.ts'), 'utf8').split('\n');
  const call = source.findIndex((line) => line.startsWith('UltraServerType.fromName')) + 1;
  expect(status).not.toBe(0);
  expect(stderr).toMatch(new RegExp(`test/bin/raises\\.ts:${call}:`));
  expect(stderr).toMatch(/\(.*constructs\/hardware\/ultraserver-type\.ts:\d+:\d+\)/);
});

test('nothing is kept: a changed file is run as it is now', () => {
  withSource('const first: string = "first"; console.log(first);', (entry) => {
    expect(run(entry).stdout).toBe('first\n');
    writeFileSync(entry, 'const second: string = "second"; console.log(second);');
    expect(run(entry).stdout).toBe('second\n');
  });
});

test('a file that does not parse is named, with line and column', () => {
  withSource('\nconst count: number = ;\n', (entry) => {
    const { stderr, status } = run(entry);
    expect(status).not.toBe(0);
    expect(stderr).toMatch(/app\.ts:2:22: ERROR: Unexpected ";"/);
  });
});
