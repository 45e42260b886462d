import { checkExistingNetwork } from 'cdk-ultraserver/rules';
import type { ExistingNetworkFacts } from 'cdk-ultraserver/rules';

const dallas = { zone: 'use1-dfw2-az1', subnetId: 'subnet-0123456789abcdef0', cidr: '172.31.0.0/20' };
const atlanta = { zone: 'use1-atl2-az1', subnetId: 'subnet-0123456789abcdef1', cidr: '172.31.16.0/20' };
const control = { zone: 'use1-az4', subnetId: 'subnet-0123456789abcdef2', cidr: '172.31.32.0/20' };
const fine: ExistingNetworkFacts = {
  vpcId: 'vpc-0123456789abcdef0',
  cidr: '172.31.0.0/16',
  nodeSubnets: [dallas, atlanta],
  controlSubnets: [control],
};

test.each<[string, Partial<ExistingNetworkFacts>]>([
  ['what is known', {}],
  ['what is not', { vpcId: undefined, cidr: undefined, controlSubnets: undefined, nodeSubnets: [{}] }],
  ['a control zone with nodes', { nodeSubnets: [{ ...dallas, zone: 'use1-az4' }] }],
  ['one subnet for nodes and the control plane', { nodeSubnets: [{ zone: 'use1-az4', subnetId: control.subnetId }] }],
  [
    'the smallest VPC',
    { cidr: '172.31.0.0/28', nodeSubnets: [{ ...dallas, cidr: '172.31.0.0/28' }], controlSubnets: [] },
  ],
])('%s is right', (_, change) => {
  expect(checkExistingNetwork({ ...fine, ...change })).toEqual([]);
});

test.each<[string, Partial<ExistingNetworkFacts>, string, (string | number)[] | undefined]>([
  ['no subnet', { nodeSubnets: [] }, 'no-node-subnet', undefined],
  ['a VPC id that is none', { vpcId: 'vpc-main' }, 'vpc-id-form', ['vpcId']],
  ['a range that is none', { cidr: '172.31.0.0' }, 'cidr-form', ['cidr']],
  ['a range larger than AWS has', { cidr: '172.30.0.0/15' }, 'vpc-size', ['cidr']],
  ['a range smaller than AWS has', { cidr: '172.31.0.0/29' }, 'vpc-size', ['cidr']],
  [
    'a subnet id that is none',
    { nodeSubnets: [dallas, { ...atlanta, subnetId: 'mine' }] },
    'subnet-id-form',
    ['nodeSubnets', 1, 'subnetId'],
  ],
  ['a zone name', { controlSubnets: [{ ...control, zone: 'us-east-1a' }] }, 'zone-name', ['controlSubnets', 0, 'zone']],
  [
    'a zone of another Region',
    { controlSubnets: [{ ...control, zone: 'usw2-az1' }] },
    'zones-one-region',
    ['controlSubnets', 0, 'zone'],
  ],
  [
    'two subnets in a zone',
    { nodeSubnets: [dallas, { ...atlanta, zone: 'use1-dfw2-az1' }] },
    'zone-twice',
    ['nodeSubnets', 1, 'zone'],
  ],
  [
    'a subnet in two zones',
    { nodeSubnets: [dallas, { ...atlanta, subnetId: dallas.subnetId }] },
    'subnet-twice',
    ['nodeSubnets', 1, 'subnetId'],
  ],
  [
    'a subnet for nodes and, in another zone, the control plane',
    { controlSubnets: [{ ...control, subnetId: dallas.subnetId }] },
    'subnet-twice',
    ['controlSubnets', 0, 'subnetId'],
  ],
  [
    'a control subnet in a Local Zone',
    { controlSubnets: [{ ...control, zone: 'use1-atl2-az1' }] },
    'control-zone-local',
    ['controlSubnets', 0, 'zone'],
  ],
  [
    'a subnet outside the VPC',
    { nodeSubnets: [dallas, { ...atlanta, cidr: '172.30.0.0/20' }] },
    'node-cidr-outside',
    ['nodeSubnets', 1, 'cidr'],
  ],
  [
    'subnets that overlap',
    { controlSubnets: [{ ...control, cidr: '172.31.24.0/21' }] },
    'subnets-overlap',
    ['controlSubnets', 0, 'cidr'],
  ],
])('%s is refused', (_, change, id, path) => {
  const problems = checkExistingNetwork({ ...fine, ...change });
  expect(problems.map((problem) => ({ id: problem.id, path: problem.path }))).toEqual([{ id, path }]);
  expect(problems[0]?.message).toMatch(/^["'a-z].*[^.]$/s);
});

test('everything is said at once', () => {
  const problems = checkExistingNetwork({
    vpcId: 'x',
    cidr: 'y',
    nodeSubnets: [{ zone: 'z', subnetId: 'x', cidr: 'y' }],
  });
  expect(problems.map(({ id }) => id)).toEqual([
    'vpc-id-form',
    'cidr-form',
    'subnet-id-form',
    'cidr-form',
    'zone-form',
  ]);
});

test('one subnet may hold nodes and what they call', () => {
  const shared = { zone: 'use1-az4', subnetId: 'subnet-0a1b2c3d4e5f60718', cidr: '172.31.96.0/20' };
  expect(checkExistingNetwork({ ...fine, nodeSubnets: [shared], controlSubnets: [shared] })).toEqual([]);
  const other = { ...shared, subnetId: 'subnet-0b1b2c3d4e5f60718' };
  expect(checkExistingNetwork({ ...fine, nodeSubnets: [shared], controlSubnets: [other] })).toHaveLength(1);
});
