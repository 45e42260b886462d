import { Ipv4Range, RESERVED_ADDRESSES_PER_SUBNET } from 'cdk-ultraserver/rules';
import * as fc from 'fast-check';

const anyRange = fc
  .tuple(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 0, max: 32 }))
  .map(([address, prefix]) => {
    const first = address - (address % 2 ** (32 - prefix));
    return `${[24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join('.')}/${prefix}`;
  });

describe('Ipv4Range', () => {
  test.each([
    ['10.0.0.0/16', 65_536, 65_531],
    ['10.0.128.0/17', 32_768, 32_763],
    ['10.0.0.0/28', 16, 11],
    ['0.0.0.0/0', 2 ** 32, 2 ** 32 - RESERVED_ADDRESSES_PER_SUBNET],
    ['255.255.255.255/32', 1, 0],
  ])('%s has %i addresses, %i of them usable', (text, size, usable) => {
    const range = Ipv4Range.parse(text);
    expect([range.size, range.usableAddresses]).toEqual([size, usable]);
  });

  test.each(['', '10.0.0.0', '10.0.0/16', '10.0.0.256/16', '10.0.0.0/33', '10.0.0.0/-1', 'fd00::/8', ' 10.0.0.0/16'])(
    'refuses %j, which is no range',
    (text) => {
      expect(Ipv4Range.check(text)).toEqual([
        { id: 'cidr-form', message: `'${text}' is no IPv4 range; write one as '10.0.0.0/16'` },
      ]);
      expect(() => Ipv4Range.parse(text)).toThrow(RangeError);
    },
  );

  test.each([
    ['10.0.0.1/16', '10.0.0.0/16'],
    ['10.0.130.0/17', '10.0.128.0/17'],
    ['010.0.0.0/16', '10.0.0.0/16'],
    ['10.0.0.0/08', '10.0.0.0/8'],
  ])('asks whether %s means %s', (text, canonical) => {
    expect(Ipv4Range.check(text)[0]).toMatchObject({
      id: 'cidr-canonical',
      message: expect.stringContaining(`did you mean '${canonical}'?`),
    });
    expect(Ipv4Range.check(canonical)).toEqual([]);
  });

  test('reads and writes every range alike', () => {
    fc.assert(fc.property(anyRange, (text) => expect(Ipv4Range.parse(text).toString()).toBe(text)));
  });

  test('contains and overlaps agree: of two ranges one contains the other, or they have nothing in common', () => {
    fc.assert(
      fc.property(anyRange, anyRange, (a, b) => {
        const [first, second] = [Ipv4Range.parse(a), Ipv4Range.parse(b)];
        expect(first.overlaps(second)).toBe(first.contains(second) || second.contains(first));
      }),
    );
  });

  test('parts fill a range without overlap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 6 }), (extra) => {
        const whole = Ipv4Range.parse('10.0.0.0/16');
        const parts = Array.from({ length: 2 ** extra }, (_, index) => whole.part(16 + extra, index));
        expect(parts[0]?.first).toBe(whole.first);
        expect(parts.at(-1)?.last).toBe(whole.last);
        parts.slice(1).forEach((part, index) => expect(part.first).toBe((parts[index]?.last ?? NaN) + 1));
      }),
    );
  });

  test.each([
    [15, 0],
    [18, 4],
    [18, -1],
    [33, 0],
  ])('has no part /%i number %i of a /16', (prefix, index) => {
    expect(() => Ipv4Range.parse('10.0.0.0/16').part(prefix, index)).toThrow(/10\.0\.0\.0\/16 has no/);
  });
});
