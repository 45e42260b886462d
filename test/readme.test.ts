import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';

import type { Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as cdkUltraserver from 'cdk-ultraserver';
import {
  AcceleratedInstanceType,
  checkDriver,
  defaultImage,
  InterfaceLayout,
  UltraServerType,
} from 'cdk-ultraserver/hardware';
import { checkCapacity, DEFAULT_DRAIN_MINUTES, MAX_INSTANCES_PER_BLOCK, planAddresses } from 'cdk-ultraserver/rules';
import type { Construct } from 'constructs';
import { parse, stringify } from 'yaml';

import type { ClusterModel } from '../lib/config/model';
import { parseCluster } from '../lib/config/parse-cluster';
import { testApp } from './support/app';
import { EXAMPLES, exampleModel, synthesize } from './support/cluster';
import { MarkdownPage, ROOT } from './support/markdown';
import { checkCommand, shellCommands } from './support/markdown-shell';
import { SnippetProgram } from './support/markdown-typescript';

const PAGE = MarkdownPage.read('README.md');
const PACKAGE_PAGE = MarkdownPage.read('constructs/README.md');
/** What a cluster of plain instances is used like. */
const EC2_PAGE = MarkdownPage.read('docs/ec2.md');
const X72 = UltraServerType.P6E_GB200_X72;
const number = (value: number): string => value.toLocaleString('en-US');

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** Everything that the two pages put between fences of a language. */
function code(language: string): string {
  return [PAGE, EC2_PAGE]
    .flatMap((page) => page.blocksIn(language))
    .map(({ text }) => text)
    .join('\n');
}

function member(of: unknown, name: string): unknown {
  return Reflect.get(of as object, name);
}

function sizeOf(model: ClusterModel): { instances: number; accelerators: number } {
  const members = model.cells.flatMap((cell) => cell.members);
  return {
    instances: members.reduce((sum, { count }) => sum + count, 0),
    accelerators: members.reduce((sum, { count, instanceType }) => sum + count * instanceType.accelerators.count, 0),
  };
}

test('every fence has a language that is tested here', () => {
  const tested = ['sh', 'bash', 'ts', 'yaml'];
  expect([...PAGE.blocks, ...PACKAGE_PAGE.blocks].filter(({ language }) => !tested.includes(language))).toEqual([]);
});

describe('what it promises first', () => {
  test('the two commands are within the first thirty lines', () => {
    const [first] = PAGE.blocksIn('sh');

    expect(first?.line).toBeLessThan(30);
    expect(shellCommands(first?.text ?? '')).toEqual([
      ['npm', 'ci'],
      ['npx', 'cdk', 'synth'],
      ['npm', 'test'],
    ]);
  });

  test('the default cluster is as large as its comment says', () => {
    const { instances, accelerators } = sizeOf(exampleModel('config/gb200.yaml'));

    expect(code('sh')).toContain(`config/gb200.yaml: two ${X72.name}, ${instances} instances, ${accelerators} GPUs`);
  });
});

describe('tables', () => {
  test('examples: every file, with its size', () => {
    const rows = PAGE.table('examples').map(([file, instances, accelerators]) => [file, instances, accelerators]);

    expect(rows).toEqual(
      EXAMPLES.map((file) => {
        const { instances, accelerators } = sizeOf(exampleModel(file));
        return [`[${file}](${file})`, String(instances), String(accelerators)];
      }),
    );
  });

  test('UltraServers', () => {
    expect(PAGE.table('ultraservers')).toEqual(
      UltraServerType.known().map(({ name, instanceCount, instanceType, acceleratorCount }) => [
        name,
        `${instanceCount} × ${instanceType.name}`,
        `${acceleratorCount} × ${instanceType.accelerators.model}`,
        instanceType.accelerators.manufacturer === 'nvidia' ? 'NVLink' : 'NeuronLink',
      ]),
    );
  });

  test('instance types', () => {
    expect(PAGE.table('instance-types')).toEqual(
      AcceleratedInstanceType.known().map((type) => [
        type.name,
        `${type.accelerators.count} × ${type.accelerators.model}`,
        number(type.efaGbps),
        InterfaceLayout.of(type).name,
        type.accelerators.manufacturer === 'nvidia' ? defaultImage(type).architecture : 'name one',
      ]),
    );
  });

  test('capacity: keys of the file, factories, and what they serve', () => {
    const rows = PAGE.table('capacity');
    const factories = Object.getOwnPropertyNames(cdkUltraserver.Capacity).filter(
      (name) => typeof Reflect.get(cdkUltraserver.Capacity, name) === 'function',
    );
    const kinds = { reservationGroup: 'reservation-group', onDemand: 'on-demand' } as Record<string, string>;

    expect(new Set(rows.map(([key]) => key))).toEqual(new Set(factories));
    for (const [key = '', factory, ultraServers, instances] of rows) {
      const kind = (kinds[key] ?? key) as cdkUltraserver.Capacity['kind'];
      const serves = (count: number, ultraServer: boolean): boolean => {
        const type = ultraServer ? X72.instanceType : AcceleratedInstanceType.P5_48XLARGE;
        const { name: instanceType, ultraServerOnly } = type;
        return checkCapacity({ kind, instanceType, ultraServerOnly, ultraServer, count }).length === 0;
      };
      expect(factory).toBe(`Capacity.${key}`);
      expect(ultraServers).toBe(serves(X72.instanceCount, true) ? 'yes' : 'no');
      expect(instances).toBe(serves(MAX_INSTANCES_PER_BLOCK + 1, false) ? 'yes' : `up to ${MAX_INSTANCES_PER_BLOCK}`);
    }
  });

  test('folders: those that are compiled, and those of files', () => {
    const { include } = JSON.parse(read('tsconfig.json')) as { include: string[] };
    const told = [...PAGE.text.matchAll(/^\| `([a-z]+)\/`/gm)].map(([, folder]) => folder);

    expect(new Set(told)).toEqual(new Set([...include, 'config', 'docs']));
  });

  test("the package's constructs are exported", () => {
    const names = PACKAGE_PAGE.table('constructs').flatMap(([cell]) => (cell ?? '').split(', '));

    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((name) => name.split('.').reduce<unknown>(member, cdkUltraserver) === undefined)).toEqual([]);
  });
});

