import { Stack } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { CfnKey } from 'aws-cdk-lib/aws-kms';

import { ClusterNetwork, INTERFACE_ENDPOINT_SERVICES } from '../../../constructs/network';
import type { ClusterNetworkProps } from '../../../constructs/network';
import { testApp } from '../../support/app';
import { GB200, logicalId, namedIn, NetworkTemplate, stackOfAccount } from './network-template';
import type { TemplateResource } from './network-template';

const DALLAS = '10.0.128.0/17';

function interfaceServices(network: NetworkTemplate): string[] {
  return Object.values(network.ofType('AWS::EC2::VPCEndpoint'))
    .filter(({ Properties }) => Properties?.['VpcEndpointType'] === 'Interface')
    .map(({ Properties }) => String(Properties?.['ServiceName']))
    .toSorted();
}

/** The route tables of all gateway endpoints. */
function gatewayTables(network: NetworkTemplate): string[] {
  return Object.values(network.ofType('AWS::EC2::VPCEndpoint'))
    .filter(({ Properties }) => Properties?.['VpcEndpointType'] === 'Gateway')
    .flatMap(({ Properties }) => namedIn(Properties?.['RouteTableIds']))
    .toSorted();
}

/** What stands in a subnet, its routes excepted: whatever names it that is no association with a route table. */
function standsIn(resources: Record<string, TemplateResource>, subnetId: string): string[] {
  return Object.entries(resources)
    .filter(([, { Type }]) => Type !== 'AWS::EC2::SubnetRouteTableAssociation')
    .filter(([, resource]) => namedIn(resource).includes(subnetId))
    .map(([id]) => id);
}

/** Types of the resources that are no longer what they were. */
function changed(before: NetworkTemplate, after: NetworkTemplate): string[] {
  return Object.entries(before.resources)
    .filter(([id, resource]) => JSON.stringify(resource) !== JSON.stringify(after.resources[id]))
    .map(([, { Type }]) => Type);
}

