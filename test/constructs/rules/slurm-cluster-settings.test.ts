import { checkSlurmControlZone, checkSlurmPurge } from 'cdk-ultraserver/rules';

test.each([1, 365, 10_000])('records of jobs can be kept for %d days', (days) => {
  expect(checkSlurmPurge(days)).toEqual([]);
});

test.each([0, -1, 1.5, 10_001])('records of jobs cannot be kept for %d days', (days) => {
  expect(checkSlurmPurge(days)).toEqual([
    { id: 'slurm-purge-days', message: expect.stringContaining(`got ${days}`) as string, path: ['purgeAfterDays'] },
  ]);
});

test.each([
  ['use1-az4', []],
  ['use1-dfw2-az1', ['slurm-control-local-zone']],
  ['us-east-1a', ['zone-name']],
])('the controller in %s: %j', (zone, ids) => {
  const problems = checkSlurmControlZone(zone);
  expect(problems.map(({ id }) => id)).toEqual(ids);
  expect(problems.every(({ path }) => path?.[0] === 'controlSubnet')).toBe(true);
});