describe('figures', () => {
  test('numbers of GPUs, instances and nodes are those of the catalogue and the examples', () => {
    const sizes = EXAMPLES.map((file) => sizeOf(exampleModel(file)));
    const known = new Set([
      ...UltraServerType.known().flatMap((type) => [type.instanceCount, type.acceleratorCount]),
      ...sizes.flatMap(({ instances, accelerators }) => [instances, accelerators]),
    ]);
    const told = [...PAGE.text.matchAll(/(\d[\d,]*)[ -](?:GPUs?|instances|nodes)\b/g)].map(([, figure]) =>
      Number(figure),
    );

    expect(told.length).toBeGreaterThan(2);
    expect(told.filter((figure) => !known.has(figure))).toEqual([]);
  });

  test('minutes, and the driver branch that is refused', () => {
    const driver = (branch: number): unknown[] => checkDriver(X72.instanceType, `${branch}.1.1`);

    expect(PAGE.text).toContain(`from ${DEFAULT_DRAIN_MINUTES} minutes before \`endsAt\``);
    const [, branch] = /driver below branch (\d+)/.exec(EC2_PAGE.text) ?? [];
    expect(driver(Number(branch))).not.toEqual([]);
    expect(driver(Number(branch) - 1)).toEqual([]);
  });

  test('the all-reduce is over one whole UltraServer', () => {
    const { instanceCount, acceleratorCount, instanceType } = X72;
    const each = instanceType.accelerators.count;

    expect(code('bash')).toContain(`mpirun -np ${acceleratorCount} `);
    expect(code('bash')).toContain(`slots=${each}/`);
    expect(code('bash')).toContain(`nRanks ${acceleratorCount} nNodes ${instanceCount} localRanks ${each} `);
    expect(code('bash')).toContain(`"nodes":"${instanceCount}","expected":"${instanceCount}"`);
    expect(code('sh')).toContain(`--desired-capacity ${instanceCount}\n`);
  });

  test('the parameter that it asks for is the default image', () => {
    expect(code('sh')).toContain(` ${defaultImage(X72.instanceType).ssmParameter}\n`);
  });
});

