import { natZoneFor, parentZone } from 'cdk-ultraserver/rules';
import * as fc from 'fast-check';

describe('natZoneFor', () => {
  test.each([
    ['use1-az6', ['use1-az4', 'use1-az6'], 'use1-az6', 'the zone itself'],
    ['use1-dfw2-az1', ['use1-az1', 'use1-az4'], 'use1-az4', `the Local Zone's parent`],
    ['use1-atl2-az1', ['use1-az4', 'use1-az5'], 'use1-az5', `the Local Zone's parent`],
    ['use1-dfw2-az1', ['use1-az6', 'use1-az1'], 'use1-az1', 'the lowest number where the parent has none'],
    ['use1-az2', ['use1-az6', 'use1-az4'], 'use1-az4', 'the lowest number'],
    ['usw2-phx2-az1', ['usw2-az3', 'usw2-az2'], 'usw2-az2', 'the lowest number where no parent is known'],
  ])('%s with %j leaves by %s: %s', (zone, controlZones, exit) => {
    expect(natZoneFor(zone, controlZones)).toBe(exit);
  });

  test('the order of control zones does not matter', () => {
    const zones = ['use1-az1', 'use1-az2', 'use1-az4', 'use1-az6'];
    fc.assert(
      fc.property(
        fc.subarray(zones, { minLength: 1 }),
        fc.constantFrom('use1-dfw2-az1', 'use1-az2', 'use1-az5'),
        (some, zone) => expect(natZoneFor(zone, some)).toBe(natZoneFor(zone, some.toReversed())),
      ),
    );
  });

  test('has no answer without control zones', () => {
    expect(natZoneFor('use1-dfw2-az1', [])).toBeUndefined();
  });
});

test('parentZone knows the zones that the documentation names, and no other', () => {
  expect(parentZone('use1-dfw2-az1')).toBe('use1-az4');
  expect(parentZone('usw2-lax1-az1')).toBeUndefined();
});