describe('ClusterNetwork with NAT', () => {
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

  test.each([
    ['10.0.24.0/21', '10.0.67.0/24'],
    ['10.0.40.0/21', '10.0.69.0/24'],
    // Dallas leaves by its parent zone.
    [DALLAS, '10.0.67.0/24'],
  ])('routes %s through the NAT gateway in %s', (from, exit) => {
    const natGateway = network.idOf('AWS::EC2::NatGateway', {
      SubnetId: { Ref: network.subnet(exit) },
    });
    expect(network.routesOf(network.subnet(from))).toEqual([
      {
        DestinationCidrBlock: '0.0.0.0/0',
        NatGatewayId: { Ref: natGateway },
        RouteTableId: { Ref: network.routeTableOf(network.subnet(from)) },
      },
    ]);
  });

  test.each(['10.0.67.0/24', '10.0.69.0/24'])('routes %s to the internet gateway', (cidr) => {
    const [internetGateway] = Object.keys(network.ofType('AWS::EC2::InternetGateway'));
    expect(network.routesOf(network.subnet(cidr))).toMatchObject([
      { DestinationCidrBlock: '0.0.0.0/0', GatewayId: { Ref: internetGateway } },
    ]);
  });

  test('has a route table for each subnet and no other route', () => {
    network.template.resourceCountIs('AWS::EC2::RouteTable', 5);
    network.template.resourceCountIs('AWS::EC2::SubnetRouteTableAssociation', 5);
    network.template.resourceCountIs('AWS::EC2::Route', 5);
    const tables = Object.keys(network.ofType('AWS::EC2::Subnet')).map((id) => network.routeTableOf(id));
    expect(new Set(tables).size).toBe(5);
  });

  test('a NAT gateway waits until its subnet leads to the internet', () => {
    for (const { DependsOn } of Object.values(network.ofType('AWS::EC2::NatGateway'))) {
      const types = [DependsOn ?? []].flat().map((id) => String(network.resources[id]?.Type));
      expect(types.toSorted()).toEqual(['AWS::EC2::Route', 'AWS::EC2::SubnetRouteTableAssociation']);
    }
    for (const { DependsOn } of Object.values(network.ofType('AWS::EC2::EIP'))) {
      expect([DependsOn ?? []].flat().map((id) => network.resources[id]?.Type)).toEqual([
        'AWS::EC2::VPCGatewayAttachment',
      ]);
    }
  });

  test('has every interface endpoint in both control subnets, with private DNS and the endpoints group', () => {
    const control = ['10.0.24.0/21', '10.0.40.0/21'].map((cidr) => ({ Ref: network.subnet(cidr) }));
    const group = network.idOf('AWS::EC2::SecurityGroup', {
      GroupDescription: 'Interface endpoints: HTTPS from the VPC',
    });
    for (const service of INTERFACE_ENDPOINT_SERVICES) {
      network.template.hasResourceProperties('AWS::EC2::VPCEndpoint', {
        ServiceName: `com.amazonaws.us-east-1.${service}`,
        VpcEndpointType: 'Interface',
        PrivateDnsEnabled: true,
        SubnetIds: control,
        SecurityGroupIds: [{ Ref: group }],
        DnsOptions: Match.absent(),
      });
    }
    expect(INTERFACE_ENDPOINT_SERVICES).toEqual(
      'autoscaling ec2 ec2messages kms logs monitoring sns ssm ssmmessages sts'.split(' '),
    );
    expect(interfaceServices(network)).toEqual(
      INTERFACE_ENDPOINT_SERVICES.map((service) => `com.amazonaws.us-east-1.${service}`),
    );
  });

  test('endpoints are called by HTTPS from the VPC, and call nothing', () => {
    network.template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      GroupDescription: 'Interface endpoints: HTTPS from the VPC',
      SecurityGroupIngress: [
        { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '10.0.0.0/16', Description: 'HTTPS from the VPC' },
      ],
      SecurityGroupEgress: [{ IpProtocol: '-1', CidrIp: '127.0.0.1/32', Description: Match.anyValue() }],
    });
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

describe('ClusterNetwork without egress', () => {
  const network = NetworkTemplate.of({ ...GB200, egress: 'none' });

  test.each(['InternetGateway', 'VPCGatewayAttachment', 'NatGateway', 'EIP', 'Route'])('has no %s', (type) => {
    network.template.resourceCountIs(`AWS::EC2::${type}`, 0);
  });

  test('has no public subnet', () => {
    network.template.resourceCountIs('AWS::EC2::Subnet', 3);
  });

  test('gives every subnet a gateway endpoint: there is no other way for names that the interface does not answer', () => {
    const tables = Object.keys(network.ofType('AWS::EC2::RouteTable')).toSorted();
    expect(gatewayTables(network)).toEqual(tables);
  });
});

describe('the way to S3', () => {
  const REGIONAL = 'use1-az4';
  const both: ClusterNetworkProps = {
    ...GB200,
    nodeSubnets: [
      { zone: 'use1-dfw2-az1', cidr: DALLAS },
      { zone: REGIONAL, cidr: '10.0.96.0/19' },
    ],
  };
  const CONTROL = ['10.0.24.0/21', '10.0.40.0/21'];

  // What AWS documents: a gateway endpoint in an Availability Zone, a NAT gateway or an interface endpoint from anywhere.
  test.each<[string, Partial<ClusterNetworkProps>, string[], boolean]>([
    ['by default', {}, [...CONTROL, '10.0.96.0/19'], false],
    ['gateway', { s3: 'gateway' }, [...CONTROL, '10.0.96.0/19'], false],
    ['gateway-in-local-zones', { s3: 'gateway-in-local-zones' }, [...CONTROL, '10.0.96.0/19', DALLAS], false],
    ['interface', { s3: 'interface' }, [...CONTROL, '10.0.96.0/19'], true],
    ['by default, without NAT', { egress: 'none' }, [...CONTROL, '10.0.96.0/19', DALLAS], true],
    ['gateway, without NAT', { egress: 'none', s3: 'gateway' }, [...CONTROL, '10.0.96.0/19', DALLAS], false],
  ])('%s', (_, props, throughGateway, byInterface) => {
    const network = NetworkTemplate.of({ ...both, ...props });
    expect(gatewayTables(network)).toEqual(
      throughGateway.map((cidr) => network.routeTableOf(network.subnet(cidr))).toSorted(),
    );
    expect(interfaceServices(network).includes('com.amazonaws.us-east-1.s3')).toBe(byInterface);
  });

  test('by interface endpoint is the way of every name and resolver of the VPC', () => {
    NetworkTemplate.of({ ...GB200, s3: 'interface' }).template.hasResourceProperties('AWS::EC2::VPCEndpoint', {
      ServiceName: 'com.amazonaws.us-east-1.s3',
      VpcEndpointType: 'Interface',
      PrivateDnsEnabled: true,
      DnsOptions: { PrivateDnsOnlyForInboundResolverEndpoint: 'AllResolvers' },
    });
  });

  test('a route table has one route to S3 at most', () => {
    const tables = gatewayTables(NetworkTemplate.of({ ...both, egress: 'none' }));
    expect(new Set(tables).size).toBe(tables.length);
  });
});

describe('a Local Zone', () => {
  const cases: [string, ClusterNetworkProps][] = [
    ['with NAT', GB200],
    ['without egress', { ...GB200, egress: 'none' }],
    [
      'beside a zone of the Region',
      {
        ...GB200,
        nodeSubnets: [
          { zone: 'use1-dfw2-az1', cidr: DALLAS },
          { zone: 'use1-az4', cidr: '10.0.96.0/19' },
        ],
      },
    ],
  ];

  test.each(cases)('holds nothing but nodes: no endpoint, gateway or control plane (%s)', (_, props) => {
    const network = NetworkTemplate.of(props);
    expect(standsIn(network.resources, network.subnet(DALLAS))).toEqual([]);
    const localZones = Object.values(network.ofType('AWS::EC2::Subnet')).filter(
      ({ Properties }) => Properties?.['AvailabilityZoneId'] === 'use1-dfw2-az1',
    );
    expect(localZones).toHaveLength(1);
  });

  test('the test would see an endpoint there', () => {
    const network = NetworkTemplate.of(GB200);
    const planted: TemplateResource = {
      Type: 'AWS::EC2::VPCEndpoint',
      Properties: { SubnetIds: [{ Ref: network.subnet(DALLAS) }] },
    };
    expect(standsIn({ ...network.resources, Planted: planted }, network.subnet(DALLAS))).toEqual(['Planted']);
  });
});

describe('what a change of zones changes', () => {
  /** Lists the subnets of control zones that it serves. */
  const SHARED = 'AWS::EC2::VPCEndpoint';

  const regional: ClusterNetworkProps = {
    ...GB200,
    nodeSubnets: [{ zone: 'use1-az4', cidr: '10.0.96.0/19' }],
  };
  const both: ClusterNetworkProps = {
    ...GB200,
    nodeSubnets: [...regional.nodeSubnets, { zone: 'use1-dfw2-az1', cidr: DALLAS }],
  };

  test('the order of zones changes no byte', () => {
    const reordered = {
      ...both,
      controlZones: both.controlZones.toReversed(),
      nodeSubnets: both.nodeSubnets.toReversed(),
    };
    expect(NetworkTemplate.of(reordered).resources).toEqual(NetworkTemplate.of(both).resources);
    expect(changed(NetworkTemplate.of(both), NetworkTemplate.of(reordered))).toEqual([]);
  });

  test('a further control zone changes only which subnets endpoints serve', () => {
    const more = NetworkTemplate.of({ ...GB200, controlZones: ['use1-az1', ...GB200.controlZones] });
    expect(new Set(changed(NetworkTemplate.of(GB200), more))).toEqual(new Set([SHARED]));
  });

  const ways: Pick<ClusterNetworkProps, 'egress' | 's3'>[] = (['nat', 'none'] as const).flatMap((egress) =>
    ([undefined, 'gateway', 'gateway-in-local-zones', 'interface'] as const).map((s3) => ({ egress, s3 })),
  );

  test.each(ways)('a node zone that comes or goes changes no byte of anything else: %j', (way) => {
    const together = NetworkTemplate.of({ ...both, ...way });
    const alone: [string, ClusterNetworkProps][] = [
      ['10.0.96.0/19', { ...both, nodeSubnets: both.nodeSubnets.slice(1) }],
      [DALLAS, regional],
    ];
    for (const [cidr, rest] of alone) {
      const without = NetworkTemplate.of({ ...rest, ...way });
      expect(changed(without, together)).toEqual([]);

      // What only the larger network has belongs to the subnet that came: each resource leads to it.
      const added = Object.keys(together.resources).filter((id) => !(id in without.resources));
      const own = [together.subnet(cidr), together.routeTableOf(together.subnet(cidr))];
      expect(added).toEqual(expect.arrayContaining(own));
      const strangers = added.filter(
        (id) => !own.includes(id) && !namedIn(together.resources[id]).some((named) => own.includes(named)),
      );
      expect(strangers).toEqual([]);
    }
  });

  test('the comparison would see a range that moved', () => {
    const moved = NetworkTemplate.of({ ...GB200, nodeSubnets: [{ zone: 'use1-dfw2-az1', cidr: '10.0.96.0/19' }] });
    expect(changed(NetworkTemplate.of(GB200), moved)).toEqual(['AWS::EC2::Subnet']);
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
      /names use1-az1 as its NAT zone; NAT gateways are in the control zones use1-az4, use1-az6 \[nat-zone\]/,
    ],
    [
      'a NAT zone where there is no NAT',
      { egress: 'none', nodeSubnets: [{ zone: 'use1-dfw2-az1', natZone: 'use1-az4' }] },
      /names a NAT zone, use1-az4, but the network has no NAT gateways.*\[nat-zone-without-nat\]/,
    ],
  ])('refuses %s', (_, change, message) => {
    expect(() => new ClusterNetwork(stackOfAccount(), 'Network', { ...GB200, ...change })).toThrow(message);
  });

  test('sends a zone through the NAT gateway that is named', () => {
    const network = NetworkTemplate.of({ ...GB200, nodeSubnets: [{ zone: 'use1-dfw2-az1', natZone: 'use1-az6' }] });
    const natGateway = network.idOf('AWS::EC2::NatGateway', {
      SubnetId: { Ref: network.subnet('10.0.69.0/24') },
    });
    expect(network.routesOf(network.subnet(DALLAS)).map((route) => logicalId(route['NatGatewayId']))).toEqual([
      natGateway,
    ]);
  });
});

describe('ClusterNetwork.fromExisting', () => {
  const existing = {
    vpcId: 'vpc-0123456789abcdef0',
    nodeSubnets: [{ zone: 'use1-dfw2-az1', subnetId: 'subnet-0123456789abcdef0', cidr: '172.31.0.0/20' }],
  };

  test('defines nothing', () => {
    const stack = stackOfAccount();
    const network = ClusterNetwork.fromExisting(stack, 'Network', { ...existing, cidr: '172.31.0.0/16' });
    expect(network.vpc.vpcRef.vpcId).toBe('vpc-0123456789abcdef0');
    expect(network.cidr).toBe('172.31.0.0/16');
    expect(network.controlSubnets).toEqual([]);
    expect(network.nodeSubnet('use1-dfw2-az1').subnet.subnetRef.subnetId).toBe('subnet-0123456789abcdef0');
    expect(() => network.nodeSubnet('use1-az4')).toThrow('[no-node-subnet]\nin Test/Network');
    expect(stack.node.findAll().filter((child) => 'cfnResourceType' in child)).toEqual([]);
  });

  test.each<[string, object, string]>([
    ['a VPC id that is none', { vpcId: 'vpc-main' }, `'vpcId' is 'vpc-main', which is no id`],
    [
      'a subnet id that is none',
      { nodeSubnets: [{ zone: 'use1-az4', subnetId: 'mine' }] },
      `'nodeSubnets[0].subnetId' is 'mine'`,
    ],
    [
      'a zone name',
      { nodeSubnets: [{ zone: 'us-east-1a', subnetId: 'subnet-0123456789abcdef0' }] },
      `'us-east-1a' is no zone id; an Availability Zone's reads use1-az4`,
    ],
    ['no subnet', { nodeSubnets: [] }, `'nodeSubnets' is empty`],
    ['a range that is none', { cidr: '172.31.0.1/16' }, `did you mean '172.31.0.0/16'?`],
    [
      'two subnets in a zone',
      { nodeSubnets: [...existing.nodeSubnets, { zone: 'use1-dfw2-az1', subnetId: 'subnet-0fedcba9876543210' }] },
      `'nodeSubnets' gives two subnets in use1-dfw2-az1`,
    ],
    [
      'a control subnet in a Local Zone',
      { controlSubnets: [{ zone: 'use1-dfw2-az1', subnetId: 'subnet-0fedcba9876543210' }] },
      'control subnet in use1-dfw2-az1, a Local Zone',
    ],
  ])('refuses %s', (_, change, message) => {
    expect(() => ClusterNetwork.fromExisting(stackOfAccount(), 'Network', { ...existing, ...change })).toThrow(message);
  });
});
