import * as fc from 'fast-check';

import { AcceleratedInstanceType, InterfaceLayout } from 'cdk-ultraserver/hardware';
import type { InterfacePlacement } from 'cdk-ultraserver/hardware';
import { fairShares, flowsOf, limitsOn } from '../../../constructs/hardware/bandwidth';

const GB200 = AcceleratedInstanceType.P6E_GB200_36XLARGE;

/** Any set of allowed interfaces on p6e-gb200, the type with the most limits. */
const placements: fc.Arbitrary<InterfacePlacement[]> = fc
  .record({
    efaOnly: fc.subarray(Array.from({ length: 16 }, (_, index) => index + 1)),
    ena: fc.subarray([2, 4, 6, 8, 10, 12, 14, 16]),
  })
  .map(({ efaOnly, ena }) => [
    { card: 0, device: 0, type: 'interface' },
    ...efaOnly.map((card): InterfacePlacement => ({ card, device: 0, type: 'efa-only' })),
    ...ena.map((card): InterfacePlacement => ({ card, device: 1, type: 'interface' })),
  ]);

describe('fair shares', () => {
  test('stay within every limit, and no flow could have more without taking it from one that has no more', () => {
    fc.assert(
      fc.property(placements, (placed) => {
        const flows = flowsOf(placed);
        const shares = fairShares(GB200, flows).map((gbps) => Math.round(gbps * 1000));
        const limits = limitsOn(GB200, flows).map((limit) => ({
          flows: limit.flows,
          left: limit.gbps * 1000 - limit.flows.reduce((sum, flow) => sum + (shares[flow] ?? 0), 0),
        }));

        limits.forEach((limit) => expect(limit.left).toBeGreaterThanOrEqual(0));
        shares.forEach((share, flow) => {
          // A full limit (up to rounding) in which the flow is among the greatest: the definition of max-min fair.
          const bottleneck = limits.find(
            (limit) =>
              limit.flows.includes(flow) &&
              limit.left < limit.flows.length &&
              limit.flows.every((other) => (shares[other] ?? 0) <= share + limit.flows.length),
          );
          expect(bottleneck).toBeDefined();
        });
      }),
    );
  });

  test('are rounded down where they do not divide evenly', () => {
    const p5 = AcceleratedInstanceType.P5_48XLARGE;
    const layout = InterfaceLayout.of(p5, { layout: 'thirty-two-efa-ena', enaCards: [1, 2, 3, 5, 6, 7, 9, 10, 11] });

    // 17 ENA interfaces share 800 Gbps.
    const ena = layout.interfaces.map((one) => one.enaGbps).filter((gbps) => gbps > 0);
    expect(new Set(ena)).toEqual(new Set([47.058]));
    expect(layout.enaGbps).toBe(799.986);
  });

  test('an efa interface has a share of each kind, and they share its card', () => {
    const layout = InterfaceLayout.of(AcceleratedInstanceType.P6_B200_48XLARGE, {
      interfaces: [{ card: 0, device: 0, type: 'efa' }],
    });

    expect(layout.interfaces).toEqual([
      {
        networkCardIndex: 0,
        deviceIndex: 0,
        interfaceType: 'efa',
        efaGbps: 200,
        enaGbps: 200,
        privateIpv4Addresses: 1,
      },
    ]);
    expect(layout).toMatchObject({ peakEfaGbps: 400, peakEnaGbps: 200 });
  });
});
