import fc from 'fast-check';
import {
  checkLustreSsd,
  LUSTRE_THROUGHPUTS,
  lustreSsdThroughput,
  nearestLustreCapacities,
  type LustreSsdSize,
} from 'cdk-ultraserver/rules';

const ids = (size: LustreSsdSize): string[] => checkLustreSsd(size).map(({ id }) => id);
const throughput = fc.constantFrom(...LUSTRE_THROUGHPUTS);
const size = fc.record({
  capacityGiB: fc.integer({ min: 1, max: 2_000_000 }),
  throughputPerTiB: throughput,
  efa: fc.boolean(),
});

test.each<[boolean, number, number]>([
  [false, 1000, 1200],
  [false, 125, 2400],
  [false, 500, 4800],
  [true, 1000, 4800],
  [true, 500, 9600],
  [true, 250, 19_200],
  [true, 125, 38_400],
  [true, 125, 76_800],
])('EFA %s at %d MB/s a TiB: %d GiB', (efa, throughputPerTiB, capacityGiB) => {
  expect(ids({ capacityGiB, throughputPerTiB, efa })).toEqual([]);
});

test.each<[boolean, number, number, number[]]>([
  [false, 125, 1201, [1200, 2400]],
  [false, 125, 3600, [2400, 4800]],
  [false, 125, 0, [1200]],
  [true, 1000, 2400, [4800]],
  [true, 500, 14_400, [9600, 19_200]],
  [true, 125, 38_401, [38_400, 76_800]],
  [true, 250, Number.NaN, [19_200]],
])('EFA %s at %d MB/s a TiB: not %d GiB, but %j', (efa, throughputPerTiB, capacityGiB, near) => {
  const [problem] = checkLustreSsd({ capacityGiB, throughputPerTiB, efa });
  expect(problem).toMatchObject({ id: 'lustre-capacity', path: ['capacityGiB'] });
  expect(problem!.message).toContain(`'capacityGiB' is ${capacityGiB}`);
  expect(problem!.message).toMatch(new RegExp(`take ${near.join(' or ')}$`));
});

test('a capacity is allowed just where it is the nearest one to itself, and nearest ones are allowed', () => {
  fc.assert(
    fc.property(size, (one) => {
      const near = nearestLustreCapacities(one);
      expect(ids(one).length === 0).toBe(near.length === 1 && near[0] === one.capacityGiB);
      for (const capacityGiB of near) {
        expect(ids({ ...one, capacityGiB })).toEqual([]);
      }
    }),
  );
});

test('nearest ones enclose what was asked for, and none lies between them', () => {
  fc.assert(
    fc.property(size, (one) => {
      const [below, above] = nearestLustreCapacities(one);
      fc.pre(above !== undefined);
      expect(below!).toBeLessThan(one.capacityGiB);
      expect(above).toBeGreaterThan(one.capacityGiB);
      const between = fc.integer({ min: below! + 1, max: above - 1 });
      fc.assert(
        fc.property(between, (capacityGiB) => expect(ids({ ...one, capacityGiB })).toEqual(['lustre-capacity'])),
        { numRuns: 5 },
      );
    }),
  );
});

test('what EFA takes, TCP takes too, and one server gives the same at every throughput', () => {
  fc.assert(
    fc.property(throughput, fc.integer({ min: 1, max: 50 }), (throughputPerTiB, servers) => {
      const capacityGiB = (4_800_000 / throughputPerTiB) * servers;
      expect(ids({ capacityGiB, throughputPerTiB, efa: true })).toEqual([]);
      expect(ids({ capacityGiB, throughputPerTiB, efa: false })).toEqual([]);
      expect(lustreSsdThroughput({ capacityGiB, throughputPerTiB, efa: true })).toBe(Math.round(4687.5 * servers));
    }),
  );
});

test.each([0, 124, 200, 2000, Number.NaN])(
  'a throughput of %d MB/s a TiB is refused, whatever the capacity',
  (value) => {
    const [problem, ...others] = checkLustreSsd({ capacityGiB: 4800, throughputPerTiB: value, efa: true });
    expect(problem).toMatchObject({ id: 'lustre-throughput', path: ['throughputPerTiB'] });
    expect(problem!.message).toContain('125, 250, 500, 1000');
    expect(others).toEqual([]);
  },
);
