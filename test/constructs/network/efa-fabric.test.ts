import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CfnSecurityGroup, CfnSubnet, CfnVPC } from 'aws-cdk-lib/aws-ec2';

import { ClusterNetwork, EfaFabric, FabricSecurityGroups } from '../../../constructs/network';
import { testApp, testStack } from '../../support/app';

/** Somebody else's VPC and subnet. */
function foreign(
  stack: Stack,
  number = '0',
): { vpc: ReturnType<typeof CfnVPC.fromVpcId>; subnet: ReturnType<typeof CfnSubnet.fromSubnetId> } {
  return {
    vpc: CfnVPC.fromVpcId(stack, `Vpc${number}`, `vpc-0123456789abcdef${number}`),
    subnet: CfnSubnet.fromSubnetId(stack, `Subnet${number}`, `subnet-0123456789abcdef${number}`),
  };
}

function groupIdsIn(stack: Stack): { efa: string; node: string } {
  const groups = Object.entries(Template.fromStack(stack).findResources('AWS::EC2::SecurityGroup'));
  const idOf = (description: string): string =>
    groups.find(
      ([, { Properties }]) => (Properties as { GroupDescription: string }).GroupDescription === description,
    )?.[0] ?? '';
  return { efa: idOf('EFA: all traffic among members'), node: idOf('Nodes: HTTPS out') };
}

