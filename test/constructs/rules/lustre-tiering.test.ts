import fc from 'fast-check';
import { checkLustreTiering, type LustreTieringSize } from 'cdk-ultraserver/rules';

const ids = (size: LustreTieringSize): string[] => checkLustreTiering(size).map(({ id }) => id);
const steps = fc.integer({ min: 1, max: 500 });

test('takes multiples of 4000 MB/s up to 2000000, and no other', () => {
  fc.assert(
    fc.property(fc.integer({ min: -10, max: 600 }), fc.integer({ min: 0, max: 3999 }), (multiple, rest) => {
      const throughputMBps = multiple * 4000 + rest;
      const fits = rest === 0 && multiple >= 1 && multiple <= 500;
      expect(ids({ throughputMBps })).toEqual(fits ? [] : ['lustre-tiering-throughput']);
    }),
  );
});

test.each([
  [3999, /take 4000$/],
  [6000, /take 4000 or 8000$/],
  [2_004_000, /take 2000000$/],
  [Number.NaN, /take 4000$/],
])('%d MB/s names the nearest', (throughputMBps, advice) => {
  expect(checkLustreTiering({ throughputMBps })[0]!.message).toMatch(advice);
});

test('the read cache grows with the throughput', () => {
  fc.assert(
    fc.property(steps, (count) => {
      const throughputMBps = count * 4000;
      const check = (readCacheGiB: number): string[] => ids({ throughputMBps, readCacheGiB });
      expect([check(32 * count), check(131_072 * count)]).toEqual([[], []]);
      expect([check(32 * count - 1), check(131_072 * count + 1), check(32 * count + 0.5)]).toEqual(
        Array.from({ length: 3 }, () => ['lustre-read-cache']),
      );
    }),
  );
  expect(checkLustreTiering({ throughputMBps: 8000, readCacheGiB: 63 })[0]!.message).toMatch(
    /'readCacheGiB' is 63; .*from 64 to 262144 GiB/,
  );
});
