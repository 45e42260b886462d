import { checkSlurmLogin, type SlurmLogin } from 'cdk-ultraserver/rules';

const LOGIN: SlurmLogin = { instanceType: 'm7g.large', count: 1, architecture: 'arm64' };

test.each<[string, Partial<SlurmLogin>]>([
  ['Graviton', {}],
  ['Graviton with disks', { instanceType: 'c8gd.4xlarge' }],
  ['the first Graviton', { instanceType: 'a1.xlarge' }],
  ['Intel', { instanceType: 'm7i.large', architecture: 'x86_64' }],
  ['a GPU type of x86', { instanceType: 'g6.xlarge', architecture: 'x86_64' }],
  ['several', { count: 3 }],
])('%s', (_what, change) => {
  expect(checkSlurmLogin({ ...LOGIN, ...change })).toEqual([]);
});

test.each<[string, Partial<SlurmLogin>, string]>([
  ['another architecture than the image', { instanceType: 'm7i.large' }, 'slurm-login-image'],
  ['another image than the type', { architecture: 'x86_64' }, 'slurm-login-image'],
  ['no type', { instanceType: 'large' }, 'slurm-login-type'],
  ['none', { count: 0 }, 'slurm-login-count'],
  ['half a one', { count: 1.5 }, 'slurm-login-count'],
])('%s is refused', (_what, change, id) => {
  expect(checkSlurmLogin({ ...LOGIN, ...change }).map((problem) => problem.id)).toEqual([id]);
});
