import type { RefusalCase } from './refusal-case';
import { INSTANCES, ULTRASERVERS, edit, inFile, withLine } from './refusal-case';

export const TEXT: readonly RefusalCase[] = [
  { id: 'yaml-empty', wrong: '^# nothing yet\n', says: 'must hold at least name', right: ULTRASERVERS },
  { id: 'yaml-empty', wrong: '^', says: 'see config/minimal.yaml', right: `\uFEFF${ULTRASERVERS}` },
  { id: 'yaml-not-a-map', wrong: '^- name: frontier\n', says: 'the file is a list', right: ULTRASERVERS },
  { id: 'yaml-not-a-map', wrong: '^frontier\n', says: 'a single value', right: ULTRASERVERS.replaceAll('\n', '\r\n') },
  inFile(ULTRASERVERS, 'yaml-syntax', 'name: frontier', 'name: "frontier" ^"x"', 'not YAML', 'name: "frontier"'),
  inFile(
    ULTRASERVERS,
    'yaml-syntax',
    'region: us-east-1',
    '? ^[region]: us-east-1',
    'must be text',
    '? region\n: us-east-1',
  ),
  inFile(ULTRASERVERS, 'yaml-tab', '  cidr: 10.0.0.0/16', '^\tcidr: 10.0.0.0/16', 'takes only spaces'),
  inFile(
    ULTRASERVERS,
    'yaml-duplicate-key',
    '  cidr: 10.0.0.0/16\n',
    '  cidr: 10.0.0.0/16\n  ^cidr: 10.1.0.0/16\n',
    'twice',
  ),
  withLine(ULTRASERVERS, 'yaml-several-documents', '^---\nname: other', 'one file is one cluster', '# ---'),
  inFile(ULTRASERVERS, 'yaml-alias', 'name: frontier', '^name: *other', 'write the value out', 'name: &other frontier'),
  inFile(ULTRASERVERS, 'yaml-tag', 'frontier', '^!Ref frontier', 'such as !Ref', '!!str frontier'),
];

export const SHAPE: readonly RefusalCase[] = [
  inFile(ULTRASERVERS, 'missing-key', 'name: frontier\n', '^', 'the file has no "name"'),
  {
    id: 'missing-key',
    wrong: edit(edit(ULTRASERVERS, '    zone: use1-dfw2-az1\n', ''), '- name: train', '- ^name: train'),
    says: 'pools[0] has no "zone", which must be given; add zone: (text)',
    right: ULTRASERVERS,
  },
  withLine(ULTRASERVERS, 'empty-value', '^tags:', 'tags has no value', 'tags: {}'),
  inFile(INSTANCES, 'empty-value', 'reservation: cr-0123456789abcdef0', '^reserve: ', 'write {}', 'reserve: {}'),
  withLine(ULTRASERVERS, 'wrong-type', 'logs: ^30', 'must be a map of keys', 'logs: { retentionDays: 30 }'),
  inFile(INSTANCES, 'wrong-type', 'count: 2', 'count: ^2.5', 'count is 2.5, must be a whole number'),
  inFile(ULTRASERVERS, 'wrong-type', '[use1-az4, use1-az6]', '^use1-az4', 'must be a list'),
  inFile(ULTRASERVERS, 'unknown-key', '  cidr:', '  ^cdir:', 'did you mean "cidr"?'),
  inFile(
    ULTRASERVERS,
    'unknown-key',
    '  cidr: 10.0.0.0/16',
    '  ^zone: use1-az4',
    'it is a key of network.nodeSubnets[]',
  ),
  withLine(ULTRASERVERS, 'unknown-key', '^acount: "111122223333"', 'did you mean "account"?', 'account: 012345678901'),
  withLine(
    ULTRASERVERS,
    'unknown-value',
    'engine: { type: ^eks }',
    'type is "eks", allowed: ec2',
    'engine: { type: ec2 }',
  ),
  inFile(
    ULTRASERVERS,
    'unknown-value',
    '  cidr: 10.0.0.0/16',
    '  egress: ^natt',
    'did you mean "nat"?',
    '  egress: none',
  ),
  withLine(
    ULTRASERVERS,
    'unknown-value',
    'logs: { retentionDays: ^31 }',
    'allowed: 1, 3, 5',
    'logs: { retentionDays: 30 }',
  ),
  inFile(
    INSTANCES,
    'unknown-value',
    'reservation: cr-0123456789abcdef0',
    'onDemand: ^yes',
    'allowed: true',
    'onDemand: true',
  ),
  inFile(
    ULTRASERVERS,
    'out-of-range',
    '    members:',
    '    rootVolume: { sizeGiB: ^8 }\n    members:',
    'must be at least 20',
    '    rootVolume: { sizeGiB: 20 }\n    members:',
  ),
  {
    id: 'empty-list',
    wrong: `${ULTRASERVERS.slice(0, ULTRASERVERS.indexOf('pools:'))}pools: ^[]\n`,
    says: 'add one',
    right: ULTRASERVERS,
  },
];

export const REFUSED_KEYS: readonly RefusalCase[] = [
  inFile(
    ULTRASERVERS,
    'key-placement-group',
    '    members:',
    '    ^placementGroup: rack\n    members:',
    'take no placement group',
  ),
  inFile(INSTANCES, 'key-spot', 'count: 2', '^spot: true, count: 2', 'Spot is none of them'),
  inFile(INSTANCES, 'key-warm-pool', '    members:', '    ^warmPool: { size: 1 }\n    members:', 'has no warm pool'),
  inFile(
    INSTANCES,
    'key-mixed-instances',
    '    members:',
    '    ^mixedInstances: [p5en]\n    members:',
    'a pool for each type',
  ),
  inFile(INSTANCES, 'key-ssh', '    members:', '    ^keyName: ops\n    members:', 'Session Manager'),
  inFile(INSTANCES, 'key-public-address', '    members:', '    ^publicIp: true\n    members:', 'network.egress says'),
  inFile(ULTRASERVERS, 'key-merge', 'name: bravo, ', '^<<: { name: bravo }, name: bravo, ', 'YAML 1.2 does not have'),
];
