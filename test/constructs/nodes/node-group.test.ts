import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import {
  AcceleratedInstanceType,
  Capacity,
  GpuNodeGroup,
  type IEngine,
  InterfaceLayout,
  NodeImage,
  NodeLogs,
  UltraServer,
  UltraServerType,
} from 'cdk-ultraserver';

import { P6E_GB200_36XLARGE } from '../../../constructs/hardware/catalogue/p6e-gb200';
import { testStack } from '../../support/app';
import { testFabric } from '../../support/network';
import { BLOCK, define, launchTemplateData } from './ultraserver-stack';

describe('options', () => {
  test('another layout', () => {
    const type = UltraServerType.P6E_GB200_X72;
    const { template } = define({
      layout: InterfaceLayout.of(type.instanceType, { layout: 'eight-efa', enaCards: [4] }),
    });
    expect(launchTemplateData(template).NetworkInterfaces).toHaveLength(10);
  });

  test('a layout of another type is refused', () => {
    const layout = InterfaceLayout.of(UltraServerType.TRN2_X64.instanceType);
    expect(() => define({ layout })).toThrow(
      /is for trn2u.48xlarge, but the nodes are p6e-gb200.36xlarge.*\[layout-type\]/,
    );
  });

  test('an image of your own, checked against the type', () => {
    const image = NodeImage.fromId('ami-0123456789abcdef0', {
      architecture: 'arm64',
      rootDevice: '/dev/sda1',
      driver: '580.105.08',
    });
    const data = launchTemplateData(define({ image }).template);
    expect(data.ImageId).toBe('ami-0123456789abcdef0');
    expect(JSON.stringify(data.BlockDeviceMappings)).toContain('/dev/sda1');
  });

  test.each([
    [{ architecture: 'x86_64', rootDevice: '/dev/xvda', driver: '580.105.08' } as const, /built for x86_64/],
    [{ architecture: 'arm64', rootDevice: '/dev/xvda', driver: '560.1' } as const, /older than 570/],
    [{ architecture: 'arm64', rootDevice: '/dev/xvda', driver: '595.91.07' } as const, /driver 595.91.07 on p6e-gb200/],
  ])('an image that cannot run there is refused: %j', (facts, message) => {
    expect(() => define({ image: NodeImage.fromId('ami-0123456789abcdef0', facts) })).toThrow(message);
  });

  test('a key, for the volumes and the logs that are defined here', () => {
    const stack = testStack();
    const key = Key.fromKeyArn(
      stack,
      'Key',
      'arn:aws:kms:us-east-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef',
    );
    const { template } = define({ encryptionKey: key, rootVolume: { sizeGiB: 500, type: 'gp2' } }, stack);
    expect(launchTemplateData(template).BlockDeviceMappings).toEqual([
      {
        DeviceName: '/dev/xvda',
        Ebs: { DeleteOnTermination: true, Encrypted: true, KmsKeyId: key.keyArn, VolumeSize: 500, VolumeType: 'gp2' },
      },
    ]);
    template.allResourcesProperties('AWS::Logs::LogGroup', { KmsKeyId: key.keyArn });
  });

  test('shared logs, cluster, pool and tags', () => {
    const stack = testStack();
    const logs = new NodeLogs(stack, 'Logs');
    const { template } = define(
      { logs, cluster: 'frontier', pool: 'train', tags: [{ key: 'team', value: 'research' }] },
      stack,
    );
    // Five of the nodes and one of the guard.
    template.resourceCountIs('AWS::Logs::LogGroup', 6);
    expect(JSON.stringify(launchTemplateData(template).TagSpecifications)).toContain(
      '{"Key":"team","Value":"research"},{"Key":"ultraserver:cluster","Value":"frontier"}',
    );
  });

  test('a block that is active already needs no start', () => {
    const capacity = Capacity.block('cr-0123456789abcdef0', { endsAt: new Date('2026-12-20T11:30:00Z') });
    const { template } = define({ capacity });
    template.hasResourceProperties('Custom::AutoScalingGroupGuard', { StartsAt: Match.absent() });
    template.hasResourceProperties('AWS::AutoScaling::AutoScalingGroup', {
      MinSize: '0',
      DesiredCapacity: Match.absent(),
    });
  });
});