describe('EfaFabric', () => {
  test('defines two groups and two rules, nothing else', () => {
    const stack = testStack();
    new EfaFabric(stack, 'Fabric', foreign(stack));
    const resources = Object.values(
      (Template.fromStack(stack).toJSON() as { Resources: Record<string, { Type: string }> }).Resources,
    );
    expect(resources.map(({ Type }) => Type).toSorted()).toEqual([
      'AWS::EC2::SecurityGroup',
      'AWS::EC2::SecurityGroup',
      'AWS::EC2::SecurityGroupEgress',
      'AWS::EC2::SecurityGroupIngress',
    ]);
  });

  test('the EFA group allows all traffic from and to itself, by id, and nothing else', () => {
    const stack = testStack();
    new EfaFabric(stack, 'Fabric', foreign(stack));
    const template = Template.fromStack(stack);
    const group = { Ref: groupIdsIn(stack).efa };
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      GroupId: group,
      SourceSecurityGroupId: group,
      IpProtocol: '-1',
      CidrIp: Match.absent(),
      FromPort: Match.absent(),
    });
    template.hasResourceProperties('AWS::EC2::SecurityGroupEgress', {
      GroupId: group,
      DestinationSecurityGroupId: group,
      IpProtocol: '-1',
      CidrIp: Match.absent(),
      FromPort: Match.absent(),
    });
    // Without a rule of its own EC2 would add one that allows everything to go out.
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      GroupDescription: 'EFA: all traffic among members',
      VpcId: 'vpc-0123456789abcdef0',
      SecurityGroupIngress: Match.absent(),
      SecurityGroupEgress: [{ IpProtocol: '-1', CidrIp: '127.0.0.1/32', Description: Match.anyValue() }],
    });
  });

  test('the node group lets HTTPS out and nothing in', () => {
    const stack = testStack();
    new EfaFabric(stack, 'Fabric', foreign(stack));
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroup', {
      GroupDescription: 'Nodes: HTTPS out',
      SecurityGroupIngress: Match.absent(),
      SecurityGroupEgress: [
        { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '0.0.0.0/0', Description: 'HTTPS' },
      ],
    });
  });

  test.each([
    ['efa-only', ['efa']],
    ['efa', ['efa', 'node']],
    ['interface', ['efa', 'node']],
  ] as const)('an interface of type %s is in %j', (type, names) => {
    const stack = testStack();
    const fabric = new EfaFabric(stack, 'Fabric', foreign(stack));
    const groups = groupIdsIn(stack);
    expect(stack.resolve(fabric.interfaceSecurityGroupIds(type))).toEqual(names.map((name) => ({ Ref: groups[name] })));
  });

  test('further groups are those of interfaces with an address', () => {
    const stack = testStack();
    const database = CfnSecurityGroup.fromSecurityGroupId(stack, 'Database', 'sg-0123456789abcdef0');
    const fabric = new EfaFabric(stack, 'Fabric', { ...foreign(stack), additionalSecurityGroups: [database] });
    expect(fabric.interfaceSecurityGroupIds('interface')).toContain('sg-0123456789abcdef0');
    expect(fabric.interfaceSecurityGroupIds('efa-only')).not.toContain('sg-0123456789abcdef0');
  });

  test('fabrics of several zones share one pair of groups', () => {
    const stack = testStack();
    const network = new ClusterNetwork(stack, 'Network', {
      cidr: '10.0.0.0/16',
      controlZones: ['use1-az4', 'use1-az6'],
      nodeSubnets: [
        { zone: 'use1-dfw2-az1', cidr: '10.0.128.0/17' },
        { zone: 'use1-az4', cidr: '10.0.96.0/19' },
      ],
    });
    const securityGroups = new FabricSecurityGroups(stack, 'SecurityGroups', { vpc: network.vpc });
    const [first, second] = network.nodeSubnets.map(
      ({ zone, subnet }) => new EfaFabric(stack, `Fabric-${zone}`, { vpc: network.vpc, subnet, zone, securityGroups }),
    );
    expect([first?.zone, second?.zone]).toEqual(['use1-az4', 'use1-dfw2-az1']);
    expect(first?.subnet).not.toBe(second?.subnet);
    expect(first?.interfaceSecurityGroupIds('interface')).toEqual(second?.interfaceSecurityGroupIds('interface'));
    // The groups of the fabrics and that of the endpoints.
    Template.fromStack(stack).resourceCountIs('AWS::EC2::SecurityGroup', 3);
  });

  test('serves stacks other than its own through ordinary exports', () => {
    const app = testApp();
    const [network, cell] = [new Stack(app, 'Network'), new Stack(app, 'Cell')];
    const fabric = new EfaFabric(network, 'Fabric', foreign(network));
    new CfnSecurityGroup(cell, 'Probe', {
      groupDescription: fabric.interfaceSecurityGroupIds('efa-only')[0] ?? '',
    });
    expect(JSON.stringify(Template.fromStack(cell).toJSON())).toContain('Fn::ImportValue');
  });

  test('refuses groups of another VPC, and takes those of its own', () => {
    const stack = testStack();
    const [mine, other] = [foreign(stack, '0'), foreign(stack, '1')];
    const securityGroups = new FabricSecurityGroups(stack, 'Groups', { vpc: other.vpc });
    expect(() => new EfaFabric(stack, 'Fabric', { ...mine, securityGroups })).toThrow(
      `'securityGroups' are of vpc-0123456789abcdef1 and the fabric is in vpc-0123456789abcdef0`,
    );
    expect(() => new EfaFabric(stack, 'Near', { ...other, securityGroups })).not.toThrow();
  });

  test('refuses more groups than an interface can have', () => {
    const stack = testStack();
    const groups = Array.from({ length: 4 }, (_, index) =>
      CfnSecurityGroup.fromSecurityGroupId(stack, `Group${index}`, `sg-0123456789abcdef${index}`),
    );
    expect(() => new EfaFabric(stack, 'Fabric', { ...foreign(stack), additionalSecurityGroups: groups })).toThrow(
      /'additionalSecurityGroups' has 4 groups; .* give 3 at most \[groups-per-interface\]/,
    );
    expect(
      () => new EfaFabric(stack, 'Near', { ...foreign(stack, '1'), additionalSecurityGroups: groups.slice(1) }),
    ).not.toThrow();
  });

  test('refuses a further group by its name: interfaces take ids', () => {
    const stack = testStack();
    const named = CfnSecurityGroup.fromSecurityGroupId(stack, 'Named', 'database');
    expect(() => new EfaFabric(stack, 'Fabric', { ...foreign(stack), additionalSecurityGroups: [named] })).toThrow(
      /"database" is no security group id \(interfaces take ids, not names\): .* \[security-group-id-form\]/,
    );
  });

  test('refuses the name of a zone', () => {
    const stack = testStack();
    expect(() => new EfaFabric(stack, 'Fabric', { ...foreign(stack), zone: 'us-east-1-dfw-2a' })).toThrow(
      `'us-east-1-dfw-2a' is a zone's name; zones are given by id, and its id is use1-dfw2-az1`,
    );
  });
});
