import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parseFleet } from '../../../../lib/config/fleet/parse-fleet';
import { parseCluster } from '../../../../lib/config/parse-cluster';
import { YamlSource } from '../../../../lib/config/yaml-source';

const ROOT = join(__dirname, '..', '..', '..', '..');

const FLEET = `
fleet: atlas
cell:
  region: us-east-1
  network: { controlZones: [use1-az4, use1-az6] }
  pools:
    - { name: train, ultraServer: u-p6e-gb200x72, zone: use1-dfw2-az1 }
    - { name: serve, ultraServer: u-p6e-gb200x36, zone: use1-dfw2-az1 }
  tags: { team: research }
cells:
  - name: one
    account: '111122223333'
    by: 2026-12-06T12:00:00Z
    pools:
      train:
        startsAt: 2026-12-06T11:30:00Z
        endsAt: 2026-12-20T11:30:00Z
        members:
          u01: cr-0123456789abcdef1
          u02: { block: cr-0123456789abcdef2, endsAt: 2026-12-27T11:30:00Z }
  - name: two
    network: { cidr: 10.8.0.0/16 }
    tags: { stage: second }
    pools:
      serve: { members: { s1: { block: cr-0123456789abcdef3, endsAt: 2026-12-20T11:30:00Z } } }
`;

const parse = (text: string, only?: string): ReturnType<typeof parseFleet> =>
  parseFleet(new YamlSource(text), 'fleet.yaml', only);

/** A fleet file with a part of it changed. */
function edited(from: string, to: string): string {
  expect(FLEET).toContain(from);
  return FLEET.replace(from, to);
}

/** What is wrong with a file: id, line and message. */
function problems(text: string, only?: string): string[] {
  return (parse(text, only).problems ?? []).map(({ id, line, message }) => `${line} ${id}: ${message}`);
}

describe('a cell', () => {
  const { fleet } = parse(FLEET);
  const [one, two] = fleet?.cells ?? [];

  test('is a cluster with the name of the fleet before its own', () => {
    expect(fleet?.name).toBe('atlas');
    expect(fleet?.cells.map(({ name, cluster }) => [name, cluster.name])).toEqual([
      ['one', 'atlas-one'],
      ['two', 'atlas-two'],
    ]);
  });

  test('is what the description says, and what it says itself on top', () => {
    expect(one?.cluster).toMatchObject({ region: 'us-east-1', account: '111122223333', tags: { team: 'research' } });
    expect(two?.cluster).toMatchObject({
      account: undefined,
      network: { cidr: '10.8.0.0/16', controlZones: ['use1-az4', 'use1-az6'] },
      tags: { team: 'research', stage: 'second' },
    });
  });

  test('has the members that it names, with the times of their pool', () => {
    const members = one?.cluster.cells.flatMap((cell) => cell.members);
    expect(members?.map(({ name, pool, capacity }) => [name, pool, capacity])).toEqual([
      ['u01', 'train', expect.objectContaining({ endsAt: '2026-12-20T11:30:00Z', startsAt: '2026-12-06T11:30:00Z' })],
      ['u02', 'train', expect.objectContaining({ endsAt: '2026-12-27T11:30:00Z', startsAt: '2026-12-06T11:30:00Z' })],
    ]);
  });

  test('has no pool that it does not name', () => {
    expect(two?.cluster.cells.flatMap((cell) => cell.members.map(({ pool }) => pool))).toEqual(['serve']);
  });

  test('is the same as the cluster file that says so', () => {
    const { model } = parseCluster(
      `
name: atlas-two
region: us-east-1
network: { controlZones: [use1-az4, use1-az6], cidr: 10.8.0.0/16 }
tags: { team: research, stage: second }
pools:
  - name: serve
    ultraServer: u-p6e-gb200x36
    zone: use1-dfw2-az1
    members: [{ name: s1, block: cr-0123456789abcdef3, endsAt: 2026-12-20T11:30:00Z }]
`,
      'fleet.yaml',
    );
    expect(two?.cluster).toEqual(model);
  });

  test('does not depend on the others, nor on its place', () => {
    const start = FLEET.indexOf('  - name: two');
    const alone = FLEET.slice(0, FLEET.indexOf('  - name: one')) + FLEET.slice(start);
    expect(parse(alone).fleet?.cells[0]).toEqual(two);
  });

  test('can be read alone', () => {
    expect(parse(FLEET, 'two').fleet?.cells).toEqual([two]);
  });

  test('when it is to stand is told in UTC', () => {
    expect(one?.by).toBe('2026-12-06T12:00:00Z');
    expect(two?.by).toBeUndefined();
    expect(parse(edited('2026-12-06T12:00:00Z', '2026-12-06T14:00:00+02:00')).fleet?.cells[0]?.by).toBe(one?.by);
  });
});

