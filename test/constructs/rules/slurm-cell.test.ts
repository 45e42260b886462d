import { checkSlurmCell, SLURM_CLUSTER_SIZES, type SlurmCell, slurmClusterSize } from 'cdk-ultraserver/rules';
import fc from 'fast-check';

/** A cell that is full: nine u-p6e-gb200x72 and two login nodes. */
const FULL: SlurmCell = { name: 'one', nodeGroups: 9, queues: 10, instances: 164 };

test.each<[string, SlurmCell]>([
  ['is full', FULL],
  ['has its login nodes elsewhere', { ...FULL, nodeGroups: 10, loginNodeGroups: 0 }],
  ['is as large as there are', { ...FULL, instances: 2048, jobs: 16_384 }],
  ['has room left', { ...FULL, size: 'LARGE' }],
  ['fills its size', { ...FULL, size: 'MEDIUM', instances: 512, jobs: 8192 }],
])('a cell that %s passes', (_what, cell) => {
  expect(checkSlurmCell(cell)).toEqual([]);
});

test.each<[string, SlurmCell, string, RegExp]>([
  [
    'one UltraServer too many',
    { ...FULL, nodeGroups: 10 },
    'slurm-node-groups',
    /cell one has 10 node groups.*room for 9 beside 1 of login nodes.*name another cell for 1 of them/,
  ],
  [
    'two groups of login nodes',
    { ...FULL, loginNodeGroups: 2 },
    'slurm-node-groups',
    /room for 8 beside 2 of login nodes/,
  ],
  ['one queue too many', { ...FULL, queues: 11 }, 'slurm-queues', /has 11 queues.*room for 10/],
  ['one instance too many', { ...FULL, instances: 2049 }, 'slurm-cluster-size', /LARGE, holds 2048 instances/],
  ['one job too many', { ...FULL, jobs: 16_385 }, 'slurm-cluster-size', /16385 jobs/],
  [
    'a size below its instances',
    { ...FULL, size: 'SMALL' },
    'slurm-cluster-size-small',
    /may come to 164 instances, which SMALL does not hold; give MEDIUM/,
  ],
  [
    'a size below its jobs',
    { ...FULL, size: 'MEDIUM', jobs: 8193 },
    'slurm-cluster-size-small',
    /and 8193 jobs, which MEDIUM does not hold; give LARGE/,
  ],
  [
    'a size that is none',
    { ...FULL, size: 'medium' },
    'slurm-cluster-size-unknown',
    /'medium' is no size.*SMALL, MEDIUM/,
  ],
])('a cell with %s is refused', (_what, cell, id, message) => {
  expect(checkSlurmCell(cell)).toEqual([{ id, message: expect.stringMatching(message), path: expect.any(Array) }]);
});

describe('the size of a cluster', () => {
  test.each([
    [1, undefined, 'SMALL'],
    [32, 256, 'SMALL'],
    [33, undefined, 'MEDIUM'],
    [32, 257, 'MEDIUM'],
    [512, 8192, 'MEDIUM'],
    [513, undefined, 'LARGE'],
    [2048, 16_384, 'LARGE'],
    [2049, undefined, undefined],
  ])('for %d instances and %s jobs is %s', (instances, jobs, name) => {
    expect(slurmClusterSize({ instances, ...(jobs === undefined ? {} : { jobs }) })?.name).toBe(name);
  });

  test('is the smallest that holds them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 0, max: 20_000 }), (instances, jobs) => {
        const fitting = SLURM_CLUSTER_SIZES.filter((size) => size.instances >= instances && size.jobs >= jobs);
        expect(slurmClusterSize({ instances, jobs })).toBe(fitting[0]);
      }),
    );
  });
});
