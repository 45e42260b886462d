import { buildTopology, type ClusterTopology, describeChange, diffTopology } from '../../../lib/topology';
import { hex, type Rack, type World, worldOf } from '../../support/topology';

const build = ({ cluster, records, nodes }: World): ClusterTopology => buildTopology(cluster, records, nodes);
const RACKS: Rack[] = [{ name: 'alpha' }, { name: 'bravo', cliques: [18] }];
const WORLD = worldOf(RACKS);
const without = (id: string): World => ({
  ...WORLD,
  records: {
    ...WORLD.records,
    instanceTopology: WORLD.records.instanceTopology.filter(({ InstanceId }) => InstanceId !== id),
    instances: WORLD.records.instances.filter(({ InstanceId }) => InstanceId !== id),
  },
});
const [first, second] = [`i-${hex(1)}`, `i-${hex(2)}`];

/** The world in which another instance has taken the place of the first, under a name of its own. */
function replaced(): World {
  const world = without(first);
  const like = WORLD.records.instances[0];
  return {
    ...world,
    records: {
      ...world.records,
      instanceTopology: [
        ...world.records.instanceTopology,
        { ...WORLD.records.instanceTopology[0], InstanceId: 'i-0aaaaaaaaaaaaaaaa' },
      ],
      instances: [
        ...world.records.instances,
        { ...like, InstanceId: 'i-0aaaaaaaaaaaaaaaa', PrivateDnsName: 'ip-10-0-9-9.ec2.internal' },
      ],
    },
  };
}

test('nothing changed', () => {
  expect(diffTopology(build(WORLD), build(WORLD))).toEqual([]);
});

test('an instance that is gone, and comes back', () => {
  const [whole, part] = [build(WORLD), build(without(second))];
  expect(diffTopology(whole, part)).toEqual([
    { kind: 'gone', cell: 'main', domain: 'alpha', instance: second },
    expect.objectContaining({ kind: 'found', finding: 'member-partial', cell: 'main' }),
  ]);
  expect(diffTopology(part, whole).map(describeChange)).toEqual([
    `${second} is new in alpha`,
    expect.stringMatching(/^settled: alpha has 17 of 18 instances.*\[member-partial\]$/),
  ]);
});

test('an instance that replaces another one of its UltraServer', () => {
  expect(diffTopology(build(WORLD), build(replaced())).map(describeChange)).toEqual([
    `i-0aaaaaaaaaaaaaaaa replaces ${first} in alpha`,
  ]);
});

test('an instance that is elsewhere in the network', () => {
  const moved = {
    ...WORLD,
    records: {
      ...WORLD.records,
      instanceTopology: WORLD.records.instanceTopology.map((one) =>
        one.InstanceId === first ? { ...one, NetworkNodes: ['nn-c0', 'nn-s0', 'nn-l7'] } : one,
      ),
    },
  };
  expect(diffTopology(build(WORLD), build(moved)).map(describeChange)).toEqual([
    `${first} moved from alpha, nn-c0 > nn-s0 > nn-l0 to alpha, nn-c0 > nn-s0 > nn-l7`,
  ]);
});

test('an UltraServer that falls into two cliques', () => {
  const split = worldOf([{ name: 'alpha' }, { name: 'bravo', cliques: [9, 9] }]);
  const changes = diffTopology(build(WORLD), build(split));
  expect(changes.filter(({ kind }) => kind === 'moved')).toHaveLength(18);
  expect(changes.at(-1)).toMatchObject({ kind: 'found', finding: 'clique-split' });
});
