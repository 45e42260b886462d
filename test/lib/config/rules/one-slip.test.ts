import { parseCluster } from '../../../../lib/config';
import { EXISTING, INSTANCES, TWO_ZONES, ULTRASERVERS, edit } from '../refusal-cases/refusal-case';

/** What nodes share, all of it. */
const STORAGE = `storage:
  lustre:
    - { name: scratch, ssd: { capacityGiB: 9600, throughputPerTiB: 500 }, efa: { pools: [serve], interfaces: 8 } }
  home: { efs: {} }
  checkpoints: {}
`;
const STORED = INSTANCES + STORAGE;

/** Ids of what a file is refused for, in the order of the file. */
function ids(text: string): string[] {
  return (parseCluster(text, 'x').problems ?? []).map(({ id }) => id);
}

const BATCH = 'block: cr-0fedcba9876543210, endsAt: 2026-12-20T11:30:00Z';

/** A slip that other rules could trip over: what follows from it is not said. */
test.each<[string, string, string[]]>([
  ['two subscribers without an address', `${INSTANCES}notify: [{}, {}]\n`, ['subscriber-kind', 'subscriber-kind']],
  ['a subscriber that is no map', `${INSTANCES}notify: [ops@example.com]\n`, ['wrong-type']],
  ['an end without a capacity', edit(INSTANCES, BATCH, 'endsAt: 2026-12-20T11:30:00Z'), ['capacity-missing']],
  [
    'a drain in a pool whose member has no capacity',
    edit(
      edit(edit(INSTANCES, `, ${BATCH}`, ''), ', reservation: cr-0123456789abcdef0', ', onDemand: true'),
      '    members:',
      '    drainMinutes: 90\n    members:',
    ),
    ['capacity-missing'],
  ],
  [
    'two capacities of an UltraServer',
    edit(
      ULTRASERVERS,
      'block: cr-0123456789abcdef0, startsAt: 2026-12-06T11:30:00Z, endsAt: 2026-12-20T11:30:00Z',
      'reservation: cr-0123456789abcdef0, onDemand: true',
    ),
    ['capacity-several'],
  ],
  [
    'a drain that is too late for a drain',
    edit(ULTRASERVERS, '    members:', '    drainMinutes: soon\n    members:'),
    ['wrong-type'],
  ],
  ['control zones that are no list', edit(ULTRASERVERS, '[use1-az4, use1-az6]', 'use1-az4'), ['wrong-type']],
  ['a control zone that is no text', edit(ULTRASERVERS, '[use1-az4, ', '[{}, '), ['wrong-type']],
  [
    'a control zone of another Region',
    edit(edit(ULTRASERVERS, '[use1-az4, ', '[usw2-az1, '), 'zone: use1-dfw2-az1', 'zone: use1-bos1-az1'),
    ['zone-other-region'],
  ],
  ['a way out that is no text', edit(TWO_ZONES, 'natZone: use1-az5', 'natZone: {}'), ['wrong-type']],
  [
    'a way out that is a zone of another Region',
    edit(TWO_ZONES, 'natZone: use1-az5', 'natZone: usw2-az1'),
    ['zone-other-region'],
  ],
  [
    'a subnet without range and way out',
    edit(
      edit(ULTRASERVERS, 'zone: use1-dfw2-az1', 'zone: use1-bos1-az1'),
      'name: bravo,',
      'name: bravo, zone: use1-az4,',
    ),
    ['node-cidr-missing'],
  ],
  ['a subnet that is no map', edit(EXISTING, '- { zone: use1-az6', '- no\n      - { zone: use1-az6'), ['wrong-type']],
  // What nodes share follows from their zones, pools and subnets.
  ['storage beside control zones that are no list', edit(STORED, '[use1-az4, use1-az6]', 'use1-az4'), ['wrong-type']],
  [
    'storage beside no control zones',
    edit(STORED, '  controlZones: [use1-az4, use1-az6]\n', '  cidr: 10.0.0.0/16\n'),
    ['control-zones-two'],
  ],
  ['storage near a zone by its name', edit(STORED, 'zone: use1-az6', 'zone: us-east-1a'), ['zone-name']],
  ['storage in a zone by its name', edit(STORED, 'name: scratch,', 'name: scratch, zone: us-east-1a,'), ['zone-name']],
  ['storage for a pool whose name is wrong', edit(STORED, 'name: serve', 'name: Serve'), ['name-form']],
  ['storage for a pool of no type', edit(STORED, '    instanceType: p5en.48xlarge\n', ''), ['pool-type']],
  ['storage with a size that is no number', edit(STORED, '9600', 'large'), ['wrong-type']],
  [
    'a file system that is no map',
    edit(STORED, '    - { name: scratch', '    - no\n    - { name: scratch'),
    ['wrong-type'],
  ],
  ['a mount point that is no text', edit(STORED, '{ efs: {} }', '{ mount: [], efs: {} }'), ['wrong-type']],
  ['home directories on nothing that can be read', edit(STORED, '{ efs: {} }', '{ efs: 1 }'), ['wrong-type']],
  ['a pool of EFA that is not there', edit(STORED, 'pools: [serve]', 'pools: [train]'), ['storage-pool-unknown']],
])('%s is one slip', (_, text, expected) => {
  expect(ids(text)).toEqual(expected);
});

test('a way out that is no text is not offered another one', () => {
  const wrong = edit(
    edit(ULTRASERVERS, 'name: bravo,', 'name: bravo, zone: use1-bos1-az1,'),
    'network:\n',
    'network:\n  nodeSubnets: [{ zone: use1-bos1-az1, natZone: {} }]\n',
  );
  const problems = parseCluster(wrong, 'x').problems ?? [];
  expect(problems.map(({ id }) => id)).toEqual(['node-cidr-missing', 'wrong-type']);
  expect(problems[0]?.message).toMatch(/- \{ zone: use1-bos1-az1, cidr: [\d./]+ \}$/m);
});