test('the example is a fleet', () => {
  const text = readFileSync(join(ROOT, 'config', 'fleets', 'dallas.yaml'), 'utf8');
  expect(problems(text)).toEqual([]);
});

/** What is wrong, by its place: a fault of the description on its own line, one of a cell in the cell. */
test.each([
  ['a key of the fleet', edited('fleet: atlas', 'flete: atlas'), '2 unknown-key: unknown key "flete"'],
  ['no cells', `${FLEET.slice(0, FLEET.indexOf('cells:'))}cells: []`, '10 empty-list: cells is an empty list'],
  ['a name', edited('name: two', 'name: Two'), '21 name-form: name is "Two"'],
  ['two cells of a name', edited('name: two', 'name: one'), '21 fleet-cell-twice: cell "one" is there twice'],
  ['a key of the description', edited('region:', 'regoin:'), '4 unknown-key: unknown key "regoin"'],
  ['a key of a cell', edited('    account:', '    acount:'), '12 unknown-key: unknown key "acount"'],
  ['a range', edited('10.8.0.0/16', '10.8.0.1/16'), '22 cidr'],
  ['a zone of a described pool', edited('zone: use1-dfw2-az1 }', 'zone: us-east-1a }'), '7 zone-name'],
  [
    'a pool that is not described',
    edited('      serve:', '      serv:'),
    '25 fleet-pool-unknown: cell "two" has pool "serv"',
  ],
  ['a cell without pools', edited('      serve: {', '      {} #'), '25 fleet-pool-missing: cell "two" has no pool'],
  ['a block id', edited('cr-0123456789abcdef1', 'cr-123'), '19 '],
  ['a member of a wrong form', edited('u01: cr-0123456789abcdef1', 'u01: [1]'), '19 wrong-type: block is'],
  [
    'a time of a pool',
    edited('endsAt: 2026-12-20T11:30:00Z\n        members', 'endsAt: tomorrow\n        members'),
    '17 ',
  ],
  ['a time of a member', edited('2026-12-27T11:30:00Z', '2026-12-27'), '20 '],
  [
    'a block twice',
    edited('cr-0123456789abcdef3', 'cr-0123456789abcdef1'),
    '25 fleet-reservation-twice: member "s1" has',
  ],
  [
    'members in the description',
    edited('name: serve,', 'name: serve, members: [],'),
    '8 fleet-description: pool "serve"',
  ],
  ['a name in the description', edited('  region:', '  name: x\n  region:'), '4 fleet-description: the description'],
  ['a time that is none', edited('by: 2026-12-06T12:00:00Z', 'by: tomorrow'), '13 fleet-by-form: by is "tomorrow"'],
  [
    'a block that begins too late',
    edited('by: 2026-12-06', 'by: 2026-12-05'),
    '19 fleet-by: cell "one" is to stand by 2026-12-05',
  ],
])('%s', (_, text, expected) => {
  const found = problems(text);
  expect(found.map((problem) => problem.slice(0, expected.length))).toContain(expected);
  // What follows from it is not said.
  expect(found.length).toBeLessThanOrEqual(2);
});

test('what is wrong with several cells is said at once, and what they share once', () => {
  const text = edited('10.8.0.0/16', '10.8.0.1/16').replace('zone: use1-dfw2-az1 }', 'zone: us-east-1a }');
  const found = problems(text.replace('cr-0123456789abcdef1', 'cr-1'));
  expect(new Set(found.map((problem) => problem.split(' ')[0]))).toEqual(new Set(['7', '19', '22']));
  expect(new Set(found).size).toBe(found.length);
});

test('a cell that there is not', () => {
  expect(problems(FLEET, 'tow')).toEqual([
    '11 fleet-cell-unknown: there is no cell "tow", there are one, two; did you mean "two"?',
  ]);
});

test('text that is no YAML', () => {
  expect(problems('fleet: [')[0]).toMatch(/^\d+ yaml-/);
});
