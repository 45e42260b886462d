import { checkMounts } from 'cdk-ultraserver/rules';

const ids = (...paths: string[]): string[] =>
  checkMounts(paths.map((path) => ({ path, options: [] }))).map(({ id }) => id);

test.each(['/fsx', '/home', '/mnt/shared', '/opt/tools', '/srv/a_b-c.d', '/usr-data', '/var/data'])(
  '%s can be one',
  (path) => {
    expect(ids(path)).toEqual([]);
  },
);

test.each(['', 'fsx', '/', '/fsx/', '//fsx', '/a b', '/a/../b', '/a/./b', '/a\n', '/-a', '/a,b'])(
  '%j is no path',
  (path) => {
    expect(ids(path)).toEqual(['mount-path']);
  },
);

test.each([
  '/etc',
  '/etc/x',
  '/usr/local',
  '/mnt',
  '/mnt/instance-store',
  '/mnt/instance-store/a',
  '/opt/ultraserver',
  '/var',
  '/var/lib/x',
])('%s is taken', (path) => {
  expect(ids(path)).toEqual(['mount-path-taken']);
});

test('one inside the other hides it, in whatever order', () => {
  expect([ids('/fsx', '/fsx/home'), ids('/fsx/home', '/fsx'), ids('/fsx', '/fsx')]).toEqual(
    Array.from({ length: 3 }, () => ['mount-path-overlap']),
  );
  expect(ids('/fsx', '/fsx2', '/home')).toEqual([]);
});

test('options are single ones', () => {
  const [problem, ...others] = checkMounts([{ path: '/fsx', options: ['noatime', 'rw,suid', 'rsize=1048576', 'a b'] }]);
  expect(problem).toMatchObject({ id: 'mount-option', path: [0, 'options', 1] });
  expect(others.map(({ path }) => path)).toEqual([[0, 'options', 3]]);
});
