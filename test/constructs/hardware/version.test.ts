import * as fc from 'fast-check';

import { compareVersions, isVersion } from 'cdk-ultraserver/hardware';

const weight = (parts: number[]) => parts.reduce((sum, part) => sum * 1000 + part, 0);

describe('versions', () => {
  test.each([
    ['580', '570', 1],
    ['580.9', '580.10', -1],
    ['580.159.03', '580.159.3', 0],
    ['570', '570.0.0', 0],
    ['570.172', '570', 1],
    ['1.41.0', '1.5.0', 1],
    ['2.26.2-1', '2.26.2', 1],
    ['2.28.3', '2.26.2-1', 1],
  ])('%s against %s: %i', (left, right, sign) => {
    expect(Math.sign(compareVersions(left, right))).toBe(sign);
    expect(Math.sign(compareVersions(right, left))).toBe(-sign + 0);
  });

  test('are ordered as their numbers are', () => {
    const numbers = fc.array(fc.nat({ max: 700 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(numbers, numbers, (left, right) => {
        expect(Math.sign(compareVersions(left.join('.'), right.join('.')))).toBe(
          Math.sign(weight(left) - weight(right)),
        );
      }),
    );
  });

  test.each(['', 'R580', '580.', '.580', '580..1', '580.x', 'latest', '580 '])('%j is none', (text) => {
    expect(isVersion(text)).toBe(false);
    expect(() => compareVersions(text, '580')).toThrow(/is not a version; write numbers with dots/);
  });
});
