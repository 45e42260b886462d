import { DALLAS, gatewayTables, GB200, logicalId, NetworkTemplate } from './network-template';

describe('routes with NAT', () => {
  const network = NetworkTemplate.of(GB200);

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

  test('sends a zone through the NAT gateway that is named', () => {
    const other = NetworkTemplate.of({ ...GB200, nodeSubnets: [{ zone: 'use1-dfw2-az1', natZone: 'use1-az6' }] });
    const natGateway = other.idOf('AWS::EC2::NatGateway', {
      SubnetId: { Ref: other.subnet('10.0.69.0/24') },
    });
    expect(other.routesOf(other.subnet(DALLAS)).map((route) => logicalId(route['NatGatewayId']))).toEqual([natGateway]);
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

  test('gives nodes that use directory buckets a gateway endpoint for them too, and others none', () => {
    const services = (s3Express: boolean): string[] =>
      Object.values(NetworkTemplate.of({ ...GB200, egress: 'none', s3Express }).ofType('AWS::EC2::VPCEndpoint'))
        .map(({ Properties }) => String(Properties?.['ServiceName']))
        .filter((name) => name.endsWith('.s3express'));
    expect(services(true)).toEqual(['com.amazonaws.us-east-1.s3express']);
    expect(services(false)).toEqual([]);
  });
});
