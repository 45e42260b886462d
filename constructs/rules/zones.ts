import type { Problem } from '../hardware/problem';
import { checkZoneId, parseZoneId } from './zone-id';

/**
 * A Local Zone in which accelerated instances are sold.
 *
 * @see https://docs.aws.amazon.com/local-zones/latest/ug/available-local-zones.html
 */
export interface LocalZone {
  /** `use1-dfw2-az1`. */
  readonly id: string;

  /** `us-east-1-dfw-2a`; unlike an Availability Zone's name it is the same zone in every account. */
  readonly name: string;

  /** The zone group to opt in to, which is its network border group too. */
  readonly group: string;

  /**
   * The Availability Zone that AWS calls its parent.
   *
   * @default - not known here
   */
  readonly parent?: string;
}

/** @see https://docs.aws.amazon.com/local-zones/latest/ug/available-local-zones.html */
const LOCAL_ZONES: readonly LocalZone[] = [
  { id: 'use1-dfw2-az1', name: 'us-east-1-dfw-2a', group: 'us-east-1-dfw-2', parent: 'use1-az4' },
  { id: 'use1-atl2-az1', name: 'us-east-1-atl-2a', group: 'us-east-1-atl-2', parent: 'use1-az5' },
  { id: 'usw2-phx2-az1', name: 'us-west-2-phx-2a', group: 'us-west-2-phx-2' },
];

const REGION = /^([a-z]{2})(-gov)?-(north|south|east|west|central|northeast|northwest|southeast|southwest)-(\d{1,2})$/;
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
const ZONE_NAME = /^([a-z]{2}(?:-[a-z]+)+-\d{1,2})(?:-[a-z]{3}-\d{1,2})?[a-z]$/;

/** What is known of a Local Zone, found by its id or by its name; undefined for any other zone. */
export function knownLocalZone(idOrName: string): LocalZone | undefined {
  return LOCAL_ZONES.find(({ id, name }) => idOrName === id || idOrName === name);
}

/**
 * How zone ids abbreviate a Region: `use1` for us-east-1, `apne1` for ap-northeast-1, `usgw1` for us-gov-west-1.
 *
 * @returns undefined where the Region's code follows another pattern, in an isolated partition say
 * @see https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html
 */
export function regionZonePrefix(region: string): string | undefined {
  const [, area, gov, direction, number] = REGION.exec(region) ?? [];
  return direction === undefined ? undefined : `${area}${gov ? 'g' : ''}${DIRECTIONS[direction]}${number}`;
}

/** What is wrong with a zone id as the id of a zone in a Region. */
export function checkZone(zone: string, region: string): Problem[] {
  const parts = parseZoneId(zone);
  if (!parts) {
    const named = ZONE_NAME.exec(zone)?.[1];
    return named === undefined ? checkZoneId(zone) : [zoneName(zone, named)];
  }
  const prefix = regionZonePrefix(region);
  if (prefix === undefined || parts.region === prefix) {
    return [];
  }
  return [
    {
      id: 'zone-other-region',
      message: `zone ${zone} is not in ${region}, whose zone ids begin with ${prefix}-; correct the zone or the Region`,
    },
  ];
}

function zoneName(zone: string, region: string): Problem {
  const local = knownLocalZone(zone);
  return {
    id: 'zone-name',
    message: local
      ? `'${zone}' is a zone's name; zones are given by id, and its id is ${local.id}`
      : `'${zone}' is a zone's name, which stands for other zones in other accounts; give the zone's id, ` +
        `which this prints: aws ec2 describe-availability-zones --all-availability-zones --region ${region} ` +
        `--zone-names ${zone} --query 'AvailabilityZones[].ZoneId'`,
  };
}
