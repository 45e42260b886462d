import type { Problem } from '../hardware/problem';
import { regionZonePrefix } from './regions';
import { quote } from './quote';
import { parseZoneId } from './zone-id';

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

const ZONE_NAME = /^([a-z]{2}(?:-[a-z]+)+-\d{1,2})(?:-[a-z]{3}-\d{1,2})?[a-z]$/;

/** What is known of a Local Zone, found by its id or by its name; undefined for any other zone. */
export function knownLocalZone(idOrName: string): LocalZone | undefined {
  return LOCAL_ZONES.find(({ id, name }) => idOrName === id || idOrName === name);
}

/** The known Local Zones' ids. */
export function knownLocalZoneIds(): string[] {
  return LOCAL_ZONES.map(({ id }) => id);
}

/** Whether a text is a zone id at all; a zone's name is none. */
export function checkZoneId(text: string): Problem[] {
  if (parseZoneId(text) !== undefined) {
    return [];
  }
  const region = ZONE_NAME.exec(text)?.[1];
  if (region !== undefined) {
    return [zoneName(text, region)];
  }
  const message = `${quote(text)} is no zone id; an Availability Zone's reads use1-az4, a Local Zone's use1-dfw2-az1 (a name such as us-east-1a stands for other zones in other accounts)`;
  return [{ id: 'zone-form', message }];
}

/**
 * What is wrong with a zone id as the id of a zone in a Region. Where it is not known how zone ids abbreviate the Region,
 * `checkOneRegion` still finds a zone that is not where the others are.
 */
export function checkZone(zone: string, region: string): Problem[] {
  const parts = parseZoneId(zone);
  if (!parts) {
    return checkZoneId(zone);
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

/**
 * Which zones lie in another Region than the first: the Region's part of their ids differs. What is no zone id is left
 * to `checkZoneId`. The path is the place in the list.
 */
export function checkOneRegion(zones: readonly string[]): Problem[] {
  const parsed = zones.map(parseZoneId);
  const first = parsed.findIndex((parts) => parts !== undefined);
  return zones.flatMap((zone, index): Problem[] => {
    const parts = parsed[index];
    const message = `zone ${zone} is in another Region than ${zones[first]}: their ids begin with ${parts?.region}- and ${parsed[first]?.region}-; a VPC lies in one Region, correct one of the two`;
    return parts === undefined || parts.region === parsed[first]?.region
      ? []
      : [{ id: 'zones-one-region', message, path: [index] }];
  });
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