describe('members of one name', () => {
  test('in scopes of their own are told apart by their path', () => {
    const stack = testStack();
    const fabric = testFabric(stack);
    const type = UltraServerType.P6E_GB200_X72;
    const endsAt = new Date('2026-12-20T11:30:00Z');
    for (const [index, scope] of ['train', 'serve'].entries()) {
      const capacity = Capacity.block(`cr-0123456789abcdef${index}`, { endsAt });
      new UltraServer(new Construct(stack, scope), 'alpha', { fabric, type, capacity });
    }
    const text = JSON.stringify(Template.fromStack(stack).toJSON());
    for (const member of ['train/alpha', 'serve/alpha']) {
      expect(text).toContain(`"aws:ResourceTag/ultraserver:member":"${member}"`);
      expect(text).toContain(`ULTRASERVER_MEMBER='${member}'`);
    }
  });

  test('must be what tags can hold, without wildcards', () => {
    expect(() => define({ cluster: 'front*' })).toThrow(
      /name of the cluster becomes a tag.*got "front\*".*\[tag-value-form\]/,
    );
    // A tag could hold a blank, a namespace of metrics cannot.
    expect(() => define({ cluster: 'front ier' })).toThrow(/\[tag-value-form\]/);
    expect(() => define({ cluster: 'a'.repeat(121) })).toThrow(/\[tag-value-form\]/);
    expect(() => define({ cluster: `${'a'.repeat(114)}._:/-9` })).not.toThrow();
  });
});

test('two images whose paths differ in a dot are two parameters', () => {
  const stack = testStack();
  const fabric = testFabric(stack);
  const facts = { architecture: 'arm64', rootDevice: '/dev/xvda', driver: '580.105.08' } as const;
  ['/team/ami/v1.12', '/team/ami/v11.2'].forEach((path, index) => {
    new UltraServer(stack, `rack${index}`, {
      fabric,
      type: UltraServerType.P6E_GB200_X72,
      capacity: Capacity.block(`cr-0123456789abcdef${index}`, { endsAt: new Date('2026-12-20T11:30:00Z') }),
      image: NodeImage.fromSsm(path, facts),
    });
  });
  const defaults = Object.values(Template.fromStack(stack).findParameters('*')).map(
    (parameter) => (parameter as { Default?: string }).Default,
  );
  expect(defaults).toEqual(expect.arrayContaining(['/team/ami/v1.12', '/team/ami/v11.2']));
});

test('hardware that nobody has confirmed is marked in the template and warned of', () => {
  jest.spyOn(console, 'error').mockImplementation();
  const stack = testStack();
  const { instanceType, instanceCount } = UltraServerType.P6E_GB200_X72;
  const type = UltraServerType.of({
    name: 'u-p6e-gb400x72',
    instanceType,
    instanceCount,
    sources: [{ url: 'https://example.com/your-account-team', read: '2026-11-01' }],
    verified: false,
  });
  const { template } = define({ type }, stack);
  template.hasResource('AWS::EC2::LaunchTemplate', {
    Metadata: {
      'cdk-ultraserver:hardware': {
        type: 'u-p6e-gb400x72',
        facts: 'unverified',
        sources: ['https://example.com/your-account-team'],
      },
    },
  });
  Annotations.fromStack(stack).hasWarning(
    '/Test/alpha',
    Match.stringLikeRegexp('facts of u-p6e-gb400x72 are unverified'),
  );
});

test('what AWS has published is not', () => {
  const { stack, template } = define();
  expect(Annotations.fromStack(stack).findWarning('*', Match.anyValue())).toEqual([]);
  expect(JSON.stringify(template.toJSON())).not.toContain('unverified');
});

