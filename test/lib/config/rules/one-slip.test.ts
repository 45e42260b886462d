import { parseCluster } from '../../../../lib/config';
import { EVERY_KEY_OF_EKS, EVERY_KEY_OF_SLURM } from '../every-key';
import { EXISTING, INSTANCES, TWO_ZONES, ULTRASERVERS, WITH_IMAGE, edit } from '../refusal-cases/refusal-case';

/** What nodes share, all of it. */
const STORAGE = `storage:
  lustre:
    - { name: scratch, ssd: { capacityGiB: 9600, throughputPerTiB: 500 }, efa: { pools: [serve], interfaces: 8 } }
  home: { efs: {} }
  checkpoints: {}
`;
const STORED = INSTANCES + STORAGE;

const SLURM = 'engine: { type: slurm }\n';
const SERVICES = 'engine: { type: eks, serviceCidr: 10.0.64.0/20 }\n';
const IMAGE = 'image: { id: ami-0a1b2c3d, architecture: arm64, rootDevice: /dev/sda1, driver: 580.159.03 }';
const NAMESPACE = edit(ULTRASERVERS, '    members:', '    namespaces: [training]\n    members:');

/** An existing network with room for pods, an image with the agent of AWS PCS, and control subnets in these zones. */
function roomy(zones: string[]): string {
  const subnets = zones.map(
    (zone, index) => `{ zone: ${zone}, subnetId: subnet-0a1b2c3${index}, cidr: 10.20.9${index}.0/24 }`,
  );
  return edit(
    edit(edit(EXISTING, '10.20.32.0/24', '10.20.32.0/20'), '    members:', `    ${IMAGE}\n    members:`),
    '    nodeSubnets:',
    `    controlSubnets: [${subnets.join(', ')}]\n    nodeSubnets:`,
  );
}

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
  // So does what an engine is made of.
  ['an engine of no kind that is known', edit(EVERY_KEY_OF_EKS, 'type: eks', 'type: esk'), ['unknown-value']],
  ['an engine whose kind is not there', edit(EVERY_KEY_OF_SLURM, '  type: slurm\n', ''), ['missing-key']],
  ['an engine that is no map', `${INSTANCES}engine: eks\n`, ['wrong-type']],
  [
    'a namespace of another form',
    edit(EVERY_KEY_OF_EKS, '  namespaces: [training', '  namespaces: [Training'),
    ['name-form'],
  ],
  ['no namespaces', `${NAMESPACE}engine: { type: eks, namespaces: [] }\n`, ['empty-list']],
  ['a lender whose name is wrong', edit(EVERY_KEY_OF_EKS, '- name: batch', '- name: Batch'), ['name-form']],
  [
    'a lender that is no map',
    EVERY_KEY_OF_EKS.replace(/ {2}- name: batch[^]*?(?=engine:)/, '  - batch\n'),
    ['wrong-type'],
  ],
  [
    'a lender whose cell is wrong',
    edit(EVERY_KEY_OF_EKS, '- name: batch', '- cell: Main\n    name: batch'),
    ['name-form'],
  ],
  [
    'Kubernetes without kubectl and kubelets',
    `${INSTANCES}engine: { type: eks, version: 1.32 }\n`,
    ['kubectl-version'],
  ],
  [
    'public ranges that are no text',
    edit(EVERY_KEY_OF_EKS, 'publicFrom: [203.0.113.0/24]', 'publicFrom: [{}]'),
    ['wrong-type'],
  ],
  ['a VPC whose range is no text', `${edit(ULTRASERVERS, '10.0.0.0/16', '{}')}${SERVICES}`, ['wrong-type']],
  ['a family that is no text', edit(EVERY_KEY_OF_EKS, 'families: [m8g]', 'families: [{}, m8g]'), ['wrong-type']],
  [
    'control subnets in a Local Zone',
    `${roomy(['use1-bos1-az1', 'use1-az4'])}engine: { type: eks }\n`,
    ['control-zone-local'],
  ],
  ['control subnets by name', `${roomy(['us-east-1a', 'use1-az4'])}engine: { type: eks }\n`, ['zone-name']],
  ['a control subnet by name', `${roomy(['us-east-1a'])}engine: { type: slurm, login: { count: 0 } }\n`, ['zone-name']],
  [
    'control subnets that are no list',
    `${edit(roomy([]), 'controlSubnets: []', 'controlSubnets: no')}engine: { type: eks }\n`,
    ['wrong-type'],
  ],
  [
    'no image on Slurm',
    `${edit(ULTRASERVERS, 'u-p6e-gb200x72', 'u-trn2x64')}${edit(SLURM, 'slurm', 'slurm, login: { count: 0 }')}`,
    ['slurm-image'],
  ],
  [
    'an image for one of two members',
    `${edit(ULTRASERVERS, 'name: bravo,', `name: bravo, ${IMAGE},`)}${SLURM}`,
    ['slurm-image'],
  ],
  [
    'an UltraServer in a reservation on Slurm',
    `${WITH_IMAGE.replace(/block: cr-0f.*Z/, 'reservation: cr-0fedcba9876543210')}${SLURM}`,
    ['ultraserver-needs-block'],
  ],
  ['a release that is none, with settings', edit(EVERY_KEY_OF_SLURM, '25.11', 'newest'), ['slurm-version-form']],
  ['settings of a queue whose name is wrong', edit(EVERY_KEY_OF_SLURM, 'name: train', 'name: Train'), ['name-form']],
  [
    'settings of a queue that cannot be read',
    EVERY_KEY_OF_SLURM.replace(/members:[^]*?(?=engine:)/, 'members: none\n'),
    ['wrong-type'],
  ],
  ['a size that is no number', edit(EVERY_KEY_OF_SLURM, 'mostInstances: 300', 'mostInstances: many'), ['wrong-type']],
  ['a type of login nodes that is no text', edit(EVERY_KEY_OF_SLURM, 'c8gn.xlarge', '{}'), ['wrong-type']],
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
