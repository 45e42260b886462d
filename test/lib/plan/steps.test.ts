import fc from 'fast-check';

import { type Stretch, stepsOf } from '../../../lib/plan/steps';

const DAYS = Array.from({ length: 9 }, (_, day) => `2026-12-0${day + 1}T11:30:00Z`);

const stretches: fc.Arbitrary<Stretch[]> = fc
  .array(
    fc.record({
      from: fc.option(fc.nat({ max: 7 }), { nil: undefined }),
      length: fc.option(fc.integer({ min: 1, max: 8 }), { nil: undefined }),
      counts: fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 5 })),
    }),
  )
  .map((all) =>
    all.map(({ from, length, counts }) => ({
      from: from === undefined ? null : DAYS[from]!,
      to: length === undefined ? null : (DAYS[Math.min(8, (from ?? 0) + length)] ?? null),
      counts,
    })),
  );

/** What counts at a time, one stretch after another. */
function countAt(all: readonly Stretch[], time: string): number[] {
  const standing = all.filter(({ from, to }) => (from === null || from <= time) && (to === null || time < to));
  return [0, 1].map((column) => standing.reduce((sum, { counts }) => sum + counts[column]!, 0));
}

test('at every time the last step before it holds', () => {
  fc.assert(
    fc.property(stretches, (all) => {
      const steps = stepsOf(all, 2);
      for (const time of DAYS) {
        const held = steps.findLast(({ at }) => at === null || at <= time);
        expect(held?.counts).toEqual(countAt(all, time));
      }
    }),
  );
});

test('the first step is the beginning, the others are in order and each changes something', () => {
  fc.assert(
    fc.property(stretches, (all) => {
      const [first, ...others] = stepsOf(all, 2);
      expect(first?.at).toBeNull();
      let [before, counts] = ['', first?.counts];
      for (const step of others) {
        expect(step.at! > before).toBe(true);
        expect(step.counts).not.toEqual(counts);
        [before, counts] = [step.at!, step.counts];
      }
    }),
  );
});

test('one that ends as another begins leaves no step', () => {
  const [a, b, c] = DAYS as [string, string, string];
  expect(
    stepsOf(
      [
        { from: a, to: b, counts: [72] },
        { from: b, to: c, counts: [72] },
      ],
      1,
    ),
  ).toEqual([
    { at: null, counts: [0] },
    { at: a, counts: [72] },
    { at: c, counts: [0] },
  ]);
});
