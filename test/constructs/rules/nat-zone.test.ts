import { nearControlZone } from 'cdk-ultraserver/rules';
import fc from 'fast-check';

describe('the control zone that a node zone leaves by', () => {
  test.each([
    ['use1-az6', ['use1-az4', 'use1-az6'], 'use1-az6', 'the zone itself'],
    ['use1-dfw2-az1', ['use1-az1', 'use1-az4'], 'use1-az4', "the Local Zone's parent"],
    ['use1-atl2-az1', ['use1-az4', 'use1-az5'], 'use1-az5', "the Local Zone's parent"],
  ])('of %s with %j is %s: %s', (zone, controlZones, exit) => {
    expect(nearControlZone(zone, controlZones)).toBe(exit);
  });

  test.each([
    ['use1-dfw2-az1', ['use1-az1', 'use1-az6'], 'its parent is none of them'],
    ['use1-az2', ['use1-az4', 'use1-az6'], 'it is none of them'],
    ['usw2-phx2-az1', ['usw2-az1', 'usw2-az2'], 'its parent is not known'],
    ['use1-dfw2-az1', [], 'there are none'],
  ])('of %s with %j must be named: %s', (zone, controlZones) => {
    expect(nearControlZone(zone, controlZones)).toBeUndefined();
  });

  test('does not change with control zones that come and go, nor with their order', () => {
    const zones = ['use1-az1', 'use1-az2', 'use1-az4', 'use1-az6'];
    fc.assert(
      fc.property(fc.shuffledSubarray(zones), (some) => {
        expect(nearControlZone('use1-dfw2-az1', [...some, 'use1-az4'])).toBe('use1-az4');
      }),
    );
  });
});
