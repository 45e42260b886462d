import * as fc from 'fast-check';

import { AcceleratedInstanceType, InterfaceLayout } from 'cdk-ultraserver/hardware';
import { allowedByDocumentation, documented, typedIn, undocumented } from './documentation';

const GB200 = AcceleratedInstanceType.P6E_GB200_36XLARGE;

/** A known type, one of its layouts, and any of the cards that the guide allows an added ENA interface on. */
const options = fc
  .constantFrom(
    ...typedIn(AcceleratedInstanceType.known()).flatMap((type) => type.layouts.map((layout) => ({ type, layout }))),
  )
  .chain(({ type, layout }) => {
    const { cards, enaOnCard, interfacesOnCard } = documented(type.name);
    const possible = Array.from({ length: cards }, (_, card) => card).filter(
      (card) =>
        card > 0 &&
        enaOnCard(card) > 0 &&
        layout.interfaces.filter((placed) => placed.card === card).length < interfacesOnCard(card),
    );
    return fc.record({
      type: fc.constant(type),
      layout: fc.constant(layout),
      enaCards: fc.shuffledSubarray(possible),
    });
  });

describe('for every type, layout and choice of added ENA cards', () => {
  test('the interfaces keep the rules of the user guide, said independently', () => {
    fc.assert(
      fc.property(options, ({ type, layout, enaCards }) => {
        const laidOut = InterfaceLayout.of(type, { layout: layout.name, enaCards });
        const placed = laidOut.interfaces.map((one) => ({
          card: one.networkCardIndex,
          device: one.deviceIndex,
          type: one.interfaceType,
        }));

        expect(allowedByDocumentation(type.name, placed)).toBe(true);
        expect(laidOut.interfaces[0]).toMatchObject({
          networkCardIndex: 0,
          deviceIndex: 0,
          interfaceType: 'interface',
        });
      }),
    );
  });

  test('the stated bandwidth of each card, NIC, GPU path and instance is within what it carries', () => {
    fc.assert(
      fc.property(options, ({ type, layout, enaCards }) => {
        const { efaOnCard, enaOnCard, shared, efaGbps, cards } = documented(type.name);
        const { interfaces, ...sums } = InterfaceLayout.of(type, { layout: layout.name, enaCards });
        const sum = (on: readonly number[], traffic: 'all' | 'efa' | 'ena') =>
          interfaces
            .filter((one) => on.includes(one.networkCardIndex))
            .reduce(
              (total, one) =>
                total + (traffic === 'ena' ? 0 : one.efaGbps * 1000) + (traffic === 'efa' ? 0 : one.enaGbps * 1000),
              0,
            );

        for (let card = 0; card < cards; card++) {
          expect(sum([card], 'efa')).toBeLessThanOrEqual(efaOnCard(card) * 1000);
          expect(sum([card], 'ena')).toBeLessThanOrEqual(enaOnCard(card) * 1000);
          expect(sum([card], 'all')).toBeLessThanOrEqual(Math.max(efaOnCard(card), enaOnCard(card)) * 1000);
        }
        for (const limit of shared) {
          expect(sum(limit.cards, limit.traffic)).toBeLessThanOrEqual(limit.gbps * 1000);
        }
        expect(sums.efaGbps).toBeLessThanOrEqual(efaGbps);
        expect(sums.peakEfaGbps).toBe(type.efaGbps);
        expect(sums.efaGbps).toBeLessThanOrEqual(sums.peakEfaGbps);
        expect(sums.enaGbps).toBeLessThanOrEqual(sums.peakEnaGbps);
      }),
    );
  });

  test('each ENA interface takes an address, and nothing else does', () => {
    fc.assert(
      fc.property(options, ({ type, layout, enaCards }) => {
        const before = layout.interfaces.filter((placed) => placed.type !== 'efa-only').length;
        const laidOut = InterfaceLayout.of(type, { layout: layout.name, enaCards });

        expect(laidOut.privateIpv4Addresses).toBe(before + enaCards.length);
        for (const one of laidOut.interfaces) {
          expect(one.privateIpv4Addresses).toBe(one.interfaceType === 'efa-only' ? 0 : 1);
          expect(one.efaGbps > 0).toBe(one.interfaceType !== 'interface');
        }
      }),
    );
  });

  test('ENA cards are a set: in another order they give the same layout', () => {
    const reordered = options.chain((chosen) =>
      fc.record({
        chosen: fc.constant(chosen),
        enaCards: fc.shuffledSubarray(chosen.enaCards, { minLength: chosen.enaCards.length }),
      }),
    );
    fc.assert(
      fc.property(reordered, ({ chosen: { type, layout, enaCards: first }, enaCards }) => {
        const make = (cards: number[]) => InterfaceLayout.of(type, { layout: layout.name, enaCards: cards });

        expect(make(enaCards)).toEqual(make(first));
      }),
    );
    expect(InterfaceLayout.of(GB200, { enaCards: [10, 4] }).name).toBe('four-efa+ena-4-10');
  });

  test('the table that these properties are held against covers every known type', () => {
    expect(undocumented(AcceleratedInstanceType.known().map(({ name }) => name))).toEqual([]);
  });

  test('a type that it lacks is named, with the place to add it', () => {
    expect(undocumented(['p9-example.48xlarge', GB200.name])).toEqual([
      "p9-example.48xlarge: add it to test/constructs/hardware/documentation.ts, from AWS's page",
    ]);
  });
});
