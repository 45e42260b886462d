import { Template } from 'aws-cdk-lib/assertions';
import { CfnSecurityGroup, CfnSubnet } from 'aws-cdk-lib/aws-ec2';
import { SlurmCluster, type SlurmClusterProps } from 'cdk-ultraserver';

import { SLURM_LOGS } from '../../../../constructs/engines/slurm';
import { testApp } from '../../../support/app';
import { existingKey, KEY_ARN } from '../eks/eks-fixture';
import { SlurmCell } from './slurm-fixture';

describe('a cluster', () => {
  let cell: SlurmCell;
  let cluster: Record<string, unknown>;
  beforeAll(() => {
    cell = new SlurmCell();
    [{ Properties: cluster } = { Properties: {} }] = Object.values(cell.ofType('AWS::PCS::Cluster'));
  });

  test('runs the newest Slurm, with accounting, REST API and what IMEX rests on, and has room for nine UltraServers', () => {
    expect(cluster).toEqual({
      Name: 'frontier',
      Size: 'MEDIUM',
      Scheduler: { Type: 'SLURM', Version: '25.11' },
      Networking: {
        SubnetIds: ['subnet-0123456789abcdef1'],
        SecurityGroupIds: [{ Ref: expect.stringMatching(/^SlurmSecurityGroupsController/) as string }],
      },
      SlurmConfiguration: {
        Accounting: { Mode: 'STANDARD' },
        SlurmRest: { Mode: 'STANDARD' },
        SlurmCustomSettings: [
          { ParameterName: 'Epilog', ParameterValue: '/opt/ultraserver/slurm-epilog.sh' },
          { ParameterName: 'Prolog', ParameterValue: '/opt/ultraserver/slurm-prolog.sh' },
          { ParameterName: 'PrologFlags', ParameterValue: 'Alloc,Contain,DeferBatch' },
        ],
      },
    });
  });

  test('lets in and out what Slurm needs, by group', () => {
    const name = (id: unknown): string =>
      /^SlurmSecurityGroups(Controller|Nodes)/.exec((id as { Ref: string }).Ref)?.[1] ?? '';
    const rules = (direction: 'Ingress' | 'Egress', other: string): string[] =>
      Object.values(cell.ofType(`AWS::EC2::SecurityGroup${direction}`))
        .filter(({ Properties }) => Properties['IpProtocol'] === 'tcp')
        .map(({ Properties: p }) => {
          const [own, peer] = [name(p['GroupId']), name(p[other])];
          const [from, to] = direction === 'Ingress' ? [peer, own] : [own, peer];
          return `${from}>${to} ${String(p['FromPort'])}-${String(p['ToPort'])}`;
        })
        .toSorted();
    const both = [
      'Controller>Nodes 60001-63000',
      'Controller>Nodes 6818-6818',
      'Nodes>Controller 6817-6817',
      'Nodes>Controller 6819-6819',
      'Nodes>Controller 6820-6820',
      'Nodes>Nodes 60001-63000',
      'Nodes>Nodes 6818-6818',
    ];
    expect(rules('Ingress', 'SourceSecurityGroupId')).toEqual(both);
    expect(rules('Egress', 'DestinationSecurityGroupId')).toEqual(both);
    const groups = Object.entries(cell.ofType('AWS::EC2::SecurityGroup')).filter(([id]) => id.startsWith('Slurm'));
    expect(groups.map(([, { Properties }]) => Properties['SecurityGroupEgress'])).toEqual(
      groups.map(() => [expect.objectContaining({ CidrIp: '127.0.0.1/32' })]),
    );
  });

  test('delivers every kind of log, one after the other', () => {
    const sources = Object.values(cell.ofType('AWS::Logs::DeliverySource')).map(({ Properties }) => Properties);
    expect(sources.map(({ LogType }) => LogType)).toEqual(SLURM_LOGS.map(({ type }) => type));
    expect(new Set(sources.map(({ Name }) => Name)).size).toBe(3);
    expect(sources.every(({ Name }) => /^[\w-]{1,60}$/.test(Name as string))).toBe(true);
    const deliveries = Object.values(cell.ofType('AWS::Logs::Delivery'));
    expect(deliveries).toHaveLength(3);
    const groups = Object.values(cell.ofType('AWS::Logs::LogGroup'));
    expect(groups.map(({ Properties, DeletionPolicy }) => [Properties['LogGroupName'], DeletionPolicy])).toEqual(
      ['scheduler', 'audit', 'jobs'].map((kind) => [`/aws/vendedlogs/pcs/frontier/${kind}`, 'RetainExceptOnCreate']),
    );
    const waits = Object.values(cell.ofType('AWS::Logs::DeliverySource')).map(
      ({ DependsOn }) => DependsOn?.length ?? 0,
    );
    expect(waits).toEqual([0, 1, 1]);
  });

  test('uploads what installs prolog and epilog, and keeps its checksum', () => {
    expect(cell.cluster.installer.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(cell.stack.resolve(cell.cluster.installer.location)).toEqual({
      'Fn::Sub': expect.stringMatching(/^s3:\/\/cdk-.*\$\{AWS::AccountId\}-us-east-1\/[0-9a-f]{64}\.sh$/) as string,
    });
  });

  test('has neither login nodes nor queues unless there is something for them', () => {
    cell.template.resourceCountIs('AWS::PCS::ComputeNodeGroup', 0);
    cell.template.resourceCountIs('AWS::PCS::Queue', 0);
  });
});

test('what is given takes the place of defaults', () => {
  const cell = new SlurmCell({
    version: '25.05',
    mostInstances: 20,
    mostJobs: 200,
    purgeAfterDays: 365,
    settings: { SchedulerParameters: 'bf_max_job_test=500', MinJobAge: '600' },
    logRetentionDays: 30,
  });
  expect(Object.values(cell.ofType('AWS::PCS::Cluster'))[0]?.Properties).toMatchObject({
    Size: 'SMALL',
    Scheduler: { Version: '25.05' },
    SlurmConfiguration: {
      Accounting: { Mode: 'STANDARD', DefaultPurgeTimeInDays: 365 },
      SlurmCustomSettings: [
        { ParameterName: 'Epilog' },
        { ParameterName: 'MinJobAge', ParameterValue: '600' },
        { ParameterName: 'Prolog' },
        { ParameterName: 'PrologFlags' },
        { ParameterName: 'SchedulerParameters', ParameterValue: 'bf_max_job_test=500' },
      ],
    },
  });
  cell.template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
});

test('a key encrypts logs', () => {
  const base = new SlurmCell();
  const stack = base.stack;
  new SlurmCluster(stack, 'Second', {
    clusterName: 'second',
    vpc: { vpcRef: { vpcId: 'vpc-0123456789abcdef0' } } as SlurmClusterProps['vpc'],
    controlSubnet: { zone: 'use1-az4', subnet: CfnSubnet.fromSubnetId(stack, 'S', 'subnet-0123456789abcdef3') },
    encryptionKey: existingKey(stack),
    restClients: [CfnSecurityGroup.fromSecurityGroupId(stack, 'Rest', 'sg-0123456789abcdef0')],
  });
  base.template.hasResourceProperties('AWS::Logs::LogGroup', {
    LogGroupName: '/aws/vendedlogs/pcs/second/jobs',
    KmsKeyId: KEY_ARN,
  });
  base.template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
    SourceSecurityGroupId: 'sg-0123456789abcdef0',
    FromPort: 6820,
    ToPort: 6820,
  });
});