test('the picture shows config/gb200.yaml', () => {
  const picture = read('docs/deployment.svg');
  const text = picture.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
  const model = exampleModel('config/gb200.yaml');
  const zones = ['use1-az4', 'use1-az6'];
  const plan = planAddresses({
    cidr: '10.0.0.0/16',
    egress: 'nat',
    controlZones: zones,
    nodeSubnets: [{ zone: 'use1-dfw2-az1' }],
  });
  const { instanceCount, acceleratorCount, instanceType } = X72;

  for (const shown of [
    ...synthesize(model).templates.keys(),
    ...plan.controlSubnets.flatMap(({ zone, cidr, publicCidr }) => [zone, cidr, publicCidr ?? '']),
    ...plan.nodeSubnets.flatMap(({ zone, cidr }) => [zone, cidr]),
    ...model.cells.flatMap(({ members }) => members.map(({ name }) => name)),
    `${instanceCount} × ${instanceType.name}, ${instanceType.accelerators.count} GPUs each`,
    `one NVLink domain of ${acceleratorCount} GPUs`,
    `EFA: ${number(instanceType.efaGbps)} Gbps an instance`,
    `kept ${model.logRetentionDays} days`,
  ]) {
    expect(text).toContain(shown);
  }
  expect([...picture.matchAll(/<use href="#node"/g)]).toHaveLength(sizeOf(model).instances);
});

describe('YAML', () => {
  const [whole] = PAGE.blocksIn('yaml');
  const fragments = EC2_PAGE.blocksIn('yaml');
  const base = parse(whole?.text ?? '') as { pools: Record<string, unknown>[] };

  test('the annotated file is a cluster', () => {
    const { problems, model } = parseCluster(whole?.text ?? '', 'README.md');

    expect(problems ?? []).toEqual([]);
    expect(model && sizeOf(model)).toEqual({ instances: X72.instanceCount, accelerators: X72.acceleratorCount });
  });

  test.each(fragments)('what docs/ec2.md puts into it belongs there: line $line', ({ text, marker }) => {
    const [pool, ...others] = base.pools;
    const file = stringify({ ...base, pools: [{ ...pool, ...(parse(text) as object) }, ...others] });

    expect(marker).toBe('yaml: keys of a pool');
    expect(parseCluster(file, 'README.md').problems ?? []).toEqual([]);
  });
});

describe('shell', () => {
  const stacks = [...synthesize(exampleModel('config/gb200.yaml')).templates.keys()];
  const spans = [...PAGE.spans(), ...PACKAGE_PAGE.spans()].filter((span) => /^(npm|npx|aws) \w/.test(span));

  test.each(PAGE.blocksIn('sh'))('the commands of line $line exist, with their options', ({ text }) => {
    expect(shellCommands(text).flatMap((words) => checkCommand(words, stacks))).toEqual([]);
  });

  test('so do those in the text', () => {
    expect(spans.length).toBeGreaterThan(2);
    expect(spans.flatMap(shellCommands).flatMap((words) => checkCommand(words, stacks))).toEqual([]);
  });

  test.each([
    ['npm run polish', "no script 'polish'"],
    ['npx cdk deploy frontier-cell-west', 'no such stack'],
    ['npx cdk synth -c cluster=config/none.yaml', 'no cluster file'],
    ['npx cdk deploy --everything', 'no option --everything'],
    ['aws ec2 describe-capacity-blockz', 'no command'],
    ['aws ec2 describe-capacity-blocks --capacity-block-id x', 'has no --capacity-block-id'],
    ['aws ec2 describe-capacity-block-offerings --ultraserver-type x', 'needs --capacity-duration-hours'],
    ["aws ec2 describe-capacity-blocks --query 'CapacityBlocks[].Endet'", 'names Endet'],
    ['aws ssm start-session --instance i-1', 'has no --instance'],
    ['terraform apply', 'no program'],
  ])('a wrong command would be seen: %s', (command, problem) => {
    expect(shellCommands(command).flatMap((words) => checkCommand(words, stacks))).toEqual([
      expect.stringContaining(problem),
    ]);
  });
});

