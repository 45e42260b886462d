import fc from 'fast-check';

import {
  buildTopology,
  hostsOf,
  slurmTopologyYaml,
  TOPOLOGY_FINDING_IDS,
  type TopologyRecords,
} from '../../../lib/topology';
import { findingIds, hex, onlyCell, type Rack, type World, worldOf } from '../../support/topology';

const build = ({ cluster, records, nodes }: World): ReturnType<typeof buildTopology> =>
  buildTopology(cluster, records, nodes);

const withRecords = (world: World, records: Partial<TopologyRecords>): World => ({
  ...world,
  records: { ...world.records, ...records },
});

test('block, UltraServer and clique are one domain', () => {
  const topology = build(worldOf([{ name: 'alpha', cliques: [18] }]));
  const [domain, ...rest] = onlyCell(topology).domains;
  expect(rest).toEqual([]);
  expect(domain).toMatchObject({
    name: 'alpha',
    member: 'alpha',
    ultraServerType: 'u-p6e-gb200x72',
    blockId: `cb-${hex(1)}`,
    reservationId: `cr-${hex(1)}`,
    expected: 18,
  });
  expect(domain?.clique).toMatch(/\.1$/);
  expect(domain?.hosts).toHaveLength(18);
  expect(findingIds(topology)).toEqual([]);
});

test('one UltraServer that is two cliques is two domains, and said to be', () => {
  const topology = build(worldOf([{ name: 'alpha', cliques: [9, 9] }]));
  const { domains, findings } = onlyCell(topology);
  expect(domains.map(({ name, hosts }) => [name, hosts.length])).toEqual([
    ['alpha-1', 9],
    ['alpha-2', 9],
  ]);
  expect(findings).toMatchObject([{ id: 'clique-split', severity: 'warning', member: 'alpha' }]);
  expect(findings[0]?.message).toContain('9 and 9 instances');
});

test('without cliques the block alone tells, and nothing is said of it', () => {
  expect(findingIds(build(worldOf([{ name: 'alpha' }])))).toEqual([]);
  expect(findingIds(build(worldOf([{ name: 'alpha' }, { name: 'bravo', cliques: [18] }])))).toEqual(['clique-unknown']);
});

describe('members', () => {
  test.each([
    ['a part of it runs', [{ name: 'alpha', running: 17 }], ['member-partial']],
    ['nothing of it runs', [{ name: 'alpha' }, { name: 'bravo', running: 0 }], ['member-empty']],
    ['there is one too many', [{ name: 'alpha', running: 19 }], ['member-overfull']],
    ['some report no clique', [{ name: 'alpha', cliques: [17] }], ['clique-partial']],
    ['some report no clique of two', [{ name: 'alpha', cliques: [9, 8] }], ['clique-ambiguous', 'clique-split']],
    ['the network is unknown', [{ name: 'alpha', networkNodes: [] }], ['network-unknown']],
    ['there are two zones', [{ name: 'alpha' }, { name: 'bravo', zone: 'use1-az4' }], ['cell-two-zones']],
    [
      'part of a name is taken',
      [
        { name: 'alpha', cliques: [9, 9] },
        { name: 'alpha-1', cliques: [18] },
      ],
      ['clique-split', 'domain-name-taken'],
    ],
    [
      'fewer layers are told of one',
      [{ name: 'alpha' }, { name: 'bravo', networkNodes: ['nn-c0'] }],
      ['network-depth'],
    ],
  ] satisfies [string, Rack[], string[]][])('%s', (_, racks, ids) => {
    expect(findingIds(build(worldOf(racks)))).toEqual(ids);
  });

  test('x36 beside x72', () => {
    const topology = build(worldOf([{ name: 'alpha' }, { name: 'half', size: 9 }]));
    expect(onlyCell(topology).domains.map(({ name, expected }) => [name, expected])).toEqual([
      ['alpha', 18],
      ['half', 9],
    ]);
    expect(findingIds(topology)).toEqual([]);
  });
});