test('clusters are made one after another where one is told so, in one stack and over two', () => {
  const app = testApp();
  const [first, second] = [new SlurmCell({}, app, 'First'), new SlurmCell({ clusterName: 'second' }, app, 'Second')];
  second.cluster.createAfter(first.cluster);
  app.synth();
  expect(second.stack.dependencies).toEqual([first.stack]);

  const cell = new SlurmCell();
  const other = new SlurmCluster(cell.stack, 'Other', {
    clusterName: 'other',
    vpc: { vpcRef: { vpcId: 'vpc-0123456789abcdef0' } } as SlurmClusterProps['vpc'],
    controlSubnet: { zone: 'use1-az4', subnet: CfnSubnet.fromSubnetId(cell.stack, 'S', 'subnet-0123456789abcdef3') },
  });
  other.createAfter(cell.cluster);
  const clusters = Template.fromStack(cell.stack).findResources('AWS::PCS::Cluster') as Record<
    string,
    { DependsOn?: string[] }
  >;
  const [slurm] = Object.keys(clusters).filter((id) => id.startsWith('Slurm'));
  expect(Object.entries(clusters).find(([id]) => id.startsWith('Other'))?.[1].DependsOn).toEqual([slurm]);
});

test.each<[string, Partial<SlurmClusterProps>, RegExp]>([
  ['Slurm before 25.05', { version: '24.11' }, /\[slurm-version-ultraserver\]/],
  ['a name that AWS PCS does not take', { clusterName: 'my_cluster' }, /\[slurm-name\]/],
  ['an unknown size', { size: 'HUGE' }, /\[slurm-cluster-size-unknown\]/],
  ['a size for fewer than may come', { size: 'SMALL', mostInstances: 33 }, /\[slurm-cluster-size-small\]/],
  ['more than any size holds', { mostInstances: 2049 }, /\[slurm-cluster-size\]/],
  ['a setting that AWS PCS does not take', { settings: { TopologyPlugin: 'x' } }, /\[slurm-setting-unknown\]/],
  ['a prolog of its own', { settings: { Prolog: '/x' } }, /\[slurm-setting-imex\]/],
  ['no day of records', { purgeAfterDays: 0 }, /\[slurm-purge-days\]/],
  ['a day count that logs do not have', { logRetentionDays: 2 }, /\[log-retention/],
  [
    'a controller in a Local Zone',
    {
      controlSubnet: {
        zone: 'use1-dfw2-az1',
        subnet: { subnetRef: { subnetId: 'subnet-0123456789abcdef0' } } as SlurmClusterProps['controlSubnet']['subnet'],
      },
    },
    /\[slurm-control-local-zone\]/,
  ],
])('%s is refused', (_what, change, message) => {
  expect(() => new SlurmCell(change)).toThrow(message);
});

test('a size that is given holds, as long as nothing is known that it does not', () => {
  const [cluster] = Object.values(new SlurmCell({ size: 'SMALL' }).ofType('AWS::PCS::Cluster'));
  expect(cluster?.Properties['Size']).toBe('SMALL');
});
