import type { RefusalCase } from './refusal-case';
import { EXISTING, INSTANCES, TWO_ZONES, ULTRASERVERS, edit, inFile } from './refusal-case';

export const ZONES: readonly RefusalCase[] = [
  inFile(
    ULTRASERVERS,
    'zone-name',
    '[use1-az4, ',
    '[^us-east-1a, ',
    '--region us-east-1 --zone-names us-east-1a',
    '[use1-az4, ',
  ),
  inFile(ULTRASERVERS, 'zone-name', 'zone: use1-dfw2-az1', 'zone: ^us-east-1-dfw-2a', 'its id is use1-dfw2-az1'),
  inFile(INSTANCES, 'zone-form', 'zone: use1-az6', 'zone: ^dallas', 'use1-az4', 'zone: use1-az4'),
  // What a wrong zone would bring with it is not said.
  ...['us-east-1-dfw-2a', 'us-east-1a'].map((zone) =>
    inFile(
      ULTRASERVERS,
      'zone-name',
      'name: bravo,',
      `name: bravo, zone: ^${zone},`,
      "is a zone's name",
      'name: bravo,',
    ),
  ),
  inFile(ULTRASERVERS, 'zone-other-region', 'name: bravo,', 'name: bravo, zone: ^usw2-az2,', 'begin with use1-'),
  inFile(ULTRASERVERS, 'zone-other-region', 'zone: use1-dfw2-az1', 'zone: ^usw2-phx2-az1', 'correct the zone'),
  inFile(EXISTING, 'zone-name', '    zone: use1-dfw2-az1', '    zone: ^us-east-1-dfw-2a', 'its id is use1-dfw2-az1'),
  inFile(EXISTING, 'zone-name', '{ zone: use1-dfw2-az1', '{ zone: ^us-east-1-dfw-2a', 'its id is use1-dfw2-az1'),
  inFile(INSTANCES, 'zone-other-region', 'zone: use1-az6', 'zone: ^usw2-az4', 'begin with use1-', 'zone: use1-az4'),
  // Nobody has said how zone ids abbreviate these Regions.
  ...[
    ['us-iso-east-1', 'usie1'],
    ['eusc-de-east-1', 'eusc1'],
  ].map(([region = '', prefix = '']) => {
    const elsewhere = edit(INSTANCES, 'us-east-1', region).replaceAll('use1-', `${prefix}-`);
    return inFile(
      elsewhere,
      'zones-one-region',
      `zone: ${prefix}-az6`,
      'zone: ^use1-az6',
      `zone use1-az6 is in another Region than ${prefix}-az4`,
      `zone: ${prefix}-az4`,
    );
  }),
  inFile(
    edit(EXISTING, 'us-east-1', 'us-iso-west-1'),
    'zones-one-region',
    '{ zone: use1-az6',
    '{ zone: ^usiw1-az6',
    'their ids begin with usiw1- and use1-',
    '{ zone: use1-az5',
  ),
];

const NODE_SUBNETS = '  controlZones: [use1-az4, use1-az6]\n';

function nodeSubnets(base: string, id: string, wrong: string, says: string, right: string): RefusalCase {
  return inFile(
    base,
    id,
    NODE_SUBNETS,
    `${NODE_SUBNETS}  nodeSubnets:\n    - ${wrong}\n`,
    says,
    `${NODE_SUBNETS}  nodeSubnets:\n    - ${right}\n`,
  );
}

