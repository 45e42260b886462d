import { Token } from 'aws-cdk-lib';

import { ClusterNetwork } from '../../../constructs/network';
import { stackOfAccount } from './network-template';

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
    ['a VPC id that is none', { vpcId: 'vpc-main' }, '"vpc-main" is no VPC id'],
    ['a subnet id that is none', { nodeSubnets: [{ zone: 'use1-az4', subnetId: 'mine' }] }, '"mine" is no subnet id'],
    [
      'a zone name',
      { nodeSubnets: [{ zone: 'us-east-1a', subnetId: 'subnet-0123456789abcdef0' }] },
      `'us-east-1a' is a zone's name, which stands for other zones in other accounts; give the zone's id`,
    ],
    ['no subnet', { nodeSubnets: [] }, 'no node subnet is given'],
    ['a range that is none', { cidr: '172.31.0.1/16' }, `did you mean '172.31.0.0/16'?`],
    [
      'two subnets in a zone',
      { nodeSubnets: [...existing.nodeSubnets, { zone: 'use1-dfw2-az1', subnetId: 'subnet-0fedcba9876543210' }] },
      'zone use1-dfw2-az1 has two subnets here',
    ],
    [
      'a control subnet in a Local Zone',
      { controlSubnets: [{ zone: 'use1-dfw2-az1', subnetId: 'subnet-0fedcba9876543210' }] },
      'control subnet in use1-dfw2-az1, a Local Zone',
    ],
  ])('refuses %s', (_, change, message) => {
    expect(() => ClusterNetwork.fromExisting(stackOfAccount(), 'Network', { ...existing, ...change })).toThrow(message);
  });

  test('takes references, which only the deployment knows', () => {
    const reference = (name: string): string => Token.asString({ 'Fn::ImportValue': name });
    const network = ClusterNetwork.fromExisting(stackOfAccount(), 'Network', {
      vpcId: reference('Vpc'),
      cidr: reference('Range'),
      nodeSubnets: [
        { zone: 'use1-dfw2-az1', subnetId: reference('Subnet'), cidr: reference('SubnetRange') },
        { zone: 'use1-atl2-az1', subnetId: 'subnet-0123456789abcdef0', cidr: '172.31.0.0/20' },
      ],
    });
    expect(network.nodeSubnets.map(({ zone }) => zone)).toEqual(['use1-dfw2-az1', 'use1-atl2-az1']);
  });
});