describe('an engine that takes no lifecycle hook, and names the instance profile itself', () => {
  const engine = (asks: boolean): IEngine => ({
    name: 'hookless',
    configure: () => ({
      userData: [],
      securityGroupIds: [],
      apiActions: [],
      lifecycleHook: false,
      instanceProfile: 'holder',
    }),
    hold: (_scope, props) => {
      expect(asks ? props.instanceProfileArn : '').toBeDefined();
      return {};
    },
  });
  const { template, stack } = define({ engine: engine(false) });
  const group = stack.node.findChild('alpha') as UltraServer;

  test('has nodes that know of no hook, and may call nothing of Auto Scaling', () => {
    const text = JSON.stringify(template.toJSON());
    expect(text).not.toContain('ULTRASERVER_HOOK');
    expect(text).not.toMatch(/"autoscaling:/);
    expect(JSON.stringify(define().template.toJSON())).toMatch(/"autoscaling:CompleteLifecycleAction"/);
  });

  test('has no profile unless it asks for one', () => {
    template.resourceCountIs('AWS::IAM::InstanceProfile', 0);
    expect(launchTemplateData(template)).not.toHaveProperty('IamInstanceProfile');
    define({ engine: engine(true) }).template.resourceCountIs('AWS::IAM::InstanceProfile', 1);
  });

  test('has no group that could be named', () => {
    expect(group.monitored).toMatchObject({ cluster: 'Test', member: 'alpha', autoScalingGroupName: undefined });
    expect(() => group.autoScalingGroupName).toThrow(/without an Auto Scaling group that could be named/);
  });
});

test('user data over what EC2 takes fails the synthesis', () => {
  const { stack } = define();
  const oversized = testStack();
  new UltraServer(oversized, 'alpha', {
    fabric: testFabric(oversized),
    type: UltraServerType.P6E_GB200_X72,
    capacity: BLOCK,
    engine: {
      name: 'verbose',
      configure: () => ({
        userData: [
          { contentType: 'text/x-shellscript', filename: 'long.sh', body: `#!/bin/sh\n${'true\n'.repeat(3000)}` },
        ],
        securityGroupIds: [],
        apiActions: [],
      }),
      hold: () => ({ autoScalingGroupName: 'asg' }),
    },
  });
  expect(stack.node.findAll().flatMap((node) => node.node.validate())).toEqual([]);
  expect(oversized.node.findAll().flatMap((node) => node.node.validate())).toEqual([
    expect.stringMatching(/^user data has \d+ bytes, EC2 takes 16384/),
  ]);
});

describe('tags', () => {
  test('that tell nodes apart are its own, whatever the user says', () => {
    const tags = ['Name', 'ultraserver:cluster', 'ultraserver:member', 'ultraserver:pool', 'team'].map((key) => ({
      key,
      value: 'mine',
    }));
    const { template } = define({ tags, pool: 'train' });
    const expected = [
      { Key: 'Name', Value: 'Test-alpha' },
      { Key: 'team', Value: 'mine' },
      { Key: 'ultraserver:cluster', Value: 'Test' },
      { Key: 'ultraserver:member', Value: 'alpha' },
      { Key: 'ultraserver:pool', Value: 'train' },
    ];
    expect(launchTemplateData(template).TagSpecifications).toEqual(
      ['instance', 'volume', 'network-interface'].map((ResourceType) => ({ ResourceType, Tags: expected })),
    );
  });

  test('name the pool on the group and on the launch template, too', () => {
    const { template } = define({ pool: 'train' });
    const pool = { Key: 'ultraserver:pool', Value: 'train' };
    template.hasResourceProperties('AWS::AutoScaling::AutoScalingGroup', {
      Tags: Match.arrayWith([{ ...pool, PropagateAtLaunch: false }]),
    });
    template.hasResourceProperties('AWS::EC2::LaunchTemplate', {
      TagSpecifications: [{ ResourceType: 'launch-template', Tags: Match.arrayWith([pool]) }],
    });
  });

  test("of the guard and the node's rights are the group's, whatever the user says", () => {
    const keys = ['ultraserver:cluster', 'ultraserver:member', 'ultraserver:stack'];
    const { template } = define({ tags: keys.map((key) => ({ key, value: 'mine' })) });
    template.hasResourceProperties('AWS::AutoScaling::AutoScalingGroup', {
      Tags: ['Test', 'alpha', 'Test'].map((Value, index) => ({ Key: keys[index], Value, PropagateAtLaunch: false })),
    });
  });
});

describe('the domain that the boot gate looks for', () => {
  const TRAINIUM_IMAGE = NodeImage.fromId('ami-0123456789abcdef0', {
    architecture: 'x86_64',
    rootDevice: '/dev/xvda',
    driver: '2.26',
  });

  const domain = (template: Template): string | undefined =>
    /ULTRASERVER_DOMAIN_INSTANCES='(\d+)'/.exec(JSON.stringify(template.toJSON()))?.[1];

  /** A type whose NVLink goes beyond the instance, and that is also sold by itself. */
  const shared = AcceleratedInstanceType.of({
    ...P6E_GB200_36XLARGE,
    name: 'p9.36xlarge',
    ultraServerOnly: false,
  });

  test('is the UltraServer where NVLink spans it', () => {
    expect(domain(define().template)).toBe('18');
    expect(domain(define({ type: UltraServerType.P6E_GB200_X36 }).template)).toBe('9');
  });

  test('is none on Trainium', () => {
    const { template } = define({ type: UltraServerType.TRN2_X64, image: TRAINIUM_IMAGE });
    expect(JSON.stringify(template.toJSON())).toContain("ULTRASERVER_ACCELERATOR='aws-neuron'");
    expect(domain(template)).toBeUndefined();
  });

  test('is none on plain instances, even of a type whose NVLink goes further', () => {
    const stack = testStack();
    new GpuNodeGroup(stack, 'plain', {
      fabric: testFabric(stack),
      instanceType: shared,
      count: 2,
      capacity: Capacity.reservation('cr-0123456789abcdef0'),
      image: NodeImage.fromId('ami-0123456789abcdef0', {
        architecture: 'arm64',
        rootDevice: '/dev/xvda',
        driver: '580.105.08',
      }),
    });
    const template = Template.fromStack(stack);
    expect(domain(template)).toBeUndefined();
    expect(JSON.stringify(template.toJSON())).not.toContain('NCCL_MNNVL_ENABLE');
  });
});