/** An existing VPC of one subnet, as small as AWS has them. */
const EXISTING_SMALL = EXISTING.replace(/ *- \{ zone: use1-az6.*\n/, '')
  .replace('10.20.32.0/24', '10.20.32.0/28')
  .replace('10.20.0.0/16', '10.20.32.0/28');

export const NETWORK: readonly RefusalCase[] = [
  inFile(
    ULTRASERVERS,
    'control-zones-two',
    '[use1-az4, use1-az6]',
    '^[use1-az4]',
    'only use1-az4 is given',
    '[use1-az4, use1-az1]',
  ),
  {
    id: 'control-zones-two',
    wrong: edit(edit(ULTRASERVERS, '  controlZones: [use1-az4, use1-az6]\n', ''), 'network:', '^network:'),
    says: 'no control zone is given',
    right: ULTRASERVERS,
  },
  inFile(
    ULTRASERVERS,
    'control-zone-local',
    '[use1-az4, use1-az6]',
    '[use1-az4, use1-az6, ^use1-dfw2-az1]',
    'is a Local Zone',
    '[use1-az4, use1-az6, use1-az1]',
  ),
  inFile(
    ULTRASERVERS,
    'control-zone-number',
    '[use1-az4,',
    '[use1-az4, ^use1-az9,',
    'zones 1 to 8',
    '[use1-az4, use1-az5,',
  ),
  inFile(
    ULTRASERVERS,
    'zone-twice',
    '[use1-az4, use1-az6]',
    '[use1-az4, use1-az6, ^use1-az4]',
    'twice',
    '[use1-az4, use1-az6, use1-az5]',
  ),
  inFile(ULTRASERVERS, 'cidr-form', '10.0.0.0/16', '^10.0.0.0', 'IPv4 range', '10.1.0.0/16'),
  inFile(ULTRASERVERS, 'cidr-canonical', '10.0.0.0/16', '^10.0.0.1/16', "did you mean '10.0.0.0/16'?", '10.1.0.0/16'),
  inFile(ULTRASERVERS, 'vpc-size', '10.0.0.0/16', '^10.0.0.0/8', 'is a /8', '10.0.0.0/20'),
  inFile(ULTRASERVERS, 'vpc-range-unusable', '10.0.0.0/16', '^127.0.0.0/16', '127.0.0.0/8', '172.16.0.0/16'),
  {
    id: 'node-cidr-missing',
    wrong: edit(TWO_ZONES, '- { zone: use1-atl2-az1, cidr: 10.0.96.0/19, natZone', '- ^{ zone: use1-atl2-az1, natZone'),
    says: '      - { zone: use1-az6, cidr: 10.0.128.0/17 }\n      - { zone: use1-atl2-az1, cidr: 10.0.96.0/19, natZone: use1-az5 }',
    right: edit(TWO_ZONES, 'cidr: 10.0.96.0/19', 'cidr: 10.0.112.0/20'),
  },
  inFile(
    ULTRASERVERS,
    'node-cidr-missing',
    'name: bravo,',
    'name: bravo, zone: ^use1-dfw2-az2,',
    'did you mean use1-dfw2-az1? use1-dfw2-az2 is no known Local Zone',
  ),
  {
    id: 'node-cidr-missing',
    wrong: edit(
      edit(ULTRASERVERS, 'zone: use1-dfw2-az1', 'zone: ^use1-dfw2-az1'),
      'name: bravo,',
      'name: bravo, zone: use1-bos1-az1,',
    ),
    says: '10.0.96.0/19, natZone: use1-az4 }   # or use1-az6',
    right: ULTRASERVERS,
  },
  nodeSubnets(
    ULTRASERVERS,
    'node-cidr-outside',
    '{ zone: use1-dfw2-az1, cidr: ^10.1.0.0/17 }',
    "not inside the VPC's range",
    '{ zone: use1-dfw2-az1, cidr: 10.0.128.0/18 }',
  ),
  nodeSubnets(
    ULTRASERVERS,
    'subnets-overlap',
    '{ zone: use1-dfw2-az1, cidr: ^10.0.0.0/18 }',
    "overlaps the control subnets' part",
    '{ zone: use1-dfw2-az1, cidr: 10.0.192.0/18 }',
  ),
  {
    // A subnet too small for anything is too small for the nodes too: one without members shows the size alone.
    id: 'node-cidr-size',
    wrong: edit(
      TWO_ZONES,
      '    - { zone: use1-az6',
      '    - { zone: use1-az4, cidr: ^10.0.80.0/29 }\n    - { zone: use1-az6',
    ),
    says: 'the smallest subnet',
    right: edit(
      TWO_ZONES,
      '    - { zone: use1-az6',
      '    - { zone: use1-az4, cidr: 10.0.80.0/28 }\n    - { zone: use1-az6',
    ),
  },
  nodeSubnets(
    ULTRASERVERS,
    'subnet-addresses',
    '{ zone: use1-dfw2-az1, cidr: ^10.0.128.0/27 }',
    'take 36 addresses (alpha: 18 x 1, bravo: 18 x 1)',
    '{ zone: use1-dfw2-az1, cidr: 10.0.128.0/26 }',
  ),
  nodeSubnets(
    ULTRASERVERS,
    'nat-zone-not-control',
    '{ zone: use1-dfw2-az1, natZone: ^use1-az5 }',
    'must be one of controlZones (use1-az4, use1-az6)',
    '{ zone: use1-dfw2-az1, natZone: use1-az6 }',
  ),
  {
    id: 'nat-zone-missing',
    wrong: edit(ULTRASERVERS, 'zone: use1-dfw2-az1', 'zone: ^use1-bos1-az1'),
    says: '- { zone: use1-bos1-az1, natZone: use1-az4 }   # or use1-az6',
    right: edit(
      edit(ULTRASERVERS, 'zone: use1-dfw2-az1', 'zone: use1-bos1-az1'),
      NODE_SUBNETS,
      `${NODE_SUBNETS}  nodeSubnets:\n    - { zone: use1-bos1-az1, natZone: use1-az6 }\n`,
    ),
  },
  inFile(
    ULTRASERVERS,
    'nat-zone-missing',
    'zone: use1-dfw2-az1',
    'zone: ^use1-dfw1-az1',
    'did you mean use1-dfw2-az1? use1-dfw1-az1 is no known Local Zone',
  ),
  inFile(
    ULTRASERVERS,
    'nat-zone-missing',
    'zone: use1-dfw2-az1',
    'zone: ^use1-dwf2-az1',
    'did you mean use1-dfw2-az1? use1-dwf2-az1 is no known Local Zone',
  ),
  nodeSubnets(
    ULTRASERVERS,
    'zone-name',
    '{ zone: use1-dfw2-az1, natZone: ^us-east-1a }',
    '--zone-names us-east-1a',
    '{ zone: use1-dfw2-az1, natZone: use1-az4 }',
  ),
  inFile(
    EXISTING,
    'existing-subnet-missing',
    '    zone: use1-dfw2-az1',
    '    zone: ^use1-dfw1-az1',
    'did you mean use1-dfw2-az1?',
  ),
  {
    id: 'nat-zone-without-nat',
    wrong: edit(
      ULTRASERVERS,
      NODE_SUBNETS,
      `${NODE_SUBNETS}  egress: none\n  nodeSubnets: [{ zone: use1-dfw2-az1, ^natZone: use1-az4 }]\n`,
    ),
    says: 'egress is none',
    right: edit(
      ULTRASERVERS,
      NODE_SUBNETS,
      `${NODE_SUBNETS}  egress: none\n  nodeSubnets: [{ zone: use1-dfw2-az1 }]\n`,
    ),
  },
  {
    id: 'network-kind',
    wrong: edit(EXISTING, '  existing:', '  ^egress: nat\n  existing:'),
    says: 'beside existing',
    right: `${EXISTING}tags: { egress: nat }\n`,
  },
  inFile(EXISTING, 'vpc-id-form', 'vpc-0123456789abcdef0', '^vpc-1', 'describe-vpcs', 'vpc-0a1b2c3d'),
  inFile(EXISTING, 'subnet-id-form', 'subnet-0123456789abcdef0', '^subnet-x', 'describe-subnets', 'subnet-0a1b2c3d'),
  inFile(EXISTING, 'zone-twice', 'zone: use1-az6', 'zone: ^use1-dfw2-az1', 'has two subnets', 'zone: use1-az4'),
  inFile(
    EXISTING,
    'subnet-twice',
    'subnet-0fedcba9876543210',
    '^subnet-0123456789abcdef0',
    'is the subnet of use1-dfw2-az1 and of use1-az6',
    'subnet-0123456789abcdef1',
  ),
  inFile(
    EXISTING,
    'vpc-size',
    'cidr: 10.20.0.0/16',
    'cidr: ^10.20.0.0/15',
    'is a /15, must be from /16 to /28',
    'cidr: 10.20.0.0/17',
  ),
  inFile(
    EXISTING_SMALL,
    'vpc-size',
    '    cidr: 10.20.32.0/28',
    '    cidr: ^10.20.32.0/29',
    'is a /29, must be from /16 to /28',
    '    cidr: 10.20.32.0/27',
  ),
  inFile(EXISTING, 'node-cidr-outside', '10.20.64.0/24', '^10.21.64.0/24', "is not inside the VPC's", '10.20.65.0/24'),
  inFile(
    EXISTING,
    'subnets-overlap',
    '10.20.64.0/24',
    '^10.20.32.0/23',
    'overlaps the subnet in zone',
    '10.20.34.0/23',
  ),
  inFile(
    EXISTING,
    'existing-subnet-missing',
    '    zone: use1-dfw2-az1',
    '    zone: ^use1-az1',
    'names use1-dfw2-az1, use1-az6',
    '    zone: use1-az6',
  ),
  inFile(EXISTING, 'subnet-addresses', '10.20.32.0/24', '^10.20.32.0/29', 'has 3', '10.20.32.0/28'),
];
