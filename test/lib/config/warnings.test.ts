import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parseCluster } from '../../../lib/config';
import { EXISTING, INSTANCES, ULTRASERVERS, edit } from './refusal-cases/refusal-case';
import { CLUSTER_FILES } from '../../support/cluster-files';

function allWarningsOf(text: string): [id: string, message: string][] {
  const { model, problems } = parseCluster(text, 'x');
  expect(problems ?? []).toEqual([]);
  return (model?.warnings ?? []).map(({ id, message }) => [id, message]);
}

/** The warnings, but for that of placeholders, which every file of these tests has. */
function warningsOf(text: string): [id: string, message: string][] {
  return allWarningsOf(text).filter(([id]) => id !== 'placeholder-ids');
}

const KEY = 'arn:aws:kms:us-east-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef';
const GROUP = 'arn:aws:resource-groups:us-east-1:111122223333:group/serving';

const NODE_SUBNET = (cidr: string) => `network:\n  nodeSubnets: [{ zone: use1-dfw2-az1, cidr: ${cidr} }]`;

/** Members of 64 instances with a block each, of these starts and ends. */
function blocks(...times: string[]): string {
  const head = INSTANCES.slice(0, INSTANCES.indexOf('      - {'));
  const members = times.map(
    (time, index) => `      - { name: b${index}, count: 64, block: cr-0a1b2c3${index}, ${time} }\n`,
  );
  return `${head}${members.join('')}`;
}

/** A pool of another type in the zone of the first. */
const P4D_POOL = `  - name: old
    instanceType: p4d.24xlarge
    zone: use1-az6
    members:
      - { name: old, count: 1, onDemand: true }
`;

function manyInterfaces(p4d: number, p5en: number): string {
  const old = edit(P4D_POOL, 'count: 1', `count: ${p4d}`);
  const head = INSTANCES.slice(0, INSTANCES.indexOf('  - name: serve'));
  const pool = INSTANCES.slice(INSTANCES.indexOf('  - name: serve'), INSTANCES.indexOf('      - {'));
  return `${head}${p5en === 0 ? '' : `${pool}      - { name: web, count: ${p5en}, onDemand: true }\n`}${old}`;
}

const IMAGE = 'image: { id: ami-0a1b2c3d4e5f60718, architecture: x86_64, rootDevice: /dev/sda1, driver: 580.159.03 }';
const OVER_EFA = `storage:
  lustre:
    - { name: scratch, ssd: { capacityGiB: 9600, throughputPerTiB: 500 }, efa: { pools: [serve], interfaces: 16 } }
`;

