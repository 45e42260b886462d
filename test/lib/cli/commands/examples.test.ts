import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { EXIT } from '../../../../lib/cli/exit-code';
import { runCommandLine } from '../../../support/command-line';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'examples-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const written = (): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => /\.\w+$/.test(path));

test('writes what it says, by cluster, cell and pool', async () => {
  const { code, out, err } = await runCommandLine(['examples', 'config/gb200.yaml', '--out', folder]);
  expect([code, err]).toEqual([
    EXIT.DONE,
    'still to be put in: TORCH_IMAGE, INFERENCE_IMAGE, MODEL; ultraserver examples --help says how\n',
  ]);
  const paths = out.trimEnd().split('\n');
  expect(paths).toContain(join(folder, 'frontier/main/train/nccl-one-domain.yaml'));
  expect(paths.toSorted()).toEqual(
    written()
      .map((path) => join(folder, path))
      .toSorted(),
  );
});

test('what is given is not asked for', async () => {
  const given = ['--torch-image', 'torch:1', '--inference-image', 'sglang:1', '--model', 'llama'];
  const { err } = await runCommandLine(['examples', 'config/gb200.yaml', '--out', folder, ...given]);
  expect(err).toBe('');
});

test('two clusters do not mix', async () => {
  await runCommandLine(['examples', 'config/gb200.yaml', '--out', folder]);
  const { code, out } = await runCommandLine(['examples', 'config/gb200-slurm.yaml', '--json', '--out', folder]);
  expect(code).toBe(EXIT.DONE);
  const { files } = JSON.parse(out) as { files: string[] };
  expect(files.every((file) => file.startsWith(join(folder, 'frontier-slurm')))).toBe(true);
  expect(readdirSync(folder).toSorted()).toEqual(['frontier', 'frontier-slurm']);
});

test('on plain instances there are none', async () => {
  const { code, err } = await runCommandLine(['examples', 'config/gb200-ec2.yaml', '--out', folder]);
  expect(code).toBe(EXIT.INPUT);
  expect(err).toContain('config/gb200-ec2.yaml has engine ec2');
  expect(written()).toEqual([]);
});

test('a file that is not there', async () => {
  const { code, err } = await runCommandLine(['examples', 'config/none.yaml', '--out', folder]);
  expect(code).toBe(EXIT.INPUT);
  expect(err).toContain('config/none.yaml:1:1  there is no such file');
});
