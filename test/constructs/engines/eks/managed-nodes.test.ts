import type { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import {
  AcceleratedInstanceType,
  Capacity,
  EksCluster,
  EksNodes,
  Engine,
  GpuNodeGroup,
  type GpuNodeGroupProps,
  NodeLogs,
  UltraServer,
  UltraServerType,
} from 'cdk-ultraserver';
import { Construct } from 'constructs';

import { testFabric } from '../../../support/network';
import { clusterProps, eksStack, type TemplateResource } from './eks-fixture';

const BLOCK = { startsAt: new Date('2026-12-06T11:30:00Z'), endsAt: new Date('2026-12-20T11:30:00Z') };

/** What members share. */
function common(stack: Stack): Pick<GpuNodeGroupProps, 'fabric' | 'engine' | 'logs'> {
  return {
    fabric: testFabric(new Construct(stack, 'Network')),
    engine: Engine.eks(new EksCluster(stack, 'Eks', clusterProps(stack)), { nodes: EksNodes.managed() }),
    logs: new NodeLogs(stack, 'Logs'),
  };
}

function ultraServer(stack: Stack, id: string, shared: ReturnType<typeof common>, block = 'cr-0123456789abcdef0') {
  return new UltraServer(stack, id, {
    ...shared,
    type: UltraServerType.P6E_GB200_X72,
    capacity: Capacity.block(block, BLOCK),
    pool: 'train',
  });
}

type Resources = Record<string, TemplateResource>;

const stack = eksStack();
const rack = ultraServer(stack, 'alpha', common(stack));
const template = Template.fromStack(stack);
const resources = (template.toJSON() as { Resources: Resources }).Resources;

/** The one resource of a type that belongs to alpha, with its logical id. */
function alphas(type: string, of: Resources = resources): [string, TemplateResource] {
  const found = Object.entries(of).filter(([id, { Type }]) => Type === type && id.startsWith('alpha'));
  expect([type, found.length]).toEqual([type, 1]);
  return found[0]!;
}

const [groupId, group] = alphas('AWS::EKS::Nodegroup');
const [templateId, launchTemplate] = alphas('AWS::EC2::LaunchTemplate');
const [gateId, gate] = alphas('Custom::ManagedNodeGroupGate');
const [guardId, guard] = alphas('Custom::ManagedNodeGroupGuard');
const data = launchTemplate.Properties['LaunchTemplateData'] as Record<string, unknown>;

test('the node group takes the block, is empty in the template, and is not mended behind a job', () => {
  expect(group.Properties).toMatchObject({
    NodegroupName: 'alpha',
    CapacityType: 'CAPACITY_BLOCK',
    ScalingConfig: { MinSize: 0, DesiredSize: 0, MaxSize: 18 },
    UpdateConfig: { MaxUnavailable: 1, UpdateStrategy: 'MINIMAL' },
    NodeRepairConfig: { Enabled: false },
    LaunchTemplate: {
      Id: { Ref: templateId },
      Version: { 'Fn::GetAtt': [templateId, 'LatestVersionNumber'] },
    },
    Subnets: ['subnet-0123456789abcdef0'],
  });
});

test('what a launch template says the node group does not, and what EKS refuses in one is not there', () => {
  for (const property of ['AmiType', 'InstanceTypes', 'DiskSize', 'ReleaseVersion', 'Version', 'RemoteAccess']) {
    expect(group.Properties).not.toHaveProperty(property);
  }
  expect(data).toMatchObject({
    InstanceType: 'p6e-gb200.36xlarge',
    InstanceMarketOptions: { MarketType: 'capacity-block' },
    CapacityReservationSpecification: {
      CapacityReservationTarget: { CapacityReservationId: 'cr-0123456789abcdef0' },
    },
  });
  expect(data['ImageId']).toBeDefined();
  expect(data).not.toHaveProperty('IamInstanceProfile');
  expect(data).not.toHaveProperty('InstanceInitiatedShutdownBehavior');
  expect(data).not.toHaveProperty('HibernationOptions');
  expect(JSON.stringify(data['NetworkInterfaces'])).not.toContain('SubnetId');
});

test('labels and taints are those that the nodes give themselves', () => {
  const text = JSON.stringify(data['UserData']);
  const labels = Object.entries(group.Properties['Labels'] as Record<string, string>);
  expect(text).toContain(`--node-labels=${labels.map(([key, value]) => `${key}=${value}`).join(',')}`);
  expect(group.Properties['Taints']).toEqual([{ Key: 'nvidia.com/gpu', Value: 'present', Effect: 'NO_SCHEDULE' }]);
  expect(text).toContain('--register-with-taints=nvidia.com/gpu=present:NoSchedule');
});

test('EKS makes the profile and admits the role, and tags instances with its cluster', () => {
  template.resourceCountIs('AWS::IAM::InstanceProfile', 0);
  expect(template.findResources('AWS::EKS::AccessEntry', { Properties: { Type: 'EC2_LINUX' } })).toEqual({});
  expect(JSON.stringify(data['TagSpecifications'])).not.toContain('kubernetes.io/cluster');
});

test('no lifecycle hook is waited for, and the nodes may call nothing of Auto Scaling', () => {
  expect(JSON.stringify(data)).not.toContain('ULTRASERVER_HOOK');
  const [, policy] = alphas('AWS::IAM::ManagedPolicy');
  expect(JSON.stringify(policy)).not.toContain('autoscaling:');
});

test('nodes come when the cluster can take them', () => {
  const plugin = template.findResources('AWS::EKS::Addon', { Properties: { AddonName: 'vpc-cni' } });
  expect(group.DependsOn).toEqual(expect.arrayContaining([gateId, ...Object.keys(plugin)]));
});

test('the guard follows the node group, starts it and empties it, as EKS alone would do too late', () => {
  expect(guard.DependsOn).toContain(groupId);
  expect(guard.Properties).toMatchObject({
    Nodegroup: 'alpha',
    SuspendedProcesses: ['AZRebalance', 'ReplaceUnhealthy'],
    Count: '18',
    StartsAt: '2026-12-06T11:30:00Z',
    DrainAt: '2026-12-20T10:00:00Z',
  });
  expect(alphas('AWS::AutoScaling::ScheduledAction')[1].Properties).toEqual({
    AutoScalingGroupName: { 'Fn::GetAtt': [guardId, 'AutoScalingGroupName'] },
    StartTime: '2026-12-20T10:00:00Z',
    MinSize: 0,
    DesiredCapacity: 0,
  });
});

test('monitoring reads the group that the guard found', () => {
  expect(stack.resolve(rack.monitored.autoScalingGroupName)).toEqual({
    'Fn::GetAtt': [guardId, 'AutoScalingGroupName'],
  });
});

test('the functions touch the groups of this cluster alone', () => {
  const statements = Object.entries(template.findResources('AWS::IAM::ManagedPolicy'))
    .filter(([id]) => id.startsWith('ManagedNodeGroup'))
    .flatMap(
      ([, { Properties }]) =>
        (Properties as { PolicyDocument: { Statement: { Action: unknown; Condition?: unknown; Resource: unknown }[] } })
          .PolicyDocument.Statement,
    );
  const wide = statements.filter(({ Resource }) => Resource === '*');
  expect(wide.map(({ Action }) => Action)).toEqual([
    'autoscaling:DescribeAutoScalingGroups',
    'autoscaling:DescribeAutoScalingGroups',
  ]);
  expect(statements.filter(({ Action }) => JSON.stringify(Action).includes('SetDesiredCapacity'))).toEqual([
    expect.objectContaining({
      Condition: {
        StringEquals: { 'aws:ResourceTag/eks:cluster-name': { Ref: expect.stringMatching(/^Eks/) as string } },
      },
    }),
  ]);
});

describe('the gate', () => {
  const settings = (change: (scope: Stack) => void): string => {
    const other = eksStack();
    change(other);
    const all = (Template.fromStack(other).toJSON() as { Resources: Resources }).Resources;
    return JSON.stringify(alphas('Custom::ManagedNodeGroupGate', all)[1].Properties['Settings']);
  };

  test('stands before launch template and node group', () => {
    expect(launchTemplate.DependsOn).toContain(gateId);
    expect(group.DependsOn).toContain(gateId);
    expect(JSON.stringify(gate.Properties)).not.toContain(templateId);
  });

  test('sees every change of either, and no other', () => {
    const before = JSON.stringify(gate.Properties['Settings']);
    expect(settings((other) => ultraServer(other, 'alpha', common(other)))).toBe(before);
    expect(settings((other) => ultraServer(other, 'alpha', common(other), 'cr-0fedcba9876543210'))).not.toBe(before);
    expect(
      settings((other) => {
        const shared = common(other);
        ultraServer(other, 'bravo', shared, 'cr-0fedcba9876543210');
        ultraServer(other, 'alpha', shared);
      }),
    ).toBe(before);
  });
});

test('another UltraServer changes nothing of the first', () => {
  const both = eksStack();
  const shared = common(both);
  ultraServer(both, 'alpha', shared);
  ultraServer(both, 'bravo', shared, 'cr-0fedcba9876543210');
  const of = (all: Resources): object =>
    Object.fromEntries(Object.entries(all).filter(([id]) => !id.startsWith('bravo')));
  expect(of((Template.fromStack(both).toJSON() as { Resources: Resources }).Resources)).toEqual(of(resources));
});

describe('plain instances', () => {
  const instances = (scope: Stack, id: string, count: number, shared = common(scope)): GpuNodeGroup =>
    new GpuNodeGroup(scope, id, {
      ...shared,
      instanceType: AcceleratedInstanceType.P6_B300_48XLARGE,
      count,
      capacity: Capacity.onDemand(),
    });

  test('on demand start at once, from an empty template, and have no drain', () => {
    const other = eksStack();
    instances(other, 'serve', 2);
    const made = Template.fromStack(other);
    made.hasResourceProperties('AWS::EKS::Nodegroup', {
      NodegroupName: 'serve',
      CapacityType: 'ON_DEMAND',
      ScalingConfig: { MinSize: 0, DesiredSize: 0, MaxSize: 2 },
    });
    made.hasResourceProperties('Custom::ManagedNodeGroupGuard', { Count: '2', StartsAt: Match.absent() });
    made.resourceCountIs('AWS::AutoScaling::ScheduledAction', 0);
  });

  test('more than a group takes, and a name that none has, are refused', () => {
    expect(() => instances(eksStack(), 'serve', 451)).toThrow(/\[eks-managed-group-size\]/);
    expect(() => instances(eksStack(), 'serve.eu', 2)).toThrow(/\[eks-managed-group-name\]/);
  });

  test('more groups than a cluster takes are refused', () => {
    const other = eksStack();
    const cluster = new EksCluster(other, 'Eks', clusterProps(other));
    for (let member = 0; member < 29; member++) {
      cluster.countManagedGroup(other);
    }
    expect(() => cluster.countManagedGroup(other)).toThrow(/30 members.*\[eks-managed-groups\]/);
  });
});
