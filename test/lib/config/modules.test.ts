import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..', '..');

/** Packages that a module of the project loads, itself or through others. */
function packagesOf(module: string): string[] {
  const script = `
    require(process.argv[1]);
    const packages = Object.keys(require.cache).map((file) => /node_modules[\\\\/]([^\\\\/]+)/.exec(file)?.[1]);
    console.log(JSON.stringify([...new Set(packages.filter(Boolean))]));
  `;
  const { stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', '-e', script, module], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  if (stdout === '') {
    throw new Error(stderr);
  }
  return JSON.parse(stdout) as string[];
}

test('reading a cluster file loads the packages that it needs, and no aws-cdk-lib', () => {
  expect(
    packagesOf('./lib/config')
      .filter((name) => !['tsx', 'esbuild'].includes(name))
      .toSorted(),
  ).toEqual(['yaml', 'zod']);
});

test('what loads aws-cdk-lib is seen to do so', () => {
  expect(packagesOf('aws-cdk-lib/core')).toContain('aws-cdk-lib');
});
