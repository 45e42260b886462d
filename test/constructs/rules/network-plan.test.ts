import { DEFAULT_EGRESS, planAddresses, planNetwork } from 'cdk-ultraserver/rules';
import type { NetworkRequest } from 'cdk-ultraserver/rules';

const gb200: NetworkRequest = {
  cidr: '10.0.0.0/16',
  controlZones: ['use1-az4', 'use1-az6'],
  nodeSubnets: [{ zone: 'use1-dfw2-az1' }],
};

test('nodes leave through NAT where nobody says otherwise, a Local Zone by its parent', () => {
  expect(DEFAULT_EGRESS).toBe('nat');
  expect(planNetwork(gb200)).toEqual({
    cidr: '10.0.0.0/16',
    egress: 'nat',
    s3: 'gateway',
    controlSubnets: [
      { zone: 'use1-az4', cidr: '10.0.24.0/21', publicCidr: '10.0.67.0/24' },
      { zone: 'use1-az6', cidr: '10.0.40.0/21', publicCidr: '10.0.69.0/24' },
    ],
    nodeSubnets: [{ zone: 'use1-dfw2-az1', cidr: '10.0.128.0/17', natZone: 'use1-az4' }],
    problems: [],
  });
});

test('without NAT there is none to leave by, and S3 has an interface endpoint', () => {
  const { egress, s3, nodeSubnets, controlSubnets } = planNetwork({ ...gb200, egress: 'none' });
  expect([egress, s3]).toEqual(['none', 'interface']);
  expect(nodeSubnets).toEqual([{ zone: 'use1-dfw2-az1', cidr: '10.0.128.0/17' }]);
  expect(controlSubnets.some((subnet) => 'publicCidr' in subnet)).toBe(false);
});

test.each([
  ['nat', 'interface'],
  ['none', 'gateway'],
] as const)('what is asked for is had: egress %s, S3 by %s', (egress, s3) => {
  expect(planNetwork({ ...gb200, egress, s3 })).toMatchObject({ egress, s3 });
});

test('a NAT zone that is named is taken', () => {
  const nodeSubnets = [{ zone: 'use1-dfw2-az1', natZone: 'use1-az6' }];
  expect(planNetwork({ ...gb200, nodeSubnets }).nodeSubnets[0]?.natZone).toBe('use1-az6');
});

test('what is wrong with ranges and with ways out is said at once', () => {
  const nodeSubnets = [{ zone: 'use1-dfw2-az1', cidr: '10.1.0.0/17', natZone: 'use1-az1' }];
  const wrong = { ...gb200, nodeSubnets };
  expect(planAddresses({ ...wrong, egress: 'nat' }).problems.map(({ id }) => id)).toEqual(['node-cidr-outside']);
  expect(planNetwork(wrong).problems.map(({ id }) => id)).toEqual(['node-cidr-outside', 'nat-zone-not-control']);
});
