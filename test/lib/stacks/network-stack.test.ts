import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnSecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { planAddresses } from 'cdk-ultraserver/rules';

import type { CreatedNetworkModel, ExistingNetworkModel } from '../../../lib/config/model';
import { NetworkStack } from '../../../lib/stacks/network-stack';
import { testApp } from '../../support/app';

const env = { account: '111122223333', region: 'us-east-1' };

const plan = planAddresses({
  cidr: '10.0.0.0/16',
  egress: 'nat',
  controlZones: ['use1-az4', 'use1-az6'],
  nodeSubnets: [
    { zone: 'use1-dfw2-az1', cidr: '10.0.128.0/17' },
    { zone: 'use1-az4', cidr: '10.0.96.0/19' },
  ],
});

const created: CreatedNetworkModel = {
  kind: 'created',
  cidr: '10.0.0.0/16',
  egress: 'nat',
  s3: 'gateway',
  controlZones: plan.controlSubnets.map(({ zone }) => zone),
  nodeSubnets: plan.nodeSubnets.map(({ zone, cidr }) => ({
    zone,
    cidr,
    natZone: 'use1-az6',
  })),
};

const existing: ExistingNetworkModel = {
  kind: 'existing',
  vpcId: 'vpc-0123456789abcdef0',
  cidr: '172.31.0.0/16',
  nodeSubnets: [{ zone: 'use1-dfw2-az1', subnetId: 'subnet-0123456789abcdef0', cidr: '172.31.0.0/20' }],
  controlSubnets: [],
};

interface TemplateJson {
  readonly Resources: Record<string, { readonly Type: string; readonly Properties?: Record<string, unknown> }>;
  readonly Outputs?: Record<string, { readonly Value: unknown; readonly Export?: { readonly Name: string } }>;
}

function json(stack: Stack): TemplateJson {
  return Template.fromStack(stack).toJSON() as TemplateJson;
}

function exportNames(stack: Stack): string[] {
  return Object.values(json(stack).Outputs ?? {}).map(({ Export }) => Export?.Name ?? '');
}

describe('NetworkStack of a network that is made', () => {
  test('has the subnets that the model states, each where it states them', () => {
    const stack = new NetworkStack(testApp(), 'Network', { env, network: created, logRetentionDays: 90 });
    const subnets = Object.values(json(stack).Resources)
      .filter(({ Type }) => Type === 'AWS::EC2::Subnet')
      .map(({ Properties }) => `${String(Properties?.['AvailabilityZoneId'])} ${String(Properties?.['CidrBlock'])}`);
    const stated = [
      ...plan.controlSubnets.flatMap(({ zone, cidr, publicCidr }) => [`${zone} ${cidr}`, `${zone} ${publicCidr}`]),
      ...created.nodeSubnets.map(({ zone, cidr }) => `${zone} ${cidr}`),
    ];
    expect(subnets.toSorted()).toEqual(stated.toSorted());
  });

  test('keeps flow logs as long as the model says', () => {
    const stack = new NetworkStack(testApp(), 'Network', { env, network: created, logRetentionDays: 90 });
    Template.fromStack(stack).hasResource('AWS::Logs::LogGroup', {
      DeletionPolicy: 'Retain',
      Properties: { RetentionInDays: 90 },
    });
  });

  test('has a fabric for each zone with nodes, all with the same groups', () => {
    const stack = new NetworkStack(testApp(), 'Network', { env, network: created, logRetentionDays: 90 });
    const [dallas, regional] = [stack.fabric('use1-dfw2-az1'), stack.fabric('use1-az4')];
    expect(dallas.subnet).toBe(stack.network.nodeSubnet('use1-dfw2-az1').subnet);
    expect(regional.interfaceSecurityGroupIds('efa')).toEqual(dallas.interfaceSecurityGroupIds('efa'));
    expect(() => stack.fabric('use1-az6')).toThrow(
      'the cluster has no nodes in zone use1-az6, only in use1-az4, use1-dfw2-az1',
    );
  });

  test('exports the VPC, every subnet of nodes and control planes, and both groups, used or not', () => {
    const stack = new NetworkStack(testApp(), 'Network', { env, network: created, logRetentionDays: 90 });
    const { Resources, Outputs = {} } = json(stack);
    const types = Object.values(Outputs).map(({ Value }) => String(Resources[(Value as { Ref: string }).Ref]?.Type));
    expect(types.toSorted()).toEqual([
      'AWS::EC2::SecurityGroup',
      'AWS::EC2::SecurityGroup',
      'AWS::EC2::Subnet',
      'AWS::EC2::Subnet',
      'AWS::EC2::Subnet',
      'AWS::EC2::Subnet',
      'AWS::EC2::VPC',
    ]);
    expect(exportNames(stack).every((name) => name.startsWith('Network:'))).toBe(true);
  });

  test('exports the same whether a cell imports or not, so that the last cell can go', () => {
    const without = new NetworkStack(testApp(), 'Network', { env, network: created, logRetentionDays: 90 });
    const app = testApp();
    const used = new NetworkStack(app, 'Network', { env, network: created, logRetentionDays: 90 });
    const cell = new Stack(app, 'Cell', { env });
    const fabric = used.fabric('use1-dfw2-az1');
    for (const [index, id] of [
      ...fabric.interfaceSecurityGroupIds('interface'),
      fabric.subnet.subnetRef.subnetId,
    ].entries()) {
      new CfnSecurityGroup(cell, `Probe${index}`, { groupDescription: id, vpcId: fabric.vpc.vpcRef.vpcId });
    }
    const imported = JSON.stringify(json(cell)).match(/Network:ExportsOutput\w+/g) ?? [];
    expect(new Set(imported).size).toBe(4);
    expect(exportNames(used).toSorted()).toEqual(exportNames(without).toSorted());
    expect(exportNames(used)).toEqual(expect.arrayContaining(imported));
  });

  test('synthesizes without asking AWS for anything', () => {
    const app = testApp();
    new NetworkStack(app, 'Network', { env, network: created, logRetentionDays: 90 });
    expect(app.synth().manifest.missing).toBeUndefined();
  });
});

describe('NetworkStack of a network that exists', () => {
  test('adds the groups of the nodes to the VPC and nothing else', () => {
    const stack = new NetworkStack(testApp(), 'Network', { env, network: existing, logRetentionDays: 90 });
    const { Resources } = json(stack);
    expect(
      Object.values(Resources)
        .map(({ Type }) => Type)
        .toSorted(),
    ).toEqual([
      'AWS::EC2::SecurityGroup',
      'AWS::EC2::SecurityGroup',
      'AWS::EC2::SecurityGroupEgress',
      'AWS::EC2::SecurityGroupIngress',
    ]);
    Template.fromStack(stack).allResourcesProperties('AWS::EC2::SecurityGroup', { VpcId: 'vpc-0123456789abcdef0' });
  });

  test('exports what it makes; ids that were given need no export', () => {
    const stack = new NetworkStack(testApp(), 'Network', { env, network: existing, logRetentionDays: 90 });
    expect(exportNames(stack)).toHaveLength(2);
    expect(stack.fabric('use1-dfw2-az1').subnet.subnetRef.subnetId).toBe('subnet-0123456789abcdef0');
  });
});
