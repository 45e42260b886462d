import { checkZone, knownLocalZone, regionZonePrefix } from 'cdk-ultraserver/rules';

describe('the abbreviation of a Region in zone ids', () => {
  test.each([
    ['us-east-1', 'use1'],
    ['us-east-2', 'use2'],
    ['us-west-2', 'usw2'],
    ['ap-south-1', 'aps1'],
    ['ap-southeast-2', 'apse2'],
    ['ap-northeast-1', 'apne1'],
    ['ap-east-1', 'ape1'],
    ['eu-central-1', 'euc1'],
    ['eu-north-1', 'eun1'],
    ['eu-south-1', 'eus1'],
    ['ca-central-1', 'cac1'],
    ['sa-east-1', 'sae1'],
    ['me-south-1', 'mes1'],
    ['af-south-1', 'afs1'],
    ['cn-north-1', 'cnn1'],
    ['cn-northwest-1', 'cnnw1'],
    ['us-gov-west-1', 'usgw1'],
    ['us-gov-east-1', 'usge1'],
  ])('of %s is %s', (region, prefix) => {
    expect(regionZonePrefix(region)).toBe(prefix);
  });

  test.each(['us-iso-east-1', 'eusc-de-east-1', 'us-est-1', ''])('of %p is not known', (region) => {
    expect(regionZonePrefix(region)).toBeUndefined();
  });
});

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
