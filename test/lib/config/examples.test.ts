import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { loadCluster } from '../../../lib/config';
import { CLUSTER_FILES } from '../../support/cluster-files';

const CONFIG = join(__dirname, '..', '..', '..', 'config');

function read(example: string): string {
  return readFileSync(join(CONFIG, example), 'utf8');
}

function load(example: string) {
  return loadCluster(join(CONFIG, example));
}

describe.each(CLUSTER_FILES)('config/%s', (example) => {
  test('names its schema in the first line, for editors', () => {
    expect(read(example).split('\n')[0]).toBe('# yaml-language-server: $schema=./cluster.schema.json');
  });

  test('is right, and warns of nothing but its placeholders and unverified hardware', () => {
    const ids = load(example).warnings.map(({ id }) => id);
    const expected = [
      ...(example === 'gb200-gb300.yaml' ? ['unverified-hardware'] : []),
      // The one example that names nothing which is anybody's own.
      ...(example === 'reserve.yaml' ? [] : ['placeholder-ids']),
    ];
    expect(ids).toEqual(expected);
  });
});

test('the examples are those that are documented', () => {
  expect(CLUSTER_FILES).toEqual([
    'eks-managed.yaml',
    'existing-vpc.yaml',
    'gb200-ec2.yaml',
    'gb200-gb300.yaml',
    'gb200-slurm.yaml',
    'gb200-x36.yaml',
    'gb200.yaml',
    'images.yaml',
    'minimal.yaml',
    'p5en.yaml',
    'p6-b300.yaml',
    'reserve.yaml',
    'storage.yaml',
    'two-zones.yaml',
  ]);
});

test('the default example is two UltraServers with 144 GPUs', () => {
  const members = load('gb200.yaml').cells.flatMap((cell) => cell.members);
  expect(members.map(({ name, count }) => [name, count])).toEqual([
    ['alpha', 18],
    ['bravo', 18],
  ]);
  const gpus = members.reduce((sum, { count, instanceType }) => sum + count * instanceType.accelerators.count, 0);
  expect(gpus).toBe(144);
});

test('the minimal example has fewer than ten lines', () => {
  expect(read('minimal.yaml').trimEnd().split('\n').length).toBeLessThan(10);
});

test('members run in two zones in the example of that name', () => {
  const zones = load('two-zones.yaml').cells.flatMap((cell) => cell.members.map(({ zone }) => zone));
  expect(zones).toEqual(['use1-az6', 'use1-atl2-az1']);
});

describe('every GB300 value that AWS has not published is marked', () => {
  /** Lines about GB300 with a number or name that is made up, and without the mark. */
  const unmarked = (text: string): string[] => {
    const lines = text.split('\n').filter((line) => !line.trimStart().startsWith('#'));
    const hardware = lines.slice(lines.indexOf('hardware:'), lines.indexOf('pools:'));
    const pool = lines.slice(
      lines.findIndex((line) => line.includes('name: reason')),
      lines.indexOf('notify:'),
    );
    return [...hardware, ...pool].filter(
      (line) =>
        (/: .*\d/.test(line) || line.includes('u-p6e-gb300')) &&
        !/^ *(p6e-gb300\.36xlarge|model|architecture|instanceType):/.test(line) &&
        !line.endsWith('# placeholder: replace'),
    );
  };

  test('in config/gb200-gb300.yaml', () => {
    expect(unmarked(read('gb200-gb300.yaml'))).toEqual([]);
  });

  test('and a missing mark is seen', () => {
    expect(unmarked(read('gb200-gb300.yaml').replace('vcpus: 144 # placeholder: replace', 'vcpus: 144'))).toEqual([
      '      vcpus: 144',
    ]);
  });
});
