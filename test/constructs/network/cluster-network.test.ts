import { Stack } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { CfnKey } from 'aws-cdk-lib/aws-kms';

import { ClusterNetwork } from '../../../constructs/network';
import type { ClusterNetworkProps } from '../../../constructs/network';
import { testApp } from '../../support/app';
import { DALLAS, GB200, NetworkTemplate, stackOfAccount } from './network-template';
import type { TemplateResource } from './network-template';

describe('ClusterNetwork', () => {
  const network = NetworkTemplate.of(GB200);

  test('has a VPC with DNS, and nothing else named by hand', () => {
    network.template.hasResourceProperties('AWS::EC2::VPC', {
      CidrBlock: '10.0.0.0/16',
      EnableDnsHostnames: true,
      EnableDnsSupport: true,
    });
    network.template.resourceCountIs('AWS::EC2::VPC', 1);
    for (const { Properties = {} } of Object.values(network.resources)) {
      const names = ['GroupName', 'RoleName', 'ManagedPolicyName', 'FunctionName'];
      expect(names.filter((name) => name in Properties)).toEqual([]);
    }
  });

  test('has the subnets of the plan, by zone id, none with public addresses', () => {
    const subnets = Object.values(network.ofType('AWS::EC2::Subnet')).map(({ Properties }) => Properties);
    for (const properties of subnets) {
      expect(properties).toMatchObject({ MapPublicIpOnLaunch: false });
      expect(properties).not.toHaveProperty('AvailabilityZone');
    }
    const places = subnets.map(
      (properties) => `${String(properties?.['AvailabilityZoneId'])} ${String(properties?.['CidrBlock'])}`,
    );
    expect(places.toSorted()).toEqual([
      'use1-az4 10.0.24.0/21',
      'use1-az4 10.0.67.0/24',
      'use1-az6 10.0.40.0/21',
      'use1-az6 10.0.69.0/24',
      `use1-dfw2-az1 ${DALLAS}`,
    ]);
  });

  test('logs all traffic to a log group that outlives the stack, with a role that can write there only', () => {
    network.template.hasResource('AWS::Logs::LogGroup', {
      DeletionPolicy: 'Retain',
      Properties: { RetentionInDays: 365, KmsKeyId: Match.absent(), DeletionProtectionEnabled: true },
    });
    const [logGroup] = Object.entries(network.ofType('AWS::Logs::LogGroup')).find(
      ([, { DeletionPolicy }]) => DeletionPolicy === 'Retain',
    ) ?? [''];
    network.template.hasResourceProperties('AWS::EC2::FlowLog', {
      ResourceType: 'VPC',
      TrafficType: 'ALL',
      LogDestinationType: 'cloud-watch-logs',
      LogGroupName: { Ref: logGroup },
    });
    network.template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
            Resource: { 'Fn::GetAtt': [logGroup, 'Arn'] },
          },
        ],
      },
    });
    network.template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Action: 'sts:AssumeRole',
            Principal: { Service: 'vpc-flow-logs.amazonaws.com' },
            Condition: {
              StringEquals: { 'aws:SourceAccount': '111122223333' },
              ArnLike: {
                'aws:SourceArn': {
                  'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ec2:us-east-1:111122223333:vpc-flow-log/*']],
                },
              },
            },
          },
        ],
      },
    });
  });

  test('locks the default security group, with rights to that group alone', () => {
    const [vpc] = Object.keys(network.ofType('AWS::EC2::VPC'));
    const group = { 'Fn::GetAtt': [vpc, 'DefaultSecurityGroup'] };
    network.template.hasResourceProperties('Custom::VpcRestrictDefaultSG', { DefaultSecurityGroupId: group });
    network.template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          {
            Effect: 'Allow',
            Action: ['ec2:RevokeSecurityGroupEgress', 'ec2:RevokeSecurityGroupIngress'],
            Resource: {
              'Fn::Join': [
                '',
                ['arn:', { Ref: 'AWS::Partition' }, ':ec2:us-east-1:111122223333:security-group/', group],
              ],
            },
          },
        ]),
      },
    });
  });

  test('finds the subnet of a zone, and says which there are', () => {
    expect(network.network.nodeSubnet('use1-dfw2-az1')).toMatchObject({ zone: 'use1-dfw2-az1', cidr: DALLAS });
    expect(network.network.controlSubnets.map(({ zone, cidr }) => [zone, cidr])).toEqual([
      ['use1-az4', '10.0.24.0/21'],
      ['use1-az6', '10.0.40.0/21'],
    ]);
    expect(() => network.network.nodeSubnet('use1-az1')).toThrow(
      'no node subnet in zone use1-az1; the network has them in use1-dfw2-az1',
    );
  });
});

describe('ClusterNetwork in general', () => {
  test('asks for nothing of the account, though the stack names one', () => {
    const app = testApp();
    const stack = stackOfAccount(app);
    jest.spyOn(stack, 'availabilityZones', 'get').mockImplementation(() => {
      throw new Error('asked for zones');
    });
    new ClusterNetwork(stack, 'Network', GB200);
    expect(app.synth().manifest.missing).toBeUndefined();
  });

  test('stands in a stack for any account', () => {
    const stack = new Stack(testApp(), 'Any');
    new ClusterNetwork(stack, 'Network', GB200);
    expect(stack.resolve(stack.region)).toEqual({ Ref: 'AWS::Region' });
  });

  test('encrypts its logs with the key that is given, and keeps them as long as is said', () => {
    const stack = stackOfAccount();
    const encryptionKey = new CfnKey(stack, 'Key', { keyPolicy: {} });
    new ClusterNetwork(stack, 'Network', { ...GB200, encryptionKey, logRetentionDays: 30 });
    const template = (stack.node.root as ReturnType<typeof testApp>).synth().getStackByName('Test').template as {
      Resources: Record<string, TemplateResource>;
    };
    const groups = Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::Logs::LogGroup');
    expect(groups).toHaveLength(2);
    for (const { Properties } of groups) {
      expect(Properties?.['KmsKeyId']).toEqual({ 'Fn::GetAtt': ['Key', 'Arn'] });
    }
    expect(groups.map(({ Properties }) => Properties?.['RetentionInDays'])).toContain(30);
  });

  test.each<[string, Partial<ClusterNetworkProps>, RegExp]>([
    [
      'zones of which the plan makes nothing',
      { controlZones: ['use1-az4'] },
      /\[control-zones-two\]\nin Test\/Network$/,
    ],
    [
      'a NAT zone that is no control zone',
      { nodeSubnets: [{ zone: 'use1-dfw2-az1', natZone: 'use1-az1' }] },
      /is use1-az1, must be one of controlZones \(use1-az4, use1-az6\), .* \[nat-zone-not-control\]/,
    ],
    [
      'a NAT zone where there is no NAT',
      { egress: 'none', nodeSubnets: [{ zone: 'use1-dfw2-az1', natZone: 'use1-az4' }] },
      /is use1-az4, but egress is none, .*\[nat-zone-without-nat\]/,
    ],
  ])('refuses %s', (_, change, message) => {
    expect(() => new ClusterNetwork(stackOfAccount(), 'Network', { ...GB200, ...change })).toThrow(message);
  });
});
