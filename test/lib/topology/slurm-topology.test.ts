import fc from 'fast-check';
import { parse } from 'yaml';

import { buildTopology, hostsOf, slurmTopologyConf, slurmTopologyYaml } from '../../../lib/topology';
import { expandHostList } from '../../support/slurm-hostlist';
import { hex, onlyCell, type Rack, worldOf } from '../../support/topology';

interface SlurmBlocks {
  readonly topology: string;
  readonly cluster_default: boolean;
  readonly block?: {
    readonly block_sizes: number[];
    readonly blocks: { readonly block: string; readonly nodes: string }[];
  };
  readonly tree?: {
    readonly switches: { readonly switch: string; readonly nodes?: string; readonly children?: string }[];
  };
}

const cellOf = (racks: readonly Rack[]): ReturnType<typeof onlyCell> => {
  const { cluster, records, nodes } = worldOf(racks);
  return onlyCell(buildTopology(cluster, records, nodes));
};

const read = (text: string): SlurmBlocks[] => parse(text) as SlurmBlocks[];

test('topology.yaml has a block for each domain, and the size of the smallest', () => {
  const racks = fc.array(
    fc.record({ size: fc.constantFrom(9, 18), missing: fc.integer({ min: 0, max: 8 }), split: fc.boolean() }),
    { minLength: 1, maxLength: 5 },
  );
  fc.assert(
    fc.property(racks, (all) => {
      const cell = cellOf(
        all.map(({ size, missing, split }, index) => ({
          name: `rack-${String.fromCharCode(97 + index)}`,
          size,
          running: size - missing,
          ...(split && size - missing > 1 ? { cliques: [1, size - missing - 1] } : {}),
        })),
      );
      const [topology, ...rest] = read(slurmTopologyYaml(cell));
      expect(rest).toEqual([]);
      expect(topology?.cluster_default).toBe(true);
      expect(topology?.block?.blocks.map(({ block, nodes }) => [block, expandHostList(nodes).toSorted()])).toEqual(
        cell.domains.map(({ name, hosts }) => [name, hosts.map(({ slurmName }) => slurmName).toSorted()]),
      );
      // Another size would join blocks: Slurm would take two UltraServers for one.
      expect(topology?.block?.block_sizes).toEqual([
        Math.min(...cell.domains.map(({ expected, hosts }) => expected ?? hosts.length)),
      ]);
    }),
    { numRuns: 50 },
  );
});

test.each([
  ['x72 alone', [{ name: 'alpha' }], [18]],
  ['x36 beside x72', [{ name: 'alpha' }, { name: 'half', size: 9 }], [9]],
  ['x72 in halves', [{ name: 'alpha', cliques: [9, 9] }], [9]],
  ['x72 with a node missing', [{ name: 'alpha', running: 17 }], [18]],
  ['parts that no power of two joins', [{ name: 'alpha', cliques: [5, 13] }], [5]],
] satisfies [string, Rack[], number[]][])('block sizes of %s', (_, racks, sizes) => {
  expect(read(slurmTopologyYaml(cellOf(racks)))[0]?.block?.block_sizes).toEqual(sizes);
});

test('topology.conf says the same', () => {
  const lines = slurmTopologyConf(cellOf([{ name: 'alpha' }, { name: 'half', size: 9 }])).split('\n');
  expect(lines.slice(1)).toEqual([
    '# TopologyPlugin=topology/block',
    'BlockName=alpha Nodes=ip-10-0-0-[1-18]',
    'BlockName=half Nodes=ip-10-0-0-[19-27]',
    'BlockSizes=9',
    '',
  ]);
});

describe('plain instances', () => {
  const world = worldOf([
    { name: 'alpha', size: 2 },
    { name: 'bravo', size: 2 },
  ]);
  const plain = (networkNodes: (number: number) => string[]): ReturnType<typeof onlyCell> => {
    const members = world.cluster.members.map((member) => ({ ...member, kind: 'instances' as const }));
    const instanceTopology = world.records.instanceTopology.map((one, index) => ({
      ...one,
      NetworkNodes: networkNodes(index),
    }));
    return onlyCell(buildTopology({ ...world.cluster, members }, { ...world.records, instanceTopology }, world.nodes));
  };

  test('are a tree of the network', () => {
    const cell = plain((index) => ['nn-top', `nn-mid-${index >> 1}`, `nn-leaf-${index}`]);
    const [topology] = read(slurmTopologyYaml(cell));
    expect(topology).toMatchObject({ topology: 'network', cluster_default: true });
    expect(topology?.tree?.switches).toEqual([
      ...[0, 1, 2, 3].map((index) => ({ switch: `nn-leaf-${index}`, nodes: `ip-10-0-0-${index + 1}` })),
      { switch: 'nn-mid-0', children: 'nn-leaf-[0-1]' },
      { switch: 'nn-mid-1', children: 'nn-leaf-[2-3]' },
      { switch: 'nn-top', children: 'nn-mid-[0-1]' },
    ]);
    expect(slurmTopologyConf(cell)).toContain('SwitchName=nn-top Switches=nn-mid-[0-1]');
  });

  test('a switch has nodes or switches, whatever AWS tells', () => {
    const cell = plain(
      (index) => [[], ['nn-top'], ['nn-top', 'nn-mid'], ['nn-other', 'nn-mid-2', 'nn-leaf']][index] ?? [],
    );
    const switches = read(slurmTopologyYaml(cell))[0]?.tree?.switches ?? [];
    const names = switches.map((one) => one.switch);
    expect(new Set(names).size).toBe(names.length);
    expect(switches.every(({ nodes, children }) => (nodes === undefined) !== (children === undefined))).toBe(true);
    expect(switches.flatMap(({ nodes = '' }) => expandHostList(nodes)).toSorted()).toEqual(
      hostsOf(cell)
        .map(({ slurmName }) => slurmName)
        .toSorted(),
    );
    const below = switches.flatMap(({ children = '' }) => expandHostList(children));
    expect(names.filter((name) => !below.includes(name))).toEqual(['top']);
  });
});

test('beside UltraServers, plain instances are a topology of their own', () => {
  const { cluster, records, nodes } = worldOf([{ name: 'alpha' }, { name: 'other', size: 2 }]);
  const members = cluster.members.map((member) =>
    member.name === 'other' ? { ...member, kind: 'instances' as const } : member,
  );
  const cell = onlyCell(buildTopology({ ...cluster, members }, records, nodes));
  expect(read(slurmTopologyYaml(cell)).map(({ topology, cluster_default }) => [topology, cluster_default])).toEqual([
    ['ultraserver', true],
    ['network', false],
  ]);
});

test('a Slurm name of the list of nodes comes before the host name', () => {
  const { cluster, records } = worldOf([{ name: 'alpha' }]);
  const nodes = Array.from({ length: 18 }, (_, index) => ({
    instanceId: `i-${hex(index + 1)}`,
    name: undefined,
    slurmName: `alpha-${index + 1}`,
    clique: undefined,
    labels: undefined,
  }));
  expect(slurmTopologyConf(onlyCell(buildTopology(cluster, records, nodes)))).toContain(
    'BlockName=alpha Nodes=alpha-[1-18]',
  );
});

test('nothing is written of a cell without hosts', () => {
  const cell = cellOf([{ name: 'alpha', running: 0 }]);
  expect(() => slurmTopologyYaml(cell)).toThrow('no host');
  expect(() => slurmTopologyConf(cell)).toThrow('no host');
});
