import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

import { buildCommandLine } from '../../lib/package/command-line';
import { version } from '../../package.json';

const run = promisify(execFile);
let folder: string;

/** Runs what `npx ultraserver` runs. */
async function ultraserver(...args: string[]): Promise<string> {
  const { stdout } = await run(process.execPath, [join(folder, 'ultraserver.mjs'), ...args], { timeout: 20_000 });
  return stdout;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'command-line-'));
  for (const [path, text] of buildCommandLine().files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('it says its version', async () => {
  expect(await ultraserver('--version')).toBe(`${version}\n`);
});

test.each(['bash', 'zsh', 'fish', 'powershell'])('a script for completion in %s', async (shell) => {
  expect(await ultraserver('complete', shell)).toContain('ultraserver');
});

test('a wrong command ends with status 2', async () => {
  await expect(ultraserver('plam')).rejects.toMatchObject({ code: 2 });
});