describe('a warning', () => {
  test.each([
    [
      'block-end-unusual',
      edit(ULTRASERVERS, 'endsAt: 2026-12-20T11:30:00Z', 'endsAt: 2026-12-20T11:30:00+02:00'),
      'block of alpha ends at 2026-12-20T11:30:00+02:00',
      edit(ULTRASERVERS, 'endsAt: 2026-12-20T11:30:00Z', 'endsAt: 2026-12-20T13:30:00+02:00'),
    ],
    [
      'block-length-unusual',
      edit(ULTRASERVERS, 'endsAt: 2026-12-20', 'endsAt: 2026-12-22'),
      'block of alpha lasts from 2026-12-06T11:30:00Z to 2026-12-22T11:30:00Z, AWS sells 1 to 14 days',
      edit(ULTRASERVERS, 'endsAt: 2026-12-20', 'endsAt: 2026-12-27'),
    ],
    [
      'block-length-unusual',
      edit(ULTRASERVERS, 'startsAt: 2026-12-06T11:30:00Z', 'startsAt: 2026-12-20T04:55:00Z'),
      'block of alpha lasts from 2026-12-20T04:55:00Z to 2026-12-20T11:30:00Z',
      edit(ULTRASERVERS, 'startsAt: 2026-12-06T11:30:00Z', 'startsAt: 2026-12-19T11:30:00Z'),
    ],
    [
      'instances-in-blocks',
      blocks(...Array.from({ length: 5 }, () => 'endsAt: 2026-12-20T11:30:00Z')),
      '320 instances are in Capacity Blocks at one time, AWS documents 256',
      blocks(...Array.from({ length: 4 }, () => 'endsAt: 2026-12-20T11:30:00Z')),
    ],
    [
      'instances-in-blocks',
      blocks(
        ...Array.from({ length: 4 }, () => 'endsAt: 2026-12-20T11:30:00Z'),
        'startsAt: 2026-12-19T11:30:00Z, endsAt: 2026-12-21T11:30:00Z',
      ),
      '320 instances',
      blocks(
        ...Array.from({ length: 4 }, () => 'endsAt: 2026-12-20T11:30:00Z'),
        'startsAt: 2026-12-20T11:30:00Z, endsAt: 2026-12-21T11:30:00Z',
      ),
    ],
    [
      'zone-undocumented',
      edit(ULTRASERVERS, 'zone: use1-dfw2-az1', 'zone: use1-az6'),
      'u-p6e-gb200x72 is to run in use1-az6, AWS documents Capacity Blocks of it in use1-dfw2-az1, the Dallas',
      edit(INSTANCES, 'p5en.48xlarge', 'p6-b200.48xlarge'),
    ],
    [
      'efa-island',
      `${INSTANCES}${P4D_POOL}`,
      'p4d.24xlarge and p5en.48xlarge are both in use1-az6, AWS documents that EFA traffic between them is not supported',
      edit(`${INSTANCES}${P4D_POOL}`, 'instanceType: p5en.48xlarge', 'instanceType: p4de.24xlarge'),
    ],
    [
      'efa-island',
      `${INSTANCES}${P4D_POOL}`,
      'let no job span the two',
      edit(
        edit(`${INSTANCES}${P4D_POOL}`, 'p4d.24xlarge\n    zone: use1-az6', 'p4d.24xlarge\n    zone: use1-az4'),
        'network:\n',
        `network:\n  nodeSubnets: [{ zone: use1-az6, cidr: 10.0.128.0/17 }, { zone: use1-az4, cidr: 10.0.96.0/19 }]\n`,
      ),
    ],
    [
      'vpc-range-public',
      edit(ULTRASERVERS, '10.0.0.0/16', '8.8.0.0/16'),
      '8.8.0.0/16 is public address space',
      edit(ULTRASERVERS, '10.0.0.0/16', '100.64.0.0/16'),
    ],
    [
      'vpc-range-public',
      edit(ULTRASERVERS, '10.0.0.0/16', '198.20.0.0/16'),
      '198.20.0.0/16 is public address space',
      edit(ULTRASERVERS, '10.0.0.0/16', '198.19.0.0/16'),
    ],
    [
      'vpc-range-public',
      edit(ULTRASERVERS, '10.0.0.0/16', '198.17.0.0/16'),
      '198.17.0.0/16 is public address space',
      edit(ULTRASERVERS, '10.0.0.0/16', '198.18.0.0/16'),
    ],
    [
      'vpc-range-public',
      EXISTING.replaceAll('10.20.', '172.32.'),
      '172.32.0.0/16 is public address space',
      EXISTING.replaceAll('10.20.', '172.31.'),
    ],
    [
      'kms-key-other-account',
      `${ULTRASERVERS}account: 111122223333\nkmsKeyArn: ${KEY}\n`.replace(':111122223333:', ':444455556666:'),
      'key of account 444455556666',
      `${ULTRASERVERS}account: 111122223333\nkmsKeyArn: ${KEY}\n`,
    ],
    [
      'reservation-group-other-account',
      `${edit(INSTANCES, 'reservation: cr-0123456789abcdef0', `reservationGroup: ${GROUP}`)}account: 444455556666\n`,
      'group of account 111122223333',
      edit(INSTANCES, 'reservation: cr-0123456789abcdef0', `reservationGroup: ${GROUP}`),
    ],
    // In their default layouts a p4d has 5 interfaces and a p5en 17.
    ['interface-quota', manyInterfaces(990, 3), '5001 network interfaces', manyInterfaces(1000, 0)],
    [
      'subnet-pods',
      edit(ULTRASERVERS, 'network:', NODE_SUBNET('10.0.128.0/24')),
      'not for 110 pods on each',
      edit(ULTRASERVERS, 'network:', NODE_SUBNET('10.0.128.0/18')),
    ],
    [
      'lustre-efa-image',
      `${INSTANCES}${OVER_EFA}`,
      'pool serve mounts lustre scratch over EFA with the default image',
      `${edit(INSTANCES, '    members:', `    ${IMAGE}\n    members:`)}${OVER_EFA}`,
    ],
  ])('%s is given where it should be, and nowhere near it', (id, wrong, says, right) => {
    expect(warningsOf(wrong)).toContainEqual([id, expect.stringContaining(says)]);
    expect(warningsOf(right).map(([other]) => other)).not.toContain(id);
  });

  test.each([ULTRASERVERS, INSTANCES])('is not given of what is usual', (text) => {
    expect(warningsOf(text)).toEqual([]);
  });

  test('is given once for what many members share', () => {
    const text = edit(ULTRASERVERS, 'zone: use1-dfw2-az1', 'zone: use1-az6');
    expect(warningsOf(text).map(([id]) => id)).toEqual(['zone-undocumented']);
  });
});

