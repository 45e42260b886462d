import { RegionInfo } from 'aws-cdk-lib/region-info';
import { partitionOf, REGION_CODE, regionZonePrefix } from 'cdk-ultraserver/rules';

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
    ['us-isob-east-1', 'usibe1'],
  ])('of %s is %s', (region, prefix) => {
    expect(regionZonePrefix(region)).toBe(prefix);
  });

  test.each(['us-iso-east-1', 'eusc-de-east-1', 'us-est-1', ''])('of %p is not known', (region) => {
    expect(regionZonePrefix(region)).toBeUndefined();
  });
});

describe('every Region that CDK knows', () => {
  const regions = RegionInfo.regions.map(({ name, partition }) => [name, partition] as const);

  test('are many, in every partition', () => {
    expect(regions.length).toBeGreaterThan(30);
    expect(new Set(regions.map(([, partition]) => partition)).size).toBe(8);
  });

  test.each(regions)('%s is in partition %s, and has the form of a Region', (region, partition) => {
    expect(partitionOf(region)).toBe(partition);
    expect(REGION_CODE.test(region)).toBe(true);
  });
});

test.each(['us-est-1', 'us-east', 'us-east-123', 'US-EAST-1', 'us-east-1a', ' us-east-1', 'u-east-1', 'useas-east-1'])(
  '%s has not the form of a Region',
  (text) => {
    expect(REGION_CODE.test(text)).toBe(false);
  },
);
