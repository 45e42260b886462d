import * as fc from 'fast-check';

import type { InterfacePlacement, InterfaceType } from 'cdk-ultraserver/hardware';
import { AcceleratedInstanceType, checkInterfaces } from 'cdk-ultraserver/hardware';
import { allowedByDocumentation, documented, typedIn } from './documentation';

describe('any placements at all', () => {
  const kinds: InterfaceType[] = ['interface', 'efa', 'efa-only'];
  const cases = fc.constantFrom(...typedIn(AcceleratedInstanceType.known())).chain((type) =>
    fc.record({
      type: fc.constant(type),
      placements: fc.array(
        fc.record({
          card: fc.integer({ min: -1, max: documented(type.name).cards }),
          device: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 0, max: 1 }) }, fc.integer({ min: -1, max: 16 })),
          type: fc.constantFrom(...kinds),
        }),
        { maxLength: 8 },
      ),
      withPrimary: fc.boolean(),
    }),
  );

  test('are refused exactly where the documentation forbids them', () => {
    let allowed = 0;
    let refused = 0;
    fc.assert(
      fc.property(cases, ({ type, placements, withPrimary }) => {
        const all = withPrimary ? [{ card: 0, device: 0, type: 'interface' as const }, ...placements] : placements;
        const expected = allowedByDocumentation(type.name, all);
        allowed += expected ? 1 : 0;
        refused += expected ? 0 : 1;

        expect(checkInterfaces(type, all).length === 0).toBe(expected);
      }),
      { numRuns: 1500, seed: 72 },
    );
    // Both sides of the property were met.
    expect(allowed).toBeGreaterThan(50);
    expect(refused).toBeGreaterThan(50);
  });

  test('every problem says where it lies and what to do', () => {
    fc.assert(
      fc.property(cases, ({ type, placements }) => {
        for (const problem of checkInterfaces(type, placements)) {
          expect(problem.path?.[0]).toBe('interfaces');
          expect(problem.id).toMatch(/^[a-z]+(-[a-z]+)+$/);
          expect(problem.message).toMatch(/[^.]$/);
        }
      }),
    );
  });
});

describe('a fault planted in a valid layout', () => {
  const faults: Record<string, (type: AcceleratedInstanceType, valid: InterfacePlacement[]) => InterfacePlacement[]> = {
    'interface-primary-missing': (_, valid) => valid.slice(1),
    'interface-primary-type': (_, valid) =>
      valid.map((one, index) => (index === 0 ? { ...one, type: 'efa-only' } : one)),
    'interface-card-unknown': (type, valid) => [
      ...valid,
      { card: type.networkCards.length, device: 0, type: 'efa-only' },
    ],
    'interface-device-taken': (_, valid) => [...valid, ...valid.slice(-1)],
    'efa-one-per-card': (_, valid) => [...valid, ...valid.slice(-1).map((one) => ({ ...one, device: one.device + 1 }))],
    'interface-device-range': (_, valid) => valid.map((one, index) => (index === 0 ? one : { ...one, device: 99 })),
    'interface-type': (_, valid) => valid.map((one) => ({ ...one, type: 'branch' as InterfaceType })),
    'stated-bandwidth': (_, valid) => valid.map((one) => ({ ...one, enaGbps: Number.NaN })),
    'card-bandwidth': (_, valid) => valid.map((one, index) => (index === 0 ? { ...one, enaGbps: 10_000 } : one)),
  };

  test.each(Object.keys(faults))('%s is found in every layout of every type', (rule) => {
    for (const type of AcceleratedInstanceType.known()) {
      for (const { interfaces } of type.layouts) {
        const efaLast = interfaces.toSorted((left, right) => order(left) - order(right));
        const broken = faults[rule]?.(type, efaLast) ?? [];

        expect(checkInterfaces(type, efaLast)).toEqual([]);
        expect(checkInterfaces(type, broken).map(({ id }) => id)).toContain(rule);
      }
    }
  });
});

/** The primary first, EFA last. */
function order({ card, device, type }: InterfacePlacement): number {
  return card === 0 && device === 0 ? 0 : type === 'interface' ? 1 : 2;
}
