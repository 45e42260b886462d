import { Match } from 'aws-cdk-lib/assertions';

import { INTERFACE_ENDPOINT_SERVICES } from '../../../constructs/rules';
import type { ClusterNetworkProps } from '../../../constructs/network';
import { DALLAS, gatewayTables, GB200, interfaceServices, NetworkTemplate } from './network-template';

describe('interface endpoints', () => {
  const network = NetworkTemplate.of(GB200);

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