describe('what does not fit together', () => {
  const world = worldOf([
    { name: 'alpha', cliques: [18] },
    { name: 'bravo', cliques: [18] },
  ]);
  const [first, ...others] = world.records.instanceTopology;
  const [instance, ...otherInstances] = world.records.instances;
  const [node, ...otherNodes] = world.nodes;

  test.each([
    ['twice the same instance', { instanceTopology: [first!, first!, ...others] }, ['instance-repeated']],
    [
      'the same instance in two places',
      { instanceTopology: [first!, { ...first!, NetworkNodes: ['nn-x', 'nn-y', 'nn-z'] }, ...others] },
      ['instance-contradictory'],
    ],
    [
      'a record without an id',
      { instanceTopology: [{ ...first!, InstanceId: undefined }, ...others] },
      ['instance-without-id', 'instance-without-topology', 'member-partial', 'node-unknown'],
    ],
    [
      'an instance in the block of one member and the reservation of another',
      { instanceTopology: [{ ...first!, CapacityBlockId: `cb-${hex(2)}` }, ...others] },
      ['block-disagrees', 'member-partial'],
    ],
    [
      'a tag of another member',
      {
        instances: [
          {
            ...instance!,
            Tags: [
              { Key: 'ultraserver:cluster', Value: 'frontier' },
              { Key: 'ultraserver:member', Value: 'bravo' },
            ],
          },
          ...otherInstances,
        ],
      },
      ['block-disagrees', 'member-partial'],
    ],
    [
      'a block of which AWS does not tell yet',
      { instanceTopology: [{ ...first!, CapacityBlockId: undefined }, ...others] },
      ['block-pending'],
    ],
    ['another type', { instanceTopology: [{ ...first!, InstanceType: 'p5.48xlarge' }, ...others] }, ['type-disagrees']],
    [
      'another zone',
      { instanceTopology: [{ ...first!, ZoneId: 'use1-az4' }, ...others] },
      ['cell-two-zones', 'zone-disagrees'],
    ],
    [
      'another node of the upper layers',
      { instanceTopology: [{ ...first!, NetworkNodes: ['nn-c0', 'nn-s1', 'nn-l0'] }, ...others] },
      ['layers-disagree'],
    ],
    [
      'the name of another instance',
      { instances: [{ ...instance!, PrivateDnsName: otherInstances[0]!.PrivateDnsName }, ...otherInstances] },
      ['name-repeated'],
    ],
    [
      'a name that Slurm cannot take',
      { instances: [{ ...instance!, PrivateDnsName: 'ip[1-2]' }, ...otherInstances] },
      ['name-unusable'],
    ],
    [
      'a network node that no file could name',
      { instanceTopology: [{ ...first!, NetworkNodes: ['nn-c0', 'nn-s0', '$(reboot)'] }, ...others] },
      ['name-unusable'],
    ],
    ['no name', { instances: otherInstances }, ['name-unknown']],
    [
      'an instance of which there is no topology',
      { instances: [...world.records.instances, { ...instance!, InstanceId: `i-${hex(99)}` }] },
      ['instance-without-topology'],
    ],
    [
      'a reservation that is elsewhere',
      { reservationTopology: [{ CapacityReservationId: `cr-${hex(1)}`, NetworkNodes: ['nn-c9', 'nn-s9', 'nn-l9'] }] },
      ['reservation-elsewhere'],
    ],
  ] satisfies [string, Partial<TopologyRecords>, string[]][])('%s', (_, records, ids) => {
    expect(findingIds(build(withRecords(world, records)))).toEqual(ids);
  });

  test('a block that nothing ties to a reservation stands against every cell', () => {
    const topology = build(withRecords(world, { blocks: [], instances: [] }));
    expect(topology.findings.map(({ id, severity, cell }) => [id, severity, cell])).toEqual([
      ['block-unmapped', 'error', undefined],
      ['block-unmapped', 'error', undefined],
    ]);
  });

  test('the reservation of a block can be told by its topology', () => {
    const reservationTopology = [1, 2].map((rack) => ({
      CapacityReservationId: `cr-${hex(rack)}`,
      CapacityBlockId: `cb-${hex(rack)}`,
    }));
    expect(findingIds(build(withRecords(world, { blocks: [], reservationTopology })))).toEqual([]);
  });

  test('a block of another cluster is noted, and in no file', () => {
    const cluster = { ...world.cluster, members: world.cluster.members.slice(0, 1) };
    const topology = buildTopology(cluster, world.records, world.nodes);
    expect(findingIds(topology)).toEqual(['block-not-in-file']);
    expect(hostsOf(onlyCell(topology))).toHaveLength(18);
  });

  test('a clique in two blocks', () => {
    const nodes = [node!, ...otherNodes].map((one) => ({ ...one, clique: node?.clique }));
    expect(findingIds(buildTopology(world.cluster, world.records, nodes))).toEqual(['clique-spans-blocks']);
  });

  test('two cliques of one node', () => {
    const nodes = [...world.nodes, { ...node!, clique: otherNodes.at(-1)?.clique }];
    expect(findingIds(buildTopology(world.cluster, world.records, nodes))).toContain('clique-contradictory');
  });

  test('GPUs without a fabric', () => {
    const nodes = [{ ...node!, clique: '00000000-0000-0000-0000-000000000000.0' }, ...otherNodes];
    expect(findingIds(buildTopology(world.cluster, world.records, nodes))).toEqual(['clique-none', 'clique-partial']);
  });

  test('a node that is no instance', () => {
    const nodes = [...world.nodes, { ...node!, instanceId: undefined, name: 'login-1' }];
    expect(findingIds(buildTopology(world.cluster, world.records, nodes))).toEqual(['node-unknown']);
  });
});

