import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { writeSlurmTopologies } from './slurm-topology';

let folder: string;
let files: string[];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'slurm-topology-'));
  files = writeSlurmTopologies(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('each case has one of the two files, and jobs', () => {
  const names = files.map((file) => readdirSync(join(file, '..')).filter((name) => name.startsWith('topology.')));
  expect(names).toEqual([['topology.yaml'], ['topology.conf'], ['topology.yaml'], ['topology.conf']]);
  const jobs = files.map((file) => readdirSync(join(file, '..', 'jobs')).toSorted());
  expect(jobs[0]).toEqual(['across-two.sbatch', 'one-x36.sbatch', 'one-x72.sbatch', 'two-nodes.sbatch']);
  expect(jobs[0]).toEqual(jobs[1]);
});

test('nodes are named after their UltraServer, by which the judge tells domains', () => {
  const conf = readFileSync(files[0] ?? '', 'utf8');
  expect(conf).toMatch(/^NodeName=alpha-\[1-18\],bravo-\[1-17\],charlie-\[1-9\],delta-\[1-18\] /m);
  expect(conf).toMatch(/^TopologyPlugin=topology\/block$/m);
  expect(readFileSync(files[2] ?? '', 'utf8')).toMatch(/^TopologyPlugin=topology\/tree$/m);
});
