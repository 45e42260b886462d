import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { Template } from 'aws-cdk-lib/assertions';

import { TemporaryApp } from './temporary-app';

const PACKAGE = resolve(__dirname, '..', '..', 'constructs');

let app: TemporaryApp;

beforeAll(() => {
  app = new TemporaryApp();
}, 60_000);

afterAll(() => app.dispose());

/** Runs a line of JavaScript in the app and returns what it prints. */
const evaluate = (script: string): string => app.node('--print', script).stdout.trim();

describe('the tarball', () => {
  test('depends on nothing, and leaves aws-cdk-lib and constructs to the app', () => {
    const manifest = app.manifest();
    expect(manifest.dependencies).toBeUndefined();
    expect(manifest.bundleDependencies).toBeUndefined();
    expect(Object.keys(manifest.peerDependencies as object)).toEqual(['aws-cdk-lib', 'constructs']);
  });

  test('holds every file that the constructs read', () => {
    const scripts = ['nodes', 'engines/slurm', 'images', 'storage'].map((folder) => join(folder, 'scripts'));
    const read = ['assets', ...scripts].flatMap((folder) =>
      readdirSync(join(PACKAGE, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
        .map((entry) => join(entry.parentPath, entry.name).slice(PACKAGE.length + 1)),
    );
    expect(read.length).toBeGreaterThan(10);
    expect(app.packageFiles()).toEqual(expect.arrayContaining([...read, 'LICENSE', 'README.md']));
  });

  test('holds the compiled sources of today and nothing else', () => {
    const stems = (paths: readonly string[], suffix: string): string[] =>
      paths
        .filter((path) => path.endsWith(suffix))
        .map((path) => path.slice(0, -suffix.length))
        .toSorted();
    const compiled = app
      .packageFiles()
      .filter((path) => path.startsWith('dist'))
      .map((path) => path.slice('dist/'.length));
    const sources = readdirSync(PACKAGE, { recursive: true, encoding: 'utf8' }).filter(
      (path) =>
        !/^(dist|assets|node_modules)\b/.test(path) &&
        !path.split(/[\\/]/).includes('handlers') &&
        !path.endsWith('custom-resource-answer.ts'),
    );
    expect(stems(compiled, '.d.ts')).toEqual(stems(sources, '.ts'));
    expect(stems(compiled, '.js')).toEqual(stems(sources, '.ts'));
    expect(app.packageFiles().filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))).toEqual([]);
  });
});

describe('without aws-cdk-lib in reach', () => {
  test('the constructs do not load', () => {
    expect(app.node('--eval', "require('cdk-ultraserver')").stderr).toContain("Cannot find module 'aws-cdk-lib");
  });

  test('hardware, rules, manifests and batch scripts do', () => {
    expect(evaluate("require('cdk-ultraserver/hardware').UltraServerType.P6E_GB200_X72.acceleratorCount")).toBe('72');
    expect(evaluate("require('cdk-ultraserver/rules').drainTime('2026-12-20T11:30:00Z', 90)")).toBe(
      '2026-12-20T10:00:00Z',
    );
    expect(evaluate("require('cdk-ultraserver/kubernetes').GPU_TAINT.key")).toBe('nvidia.com/gpu');
    expect(evaluate("typeof require('cdk-ultraserver/slurm').slurmExamples")).toBe('function');
  });

  test('they can be imported by an ES module, by name', () => {
    const script =
      "import { UltraServerType } from 'cdk-ultraserver/hardware'; console.log(UltraServerType.TRN2_X64.name)";
    expect(app.node('--input-type=module', '--eval', script).stdout.trim()).toBe('u-trn2x64');
  });
});

describe('a strict TypeScript app', () => {
  let outcome: ReturnType<TemporaryApp['node']>;

  beforeAll(() => {
    app.link('aws-cdk-lib', 'constructs', '@types/node', 'undici-types');
    expect(app.compile()).toMatchObject({ status: 0, stdout: '' });
    outcome = app.node('build/app.js');
  }, 60_000);

  const template = (stack: string): Template =>
    Template.fromJSON(
      JSON.parse(readFileSync(join(app.folder, 'cdk.out', `${stack}.template.json`), 'utf8')) as Record<
        string,
        unknown
      >,
    );

  test('synthesizes in a process of its own, with every validation of the CDK', () => {
    expect(outcome).toMatchObject({ status: 0, stderr: '' });
  });

  test("gets an UltraServer in somebody else's VPC", () => {
    const rack = template('Rack');
    rack.resourceCountIs('AWS::EC2::VPC', 0);
    rack.resourceCountIs('AWS::EC2::LaunchTemplate', 1);
    rack.hasResourceProperties('AWS::EC2::SecurityGroup', { VpcId: 'vpc-0123456789abcdef0' });
    rack.hasResourceProperties('AWS::AutoScaling::AutoScalingGroup', {
      MaxSize: '18',
      VPCZoneIdentifier: ['subnet-0123456789abcdef0'],
    });
    rack.hasResourceProperties('AWS::EC2::LaunchTemplate', {
      LaunchTemplateData: { InstanceMarketOptions: { MarketType: 'capacity-block' } },
    });
  });

  test("gets a network of the package's making, with the code that it needs in the template", () => {
    const instances = template('Instances');
    instances.resourceCountIs('AWS::EC2::VPC', 1);
    const handlers = Object.values(instances.findResources('AWS::Lambda::Function')).map(
      (resource) => (resource as { Properties: { Code: { ZipFile?: string } } }).Properties.Code.ZipFile,
    );
    expect(handlers).toContain(
      readFileSync(join(PACKAGE, 'assets', 'handlers', 'lock-default-security-group', 'index.js'), 'utf8'),
    );
    expect(readdirSync(join(app.folder, 'cdk.out')).filter((name) => name.startsWith('asset.'))).toEqual([]);
  });

  test('plans without the CDK', () => {
    expect(JSON.parse(app.node('build/plan.js').stdout)).toEqual({
      acceleratorCount: 72,
      instanceCount: 18,
      drainAt: '2026-12-20T10:00:00Z',
    });
  });
});
