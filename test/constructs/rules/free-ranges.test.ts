import { controlRange, freeRanges, Ipv4Range, planAddresses, publicRange } from 'cdk-ultraserver/rules';
import * as fc from 'fast-check';

const vpcs = fc
  .tuple(fc.integer({ min: 16, max: 20 }), fc.integer({ min: 0, max: 255 }))
  .map(([prefix, second]) => `10.${second}.0.0/${prefix}`);

describe('the ranges that are offered to a further node zone', () => {
  /** A VPC with up to four subnets for nodes, each a random part of it that may overlap anything. */
  const networks = fc
    .tuple(vpcs, fc.array(fc.tuple(fc.integer({ min: 1, max: 8 }), fc.nat()), { maxLength: 4 }))
    .map(([cidr, parts]) => {
      const vpc = Ipv4Range.parse(cidr);
      return { vpc, taken: parts.map(([bits, index]) => vpc.part(vpc.prefix + bits, index % 2 ** bits)) };
    });

  /** Faults of ranges that are offered. */
  function faults(vpc: Ipv4Range, taken: readonly Ipv4Range[], offered: readonly Ipv4Range[]): string[] {
    return offered.flatMap((range, index) => [
      ...(vpc.contains(range) ? [] : [`${range.toString()} is outside`]),
      ...(range.first % range.size === 0 ? [] : [`${range.toString()} is not aligned`]),
      ...(range.prefix <= 28 ? [] : [`${range.toString()} is no subnet`]),
      ...[controlRange(vpc), publicRange(vpc), ...taken, ...offered.slice(0, index)]
        .filter((other) => other.overlaps(range))
        .map((other) => `${range.toString()} overlaps ${other.toString()}`),
    ]);
  }

  test('lie in the VPC, are aligned, and overlap nothing', () => {
    fc.assert(
      fc.property(networks, ({ vpc, taken }) => {
        expect(faults(vpc, taken, freeRanges(vpc, taken))).toEqual([]);
      }),
    );
  });

  test('leave nothing of the VPC out while nothing is taken', () => {
    fc.assert(
      fc.property(vpcs, (cidr) => {
        const vpc = Ipv4Range.parse(cidr);
        const parts = [controlRange(vpc), publicRange(vpc), ...freeRanges(vpc)];
        expect(parts.reduce((sum, { size }) => sum + size, 0)).toBe(vpc.size);
      }),
    );
  });

  test('are those that messages name', () => {
    fc.assert(
      fc.property(networks, ({ vpc, taken }) => {
        const zones = taken.map((range, index) => ({ zone: `use1-az${index + 1}`, cidr: range.toString() }));
        const { problems } = planAddresses({
          egress: 'nat',
          controlZones: ['use1-az4', 'use1-az6'],
          cidr: vpc.toString(),
          nodeSubnets: [{ zone: 'use1-dfw2-az1' }, ...zones, { zone: 'use1-az8', cidr: controlRange(vpc).toString() }],
        });
        for (const { id, message, path = [] } of problems.filter((problem) =>
          ['node-cidr-missing', 'subnets-overlap'].includes(problem.id),
        )) {
          const remedy = message.slice(Math.max(message.lastIndexOf('; '), message.lastIndexOf(': ')));
          const offered = (remedy.match(/[\d.]+\/\d+/g) ?? []).map((text) => Ipv4Range.parse(text));
          const others = [undefined, ...taken, undefined].filter(
            (range, index) => range !== undefined && index !== path[1],
          );
          expect([id, faults(vpc, others as Ipv4Range[], offered)]).toEqual([id, []]);
          expect(offered.length > 0 || remedy.includes('a part of the VPC that is free')).toBe(true);
        }
      }),
    );
  });

  test('the test would see a range that is taken, or that is none', () => {
    const vpc = Ipv4Range.parse('10.0.0.0/16');
    const [half, ...others] = freeRanges(vpc);
    expect(faults(vpc, [vpc.part(20, 8)], [half!, ...others])).toEqual(['10.0.128.0/17 overlaps 10.0.128.0/20']);
    expect(faults(vpc, [], [half!, vpc.part(18, 3)])).toEqual(['10.0.192.0/18 overlaps 10.0.128.0/17']);
    expect(faults(vpc, [], [Ipv4Range.parse('10.1.0.0/20')])).toEqual(['10.1.0.0/20 is outside']);
    expect(faults(vpc, [], [vpc.part(29, 8000)])).toEqual([expect.stringContaining('is no subnet')]);
  });
});
