import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, posix, resolve, sep } from 'node:path';

const ROOT = resolve(__dirname, '..');
const LONGEST_FILE = 300;

/** Sources below folders of the repository, by their path from its root. */
function sources(...folders: string[]): { path: string; text: string }[] {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !/^(dist|assets|node_modules)\b/.test(path))
      .map((path) => ({
        path: posix.join(folder, ...path.split(sep)),
        text: readFileSync(join(ROOT, folder, path), 'utf8'),
      })),
  );
}

/** What a source imports or exports from: a package, or a path from the root of the repository. */
function imports({ path, text }: { path: string; text: string }): string[] {
  return [...text.matchAll(/\b(?:from|import|require\(|import\() ?'([^']+)'/g)].map(([, specifier = '']) =>
    specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier.replace(/\.js$/, '')) : specifier,
  );
}

/** Imports of files that match none of the patterns, as `<file>: <import>`. */
function strays(files: readonly { path: string; text: string }[], allowed: readonly RegExp[]): string[] {
  return files.flatMap((file) =>
    imports(file)
      .filter((specifier) => !allowed.some((pattern) => pattern.test(specifier)))
      .map((specifier) => `${file.path}: ${specifier}`),
  );
}

const CDK = [/^aws-cdk-lib(\/[a-z0-9-]+)?$/, /^constructs$/];
const BUILT_IN = /^node:/;

describe('what a folder imports', () => {
  const constructs = sources('constructs');
  const isHandler = ({ path }: { path: string }): boolean => path.includes('/handlers/');
  const inFolders = (...folders: string[]): typeof constructs =>
    constructs.filter(({ path }) => folders.some((folder) => path.startsWith(`constructs/${folder}/`)));

  test('constructs: itself, the CDK and node', () => {
    expect(
      strays(
        constructs.filter((file) => !isHandler(file)),
        [/^constructs\//, ...CDK, BUILT_IN],
      ),
    ).toEqual([]);
  });

  test('handlers: the AWS SDK of the Lambda runtime, and never the CDK', () => {
    expect(strays(constructs.filter(isHandler), [/^constructs\//, /^@aws-sdk\/client-/, BUILT_IN])).toEqual([]);
  });

  test('hardware: nothing', () => {
    expect(strays(inFolders('hardware'), [/^constructs\/hardware(\/|$)/])).toEqual([]);
  });

  test('rules: hardware', () => {
    expect(strays(inFolders('rules'), [/^constructs\/(hardware|rules)(\/|$)/])).toEqual([]);
  });

  test('topology and collectives: what loads neither the CDK nor the AWS SDK', () => {
    const shared = [/^lib\/(operator-error|topology)(\/|$)/, /^cdk-ultraserver\/(hardware|kubernetes)$/, /^yaml$/];
    expect(strays(sources('lib/topology'), [...shared, /^lib\/config$/])).toEqual([]);
    expect(strays(sources('lib/collectives'), [...shared, /^lib\/collectives\//])).toEqual([]);
  });

  test('the AWS SDK: lib/aws alone', () => {
    const sdk = (files: ReturnType<typeof sources>): string[] =>
      files
        .filter((file) => imports(file).some((specifier) => specifier.startsWith('@aws-sdk/')))
        .map(({ path }) => path);
    const users = sdk(sources('bin', 'lib'));
    expect(users.length).toBeGreaterThan(0);
    expect(users.filter((path) => !path.startsWith('lib/aws/'))).toEqual([]);
    expect(sdk([{ path: 'lib/plan/planted.ts', text: "await import('@aws-sdk/client-ec2')" }])).toHaveLength(1);
  });

  test('bin and lib: the package by its name', () => {
    // What makes the package's assets works on its sources.
    const files = sources('bin', 'lib').filter(({ path }) => !path.startsWith('lib/package/'));
    expect(files.flatMap(imports).filter((specifier) => specifier.startsWith('constructs/'))).toEqual([]);
  });

  test('plan: the cluster file, what templates share with it, and no AWS', () => {
    const pure = [
      /^lib\/(plan|config)(\/|$)/,
      /^lib\/stacks\/(engine-endpoints|gpu-pools)$/,
      /^lib\/operator-error$/,
      /^cdk-ultraserver\/(hardware|kubernetes|rules)$/,
      /^zod$/,
      /^node:fs$/,
    ];
    const plan = sources('lib/plan');
    expect(strays(plan, pure)).toEqual([]);
    expect(plan.length).toBeGreaterThan(20);
    const text = "import { EC2Client } from '@aws-sdk/client-ec2';\nimport { App } from 'aws-cdk-lib';\n";
    expect(strays([{ path: 'lib/plan/planted.ts', text }], pure)).toHaveLength(2);
  });

  test('a stray import is seen', () => {
    const text = "import { z } from 'zod';\nexport { loadCluster } from '../../lib/config';\n";
    expect(strays([{ path: 'constructs/nodes/planted.ts', text }], [/^constructs\//, ...CDK, BUILT_IN])).toEqual([
      'constructs/nodes/planted.ts: zod',
      'constructs/nodes/planted.ts: lib/config',
    ]);
  });
});

describe('files', () => {
  test(`have at most ${LONGEST_FILE} lines`, () => {
    const long = sources('bin', 'lib', 'constructs')
      .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
      .filter(({ lines }) => lines > LONGEST_FILE);
    expect(long).toEqual([]);
  });

  test('are named in kebab-case', () => {
    const names = sources('bin', 'lib', 'constructs', 'test').map(({ path }) => basename(path));
    expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.(test|mutants))?\.ts$/.test(name))).toEqual([]);
  });

  test('named index.ts only re-export', () => {
    const indexes = sources('lib', 'constructs').filter(({ path }) => basename(path) === 'index.ts');
    const statements = indexes.flatMap(({ path, text }) =>
      text
        .replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
        .split(';')
        .map((statement) => statement.trim())
        .filter((statement) => statement !== '' && !/^export (type )?(\{[^}]*\}|\*) from '[^']+'$/.test(statement))
        .map((statement) => `${path}: ${statement}`),
    );
    expect(statements).toEqual([]);
  });
});
