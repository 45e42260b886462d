import { join } from 'node:path';

import { buildSync } from 'esbuild';

import { buildCommandLine } from '../../../lib/package/command-line';

const ROOT = join(__dirname, '..', '..', '..');

/** Packages that a module takes in, itself or through others, whether it needs them at once or later. */
function packagesOf(contents: string): string[] {
  const { metafile } = buildSync({
    absWorkingDir: ROOT,
    stdin: { contents, resolveDir: ROOT, loader: 'ts' },
    bundle: true,
    metafile: true,
    write: false,
    platform: 'node',
    logLevel: 'silent',
  });
  const names = Object.keys(metafile.inputs).map((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]);
  return [...new Set(names.filter((name) => name !== undefined))].toSorted();
}

test('the plan is made of YAML, zod and nothing else', () => {
  expect(packagesOf("export * from './lib/plan';")).toEqual(['yaml', 'zod']);
});

test('a way to the CDK is seen, however long it is', () => {
  expect(packagesOf("export * from './lib/plan'; export { nodeImage } from './lib/stacks/node-image';")).toContain(
    'aws-cdk-lib',
  );
});

/** Files of the command line that `plan --json` loads: its entry, and what is imported at once from there and from the command. */
function loadedByPlan(metafile: ReturnType<typeof buildCommandLine>['metafile']): string[] {
  const outputs = new Map(Object.entries(metafile.outputs));
  const of = (part: string): string[] => [...outputs.keys()].filter((path) => path.includes(part));
  const loaded = new Set<string>();
  const load = (path: string): void => {
    if (!loaded.has(path)) {
      loaded.add(path);
      outputs
        .get(path)
        ?.imports.filter(({ kind }) => kind === 'import-statement')
        .forEach((one) => load(one.path));
    }
  };
  [...of('ultraserver.mjs'), ...of('chunks/plan-of-file')].forEach(load);
  return [...loaded].flatMap((path) => Object.keys(outputs.get(path)?.inputs ?? {}));
}

test('plan --json loads neither the CDK nor the AWS SDK nor what draws tables', () => {
  const inputs = loadedByPlan(buildCommandLine().metafile);
  expect(inputs).toContain('lib/plan/plan-cluster.ts');
  expect(inputs.filter((path) => /aws-cdk-lib|@aws-sdk|cli-table3|\/ora\//.test(path))).toEqual([]);
});