describe('commands on a node', () => {
  const sources = readdirSync(join(ROOT, 'constructs', 'nodes'), { recursive: true, encoding: 'utf8' })
    .filter((file) => ['.ts', '.sh', '.cfg', '.service'].includes(extname(file)))
    .map((file) => read(`constructs/nodes/${file}`))
    .join('\n');

  /** Files of this project's in a snippet that no script or user data speaks of. */
  const strangers = (text: string): string[] =>
    [...text.matchAll(/\/[\w./-]*(?:ultraserver|nvidia-imex)[\w./-]*\/?[\w.-]+/g)]
      .map(([path]) => path)
      .filter((path) => !sources.includes(dirname(path)) || !sources.includes(basename(path, extname(path))));

  test.each([...PAGE.blocksIn('bash'), ...EC2_PAGE.blocksIn('bash')])(
    'line $line is bash, and names files that are there',
    ({ text }) => {
      expect(() => execFileSync('bash', ['-n'], { input: text, stdio: ['pipe', 'pipe', 'pipe'] })).not.toThrow();
      expect(strangers(text)).toEqual([]);
    },
  );

  test('both would be seen', () => {
    expect(() => execFileSync('bash', ['-n'], { input: 'if true', stdio: ['pipe', 'pipe', 'pipe'] })).toThrow(
      /syntax error/,
    );
    expect(strangers('cat /run/ultraserver/no-such-status.json')).toEqual(['/run/ultraserver/no-such-status.json']);
  });

  test('what it takes from the environment, the node sets', () => {
    const taken = [...code('bash').matchAll(/-x ([A-Z_]+)(?= )/g)].map(([, name]) => name ?? '');

    expect(taken.filter((name) => !sources.includes(`${name}=`))).toEqual([]);
    expect(taken).toContain('NCCL_MNNVL_ENABLE');
  });
});

describe('TypeScript', () => {
  const [ownStack] = PAGE.blocksIn('ts');
  const [packageStack, plan] = PACKAGE_PAGE.blocksIn('ts');
  let program: SnippetProgram;
  beforeAll(() => {
    program = new SnippetProgram({
      'own-stack': ownStack?.text ?? '',
      'package-stack': packageStack?.text ?? '',
      plan: plan?.text ?? '',
    });
  });
  afterAll(() => program.dispose());

  test('there are no more snippets than these', () => {
    expect([...PAGE.blocksIn('ts'), ...PACKAGE_PAGE.blocksIn('ts')]).toHaveLength(3);
  });

  test.each(['own-stack', 'package-stack'])('%s synthesizes an UltraServer', async (name) => {
    const stack = await synthesized(program, name);
    const template = Template.fromStack(stack);

    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
    template.resourceCountIs('AWS::AutoScaling::AutoScalingGroup', 1);
    template.hasResourceProperties('AWS::AutoScaling::AutoScalingGroup', { MaxSize: String(X72.instanceCount) });
    template.hasResourceProperties('AWS::EC2::LaunchTemplate', {
      LaunchTemplateData: {
        InstanceType: X72.instanceType.name,
        InstanceMarketOptions: { MarketType: 'capacity-block' },
      },
    });
  });

  test('the one in a VPC of yours makes no VPC, and tells the operators', async () => {
    const template = Template.fromStack(await synthesized(program, 'own-stack'));

    template.resourceCountIs('AWS::EC2::VPC', 0);
    template.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email' });
    expect(Object.keys(template.findResources('AWS::CloudWatch::Alarm')).length).toBeGreaterThan(0);
  });

  test('the plan needs nothing of the CDK', async () => {
    expect(plan?.text).not.toContain('aws-cdk-lib');
    expect((await program.load('plan')).plan).toEqual({
      efaGbps: X72.instanceType.efaGbps,
      addresses: 1,
      drainAt: '2026-12-20T10:00:00Z',
    });
  });
});

/** The stack that a snippet exports, in an app of its own. */
async function synthesized(program: SnippetProgram, name: string): Promise<Stack> {
  const [StackClass] = Object.values(await program.load(name)) as (new (scope: Construct, id: string) => Stack)[];
  if (!StackClass) {
    throw new Error(`${name} exports nothing`);
  }
  return new StackClass(testApp(), 'Snippet');
}
