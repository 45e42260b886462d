import { checkNatZones, nearControlZone } from 'cdk-ultraserver/rules';
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

describe('the ways out of a VPC', () => {
  const dallas = {
    egress: 'nat',
    controlZones: ['use1-az4', 'use1-az6'],
    nodeSubnets: [{ zone: 'use1-dfw2-az1' }],
  } as const;
  const problems = (change: Partial<Parameters<typeof checkNatZones>[0]>): unknown[] =>
    checkNatZones({ ...dallas, ...change }).map(({ id, path }) => [id, path]);

  test.each<[string, Partial<Parameters<typeof checkNatZones>[0]>, string, (string | number)[]]>([
    ['one to choose', { nodeSubnets: [{ zone: 'use1-bos1-az1' }] }, 'nat-zone-missing', ['nodeSubnets', 0]],
    [
      'one that is no control zone',
      { nodeSubnets: [{ zone: 'use1-az4' }, { zone: 'use1-dfw2-az1', natZone: 'use1-az1' }] },
      'nat-zone-not-control',
      ['nodeSubnets', 1, 'natZone'],
    ],
    [
      'one without NAT',
      { egress: 'none', nodeSubnets: [{ zone: 'use1-dfw2-az1', natZone: 'use1-az4' }] },
      'nat-zone-without-nat',
      ['nodeSubnets', 0, 'natZone'],
    ],
  ])('%s is refused', (_, change, id, path) => {
    expect(problems(change)).toEqual([[id, path]]);
  });

  test.each<[string, Partial<Parameters<typeof checkNatZones>[0]>]>([
    ['the default', {}],
    ['another control zone', { nodeSubnets: [{ zone: 'use1-dfw2-az1', natZone: 'use1-az6' }] }],
    ['one said of a zone without parent', { nodeSubnets: [{ zone: 'use1-bos1-az1', natZone: 'use1-az6' }] }],
    ['none without NAT', { egress: 'none', nodeSubnets: [{ zone: 'use1-bos1-az1' }] }],
  ])('%s is right', (_, change) => {
    expect(problems(change)).toEqual([]);
  });

  test.each([
    ['one control zone', ['use1-az6']],
    ['a control zone that is a Local Zone', ['use1-az6', 'use1-atl2-az1']],
    ['a control zone that is none', ['use1-az6', 'us-east-1a']],
    ['control zones of two Regions', ['use1-az6', 'usw2-az1']],
    ['control zones of another Region', ['usw2-az1', 'usw2-az2']],
  ])('nothing is said of the way to %s', (_, controlZones) => {
    expect(problems({ controlZones })).toEqual([]);
  });
});