describe('ids that are placeholders', () => {
  const ownIds = (text: string): string =>
    text.replaceAll('0123456789abcdef0', '0a1b2c3d4e5f60718').replaceAll('0fedcba9876543210', '0b1b2c3d4e5f60718');

  const placeholdersIn = (text: string): string[] =>
    allWarningsOf(text).flatMap(([id, message]) => (id === 'placeholder-ids' ? [message] : []));

  test.each([
    [ULTRASERVERS, 'cr-0123456789abcdef0 and 1 more are placeholders of the examples'],
    [EXISTING, 'vpc-0123456789abcdef0 and 3 more are placeholders of the examples'],
    [
      edit(ULTRASERVERS, 'cr-0fedcba9876543210', 'cr-0a1b2c3d'),
      'cr-0123456789abcdef0 is a placeholder of the examples',
    ],
    [edit(ownIds(ULTRASERVERS), 'cr-0a1b2c3d4e5f60718', 'cr-0aaaaaaaaaaaaaaaa'), 'cr-0aaaaaaaaaaaaaaaa is a'],
  ])('are named in one line', (text, says) => {
    expect(placeholdersIn(text)).toEqual([expect.stringContaining(says)]);
  });

  test.each([ULTRASERVERS, INSTANCES, EXISTING])('are no longer there once they are replaced', (text) => {
    expect(placeholdersIn(ownIds(text))).toEqual([]);
  });

  test('are all that the examples have: none shows an id that could be somebody', () => {
    const folder = join(__dirname, '..', '..', '..', 'config');
    const text = CLUSTER_FILES.map((file) => readFileSync(join(folder, file), 'utf8')).join('');
    const ids = [...new Set(text.match(/\b(cr|ami|vpc|subnet|sg)-[0-9a-f]{8,}\b/g))];
    expect(ids.length).toBeGreaterThan(5);
    const inFile = (id: string): string =>
      edit(ownIds(INSTANCES), 'reservation: cr-0a1b2c3d4e5f60718', `reservation: ${id.replace(/^[a-z]+/, 'cr')}`);
    expect(ids.filter((id) => placeholdersIn(inFile(id)).length === 0)).toEqual([]);
    expect(placeholdersIn(inFile('cr-0a1b2c3d4e5f60719'))).toEqual([]);
  });
});
