import type { Problem } from '../hardware/problem';
import { isLocalZone } from './zone-id';
import { checkZoneId } from './zones';

const LONGEST_NAME = 63;
const BASE_NAME = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

/** How S3 keeps the objects of a directory bucket. @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3express-directorybucket.html */
export type DataRedundancy = 'SingleAvailabilityZone' | 'SingleLocalZone';

/** A directory bucket as far as its place and its name go. */
export interface DirectoryBucketPlace {
  /** Id of the zone. */
  readonly zone: string;

  /** The name without zone and suffix. @default - CloudFormation makes one */
  readonly baseName?: string;

  /** Whether somebody has said that the Local Zone has directory buckets. */
  readonly offeredInLocalZone: boolean;
}

/** How objects are kept in a zone of this kind. */
export function dataRedundancy(zone: string): DataRedundancy {
  return isLocalZone(zone) ? 'SingleLocalZone' : 'SingleAvailabilityZone';
}

/** A directory bucket's name: S3 takes none without the zone's id and the suffix. */
export function directoryBucketName(baseName: string, zone: string): string {
  return `${baseName}--${zone}--x-s3`;
}

/**
 * What keeps S3 from making a directory bucket: its zone, or its name.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/directory-bucket-naming-rules.html
 */
export function checkDirectoryBucket(place: DirectoryBucketPlace): Problem[] {
  const zone = checkZoneId(place.zone).map((problem) => ({ ...problem, path: ['zone'] }));
  return zone.length > 0 ? zone : [...checkLocalZone(place), ...checkName(place)];
}

function checkLocalZone({ zone, offeredInLocalZone }: DirectoryBucketPlace): Problem[] {
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/directory-bucket-use-cases.html
  return offeredInLocalZone || !isLocalZone(zone)
    ? []
    : [
        {
          id: 'directory-bucket-local-zone',
          message: `a directory bucket is asked for in the Local Zone ${zone}; S3 documents them for Dedicated Local Zones alone, and there in One Zone-IA, not Express: use an Availability Zone, or set 'offeredInLocalZone' once your account has shown that the zone has them`,
          path: ['zone'],
        },
      ];
}

function checkName({ zone, baseName }: DirectoryBucketPlace): Problem[] {
  if (baseName === undefined) {
    return [];
  }
  const most = LONGEST_NAME - directoryBucketName('', zone).length;
  return BASE_NAME.test(baseName) && baseName.length <= most
    ? []
    : [
        {
          id: 'directory-bucket-name',
          message: `'baseName' is '${baseName}'; give 1 to ${most} lower-case letters, digits and hyphens, a letter or a digit first and last: '${directoryBucketName('<baseName>', zone)}' has ${LONGEST_NAME} characters at most`,
          path: ['baseName'],
        },
      ];
}
