import fc from 'fast-check';

import { estimateAllReduce, type Fabric, type RankedHost, shuffled } from '../../../lib/collectives';

const FABRIC: Fabric = { name: 'test', nvlinkGBps: 900, networkGBps: 50, sources: [] };

/** Racks of so many hosts each, one after the other, with four GPUs a host. */
const racks = (...sizes: readonly number[]): RankedHost[] =>
  sizes.flatMap((size, rack) =>
    Array.from({ length: size }, () => ({
      domain: `rack-${rack}`,
      networkNodes: ['top', `leaf-${rack}`],
      accelerators: 4,
    })),
  );

test('one domain: every GPU passes on all but its own share, over NVLink', () => {
  const estimate = estimateAllReduce(racks(18), FABRIC);
  expect(estimate).toMatchObject({ ranks: 72, domains: 1 });
  expect(estimate.ring.busGBps).toBeCloseTo(900);
  expect(estimate.hierarchicalGBps).toBeCloseTo(900);
  expect(estimate.treeGBps).toBeCloseTo((900 * 71) / 72);
  expect(estimate.boundGBps).toBeCloseTo(900);
  expect(estimate.ring.leavingPerByte).toBe(0);
});

test('two domains, by hand', () => {
  const { ring, hierarchicalGBps, boundGBps } = estimateAllReduce(racks(18, 18), FABRIC);
  // 72 interfaces of 50 GB/s carry more than one GPU's NVLink.
  expect(ring.busGBps).toBeCloseTo(900);
  expect(ring.leavingPerByte).toBeCloseTo((2 * 143) / 144);
  // 2 * 71/72 of the buffer over NVLink, then one whole buffer between the two, over 3600 GB/s.
  const time = (2 * 71) / 72 / 900 + 1 / 3600;
  expect(hierarchicalGBps).toBeCloseTo((2 * 143) / 144 / time);
  expect(boundGBps).toBeCloseTo(950);
});

test('a ring that leaves the domain at every host is as slow as the interfaces make it', () => {
  const [first, second] = [racks(18, 18).slice(0, 18), racks(18, 18).slice(18)];
  const alternating = first.flatMap((host, index) => [host, second[index]!]);
  const { ring } = estimateAllReduce(alternating, FABRIC);
  expect(ring.crossings.domains).toEqual({ parts: 2, total: 36, most: 18, least: 2 });
  expect(ring.busGBps).toBeCloseTo(3600 / 18);
});

test('plain instances are domains of their own', () => {
  const hosts = Array.from({ length: 4 }, (_, index) => ({ domain: `${index}`, networkNodes: [], accelerators: 8 }));
  const { ring, treeGBps, boundGBps } = estimateAllReduce(hosts, { ...FABRIC, nvlinkGBps: 450 });
  expect(ring.busGBps).toBeCloseTo(400);
  expect(treeGBps).toBeGreaterThan(0);
  expect(boundGBps).toBeGreaterThanOrEqual(400);
});

const anyRacks = fc.array(fc.integer({ min: 1, max: 18 }), { minLength: 1, maxLength: 8 });

test('no estimate passes the bound, in any order', () => {
  fc.assert(
    fc.property(anyRacks, fc.integer(), fc.integer({ min: 1, max: 400 }), (sizes, seed, networkGBps) => {
      const { ring, treeGBps, hierarchicalGBps, boundGBps } = estimateAllReduce(shuffled(racks(...sizes), seed), {
        ...FABRIC,
        networkGBps,
      });
      for (const reached of [ring.busGBps, treeGBps, hierarchicalGBps]) {
        expect(reached).toBeLessThanOrEqual(boundGBps * (1 + 1e-9));
        expect(reached).toBeGreaterThan(0);
      }
    }),
    { numRuns: 50 },
  );
});

test('no order leaves domains less often than one that keeps each together', () => {
  fc.assert(
    fc.property(anyRacks, fc.integer(), (sizes, seed) => {
      const together = estimateAllReduce(racks(...sizes), FABRIC).ring;
      const mixed = estimateAllReduce(shuffled(racks(...sizes), seed), FABRIC).ring;
      expect(together.crossings.domains.total).toBe(together.crossings.domains.least);
      expect(mixed.crossings.domains.total).toBeGreaterThanOrEqual(together.crossings.domains.total);
      expect(mixed.busGBps).toBeLessThanOrEqual(together.busGBps * (1 + 1e-9));
    }),
    { numRuns: 50 },
  );
});
