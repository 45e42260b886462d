import { checkOneRegion, checkZone, knownLocalZone } from 'cdk-ultraserver/rules';

describe('a zone of a Region', () => {
  test.each([
    ['use1-az4', 'us-east-1'],
    ['use1-dfw2-az1', 'us-east-1'],
    ['use1-bos1-az1', 'us-east-1'],
    ['usgw1-az1', 'us-gov-west-1'],
    ['usie1-az1', 'us-iso-east-1'],
  ])('%s in %s is right', (zone, region) => {
    expect(checkZone(zone, region)).toEqual([]);
  });

  test.each([
    ['use2-az1', 'us-east-1', 'zone-other-region', 'begin with use1-'],
    ['us-east-1a', 'us-east-1', 'zone-name', '--region us-east-1 --zone-names us-east-1a'],
    ['us-east-1-dfw-2a', 'us-east-1', 'zone-name', 'its id is use1-dfw2-az1'],
    ['us-west-2-lax-1a', 'us-west-2', 'zone-name', '--region us-west-2 --zone-names us-west-2-lax-1a'],
    ['use1-wl1-bos-wlz1', 'us-east-1', 'zone-form', 'is no zone id'],
    ['dallas', 'us-east-1', 'zone-form', 'use1-az4'],
  ])('%s in %s is refused with %s', (zone, region, id, says) => {
    expect(checkZone(zone, region)).toEqual([{ id, message: expect.stringContaining(says) as string }]);
  });
});

test('Local Zones are found by id and by name', () => {
  const dallas = { id: 'use1-dfw2-az1', name: 'us-east-1-dfw-2a', group: 'us-east-1-dfw-2', parent: 'use1-az4' };
  expect(knownLocalZone('use1-dfw2-az1')).toEqual(dallas);
  expect(knownLocalZone('us-east-1-dfw-2a')).toEqual(dallas);
  expect(knownLocalZone('use1-az4')).toBeUndefined();
});

describe('zones of one Region', () => {
  test.each([
    [['use1-az4', 'use1-dfw2-az1', 'use1-az6']],
    [['usie1-az1', 'usie1-az2']],
    [[]],
    [['dallas', 'usie1-az2']],
  ])('%j', (zones) => {
    expect(checkOneRegion(zones)).toEqual([]);
  });

  test('each that is elsewhere is refused at its place', () => {
    const problems = checkOneRegion(['dallas', 'usie1-az1', 'usiw1-az1', 'usie1-az2', 'use1-az1']);
    expect(problems.map(({ id, path }) => [id, path])).toEqual([
      ['zones-one-region', [2]],
      ['zones-one-region', [4]],
    ]);
    expect(problems[0]?.message).toContain(
      'zone usiw1-az1 is in another Region than usie1-az1: their ids begin with usiw1- and usie1-',
    );
  });
});
