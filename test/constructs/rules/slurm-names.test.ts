import { checkSlurmName } from 'cdk-ultraserver/rules';

test.each([
  ['cluster', 'abc'],
  ['cluster', `a${'b'.repeat(39)}`],
  ['node group', 'alpha-1'],
  ['node group', 'a'.repeat(25)],
  ['queue', 'Train'],
] as const)('a %s can be named %s', (named, name) => {
  expect(checkSlurmName(named, name)).toEqual([]);
});

test.each([
  ['cluster', 'ab'],
  ['cluster', 'a'.repeat(41)],
  ['node group', 'a'.repeat(26)],
  ['node group', 'train/alpha'],
  ['node group', 'a_1'],
  ['queue', '1st'],
  ['queue', ''],
] as const)('a %s cannot be named %j', (named, name) => {
  expect(checkSlurmName(named, name)).toEqual([
    { id: 'slurm-name', message: expect.stringContaining(`got ${JSON.stringify(name)}`) as string, path: ['name'] },
  ]);
});
