/** What the part of a Region's code that names a direction becomes in the ids of its zones. */
const DIRECTIONS: Readonly<Record<string, string>> = {
  north: 'n',
  south: 's',
  east: 'e',
  west: 'w',
  central: 'c',
  northeast: 'ne',
  northwest: 'nw',
  southeast: 'se',
  southwest: 'sw',
};
const DIRECTION = `(${Object.keys(DIRECTIONS).join('|')})`;

/** The form of a Region's code, whether or not there is such a Region: `us-east-1`, `us-gov-west-1`, `eusc-de-east-1`. */
export const REGION_CODE = new RegExp(`^[a-z]{2,4}(-[a-z]+)?-${DIRECTION}-\\d{1,2}$`);

const PUBLIC_REGION = new RegExp(`^([a-z]{2})(-gov)?-${DIRECTION}-(\\d{1,2})$`);

/**
 * Regions whose zone ids do not follow from their codes, as far as AWS has shown one in public.
 *
 * @see https://github.com/aws/aws-parallelcluster/blob/develop/tests/integration-tests/conftest_networking.py
 */
const OTHER_PREFIXES: Readonly<Record<string, string>> = { 'us-isob-east-1': 'usibe1' };

/**
 * How zone ids abbreviate a Region: `use1` for us-east-1, `apne1` for ap-northeast-1, `usgw1` for us-gov-west-1.
 *
 * @returns undefined where AWS has not shown it: in most isolated Regions and in the European Sovereign Cloud
 * @see https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html
 */
export function regionZonePrefix(region: string): string | undefined {
  const [, area, gov, direction = '', number] = PUBLIC_REGION.exec(region) ?? [];
  return area === undefined
    ? OTHER_PREFIXES[region]
    : `${area}${gov ? 'g' : ''}${DIRECTIONS[direction] ?? ''}${number}`;
}

/**
 * The partitions of AWS, as ARNs name them, with how the codes of their Regions begin. The first is that of all others.
 *
 * @see https://github.com/boto/botocore/blob/develop/botocore/data/partitions.json
 */
const PARTITIONS: readonly (readonly [partition: string, regions: string])[] = [
  ['aws', ''],
  ['aws-cn', 'cn-'],
  ['aws-us-gov', 'us-gov-'],
  ['aws-iso', 'us-iso-'],
  ['aws-iso-b', 'us-isob-'],
  ['aws-iso-e', 'eu-isoe-'],
  ['aws-iso-f', 'us-isof-'],
  ['aws-eusc', 'eusc-'],
];

/** Part of a regular expression that matches every partition. */
export const ANY_PARTITION = `(?:${PARTITIONS.map(([partition]) => partition).join('|')})`;

/** The partition that a Region is in: `aws-us-gov` for us-gov-west-1. */
export function partitionOf(region: string): string {
  const [partition] = PARTITIONS.findLast(([, start]) => region.startsWith(start)) ?? ['aws'];
  return partition;
}
