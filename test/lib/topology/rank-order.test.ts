import fc from 'fast-check';

import { ringCrossings } from '../../../lib/collectives';
import { buildTopology, hostFile, hostsOf, type TopologyDomain } from '../../../lib/topology';
import { readHostFile } from '../../support/host-file';
import { onlyCell, type Rack, way, worldOf } from '../../support/topology';

const cellOf = (racks: readonly Rack[]): ReturnType<typeof onlyCell> => {
  const { cluster, records, nodes } = worldOf(racks);
  return onlyCell(buildTopology(cluster, records, nodes));
};

const ranked = (domains: readonly TopologyDomain[]): Parameters<typeof ringCrossings>[0] =>
  domains.flatMap(({ name, hosts }) =>
    hosts.map(({ networkNodes, accelerators }) => ({ domain: name, networkNodes, accelerators })),
  );

/** Racks of a network of which some share nodes, in any order. */
const network = fc
  .array(fc.record({ rack: fc.nat(250), size: fc.constantFrom(9, 18), split: fc.boolean() }), {
    minLength: 1,
    maxLength: 8,
  })
  .map((racks) =>
    racks.map(({ rack, size, split }, index): Rack => ({
      name: `rack-${String.fromCharCode(97 + index)}`,
      size,
      networkNodes: way(rack),
      cliques: split ? [Math.floor(size / 2), size - Math.floor(size / 2)] : [size],
    })),
  );

test('a ring in rank order leaves every domain and every node of the network once', () => {
  fc.assert(
    fc.property(network, (racks) => {
      const { domains } = cellOf(racks);
      const crossings = ringCrossings(ranked(domains));
      expect(crossings.layers).toHaveLength(3);
      for (const { total, least } of [crossings.domains, ...crossings.layers]) {
        expect(total).toBe(least);
      }
    }),
    { numRuns: 50 },
  );
});

test('an order by name alone would not do', () => {
  const racks = [0, 100, 1, 101].map((rack, index) => ({ name: `rack-${index}`, networkNodes: way(rack) }));
  const byName = cellOf(racks).domains.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  expect(ringCrossings(ranked(byName)).layers[0]).toMatchObject({ total: 4, least: 2 });
  expect(ringCrossings(ranked(cellOf(racks).domains)).layers[0]).toMatchObject({ total: 2, least: 2 });
});

test('the host file has every host once, with a slot for each GPU, in the same order', () => {
  fc.assert(
    fc.property(network, (racks) => {
      const cell = cellOf(racks);
      expect(readHostFile(hostFile(cell))).toEqual(
        hostsOf(cell).map(({ host, accelerators }) => ({ host, slots: accelerators })),
      );
    }),
    { numRuns: 20 },
  );
});

test('the host file says which ranks a domain has', () => {
  const text = hostFile(
    cellOf([
      { name: 'alpha', size: 2 },
      { name: 'bravo', size: 2 },
    ]),
  );
  expect(text.split('\n').slice(1, 4)).toEqual([
    '# alpha: ranks 0 to 7',
    'ip-10-0-0-1.ec2.internal slots=4',
    'ip-10-0-0-2.ec2.internal slots=4',
  ]);
  expect(text).toContain('# bravo: ranks 8 to 15');
});

test.each(['alpha slots=0', 'alpha slots=4 slots=4', 'al[1-2] slots=4', 'alpha 4'])(
  'no host file has a line %s',
  (line) => {
    expect(() => readHostFile(line)).toThrow('no line of a host file');
  },
);

test('nothing is written of a cell without hosts', () => {
  expect(() => hostFile(cellOf([{ name: 'alpha', running: 0 }]))).toThrow('no host');
});