test('plain instances are told by their tags, and are a domain each', () => {
  const { cluster, records, nodes } = worldOf([{ name: 'alpha', size: 2 }]);
  const members = cluster.members.map((member) => ({
    ...member,
    kind: 'instances' as const,
    reservationId: undefined,
  }));
  const Tags = [
    { Key: 'ultraserver:cluster', Value: 'frontier' },
    { Key: 'ultraserver:member', Value: 'alpha' },
  ];
  const tagged = {
    ...records,
    blocks: [],
    instanceTopology: records.instanceTopology.map((one) => ({ ...one, CapacityBlockId: undefined })),
    instances: records.instances.map((one) => ({ ...one, Tags })),
  };
  const topology = buildTopology({ ...cluster, members }, tagged, nodes);
  expect(onlyCell(topology).domains.map(({ name, kind, hosts }) => [name, kind, hosts.length])).toEqual([
    ['ip-10-0-0-1', 'instances', 1],
    ['ip-10-0-0-2', 'instances', 1],
  ]);
  expect(findingIds(topology)).toEqual([]);
});

const rackArbitrary = fc
  .record({
    size: fc.constantFrom(9, 18),
    missing: fc.integer({ min: 0, max: 18 }),
    split: fc.boolean(),
    cliques: fc.boolean(),
    cell: fc.constantFrom('main', 'spare'),
    zone: fc.constantFrom('use1-dfw2-az1', 'use1-az4'),
  })
  .map(({ size, missing, split, cliques, cell, zone }): Omit<Rack, 'name'> => {
    const running = Math.max(0, size - missing);
    const half = Math.floor(running / 2);
    return { size, running, cell, zone, ...(cliques ? { cliques: split ? [half, running - half] : [running] } : {}) };
  });

/** Ways to spoil records: each index names the record that is struck. */
const damage = fc.record({
  drop: fc.array(fc.nat(60), { maxLength: 3 }),
  repeat: fc.array(fc.nat(60), { maxLength: 2 }),
  move: fc.array(fc.nat(60), { maxLength: 1 }),
});

test('whatever comes: every instance of a member is in one domain, or an error stands against its cell', () => {
  fc.assert(
    fc.property(fc.array(rackArbitrary, { minLength: 1, maxLength: 4 }), damage, (racks, { drop, repeat, move }) => {
      const world = worldOf(racks.map((rack, index) => ({ ...rack, name: `rack-${String.fromCharCode(97 + index)}` })));
      const all = world.records.instanceTopology;
      const kept = all.filter((_, index) => !drop.includes(index));
      const spoiled = [
        ...kept.map((one, index) => (move.includes(index) ? { ...one, CapacityBlockId: `cb-${hex(1)}` } : one)),
        ...repeat.flatMap((index) => kept[index] ?? []),
      ];
      const topology = build(withRecords(world, { instanceTopology: spoiled }));
      for (const { domains, findings } of topology.cells) {
        const ids = domains.flatMap(({ hosts }) => hosts.map(({ instanceId }) => instanceId));
        expect(new Set(ids).size).toBe(ids.length);
        for (const { hosts, expected } of domains) {
          expect(hosts.length).toBeGreaterThan(0);
          const isWhole = expected === undefined || hosts.length === expected;
          expect(isWhole || findings.some(({ id }) => id.startsWith('member-'))).toBe(true);
        }
      }
      const placed = topology.cells.flatMap(({ domains }) => domains.flatMap(({ hosts }) => hosts.length));
      const seen = new Set(spoiled.map(({ InstanceId }) => InstanceId)).size;
      const isComplete = placed.reduce((sum, count) => sum + count, 0) === seen;
      expect(isComplete || topology.findings.some(({ severity }) => severity === 'error')).toBe(true);
      const clean = topology.cells.filter(({ domains }) => domains.length > 0);
      expect(clean.every((cell) => slurmTopologyYaml(cell).includes('block_sizes'))).toBe(true);
      expect(findingIds(topology).every((id) => (TOPOLOGY_FINDING_IDS as string[]).includes(id))).toBe(true);
    }),
    { numRuns: 50 },
  );
});

test('the order of records does not matter', () => {
  const world = worldOf([{ name: 'alpha', cliques: [9, 9] }, { name: 'bravo' }, { name: 'charlie', size: 9 }]);
  const reversed = withRecords(world, {
    instanceTopology: world.records.instanceTopology.toReversed(),
    instances: world.records.instances.toReversed(),
  });
  expect(build(reversed)).toEqual(build(world));
});
