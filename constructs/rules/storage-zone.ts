import type { Problem } from '../hardware/problem';
import { isLocalZone } from './zone-id';
import { knownLocalZone } from './zones';

/**
 * The zone in which shared storage of a zone's nodes stands where nobody says otherwise: the zone itself, or a Local
 * Zone's parent.
 *
 * @returns undefined where the parent is not known: the zone must then be named
 */
export function storageZone(nodeZone: string): string | undefined {
  return isLocalZone(nodeZone) ? knownLocalZone(nodeZone)?.parent : nodeZone;
}

/** Storage that is to stand in a zone. */
export interface ZonalStorage {
  /** What it is, for the message: `FSx for Lustre`. */
  readonly service: string;

  /** Id of the zone. */
  readonly zone: string;

  /** Whether somebody has said that the zone has the service. */
  readonly offeredInLocalZone: boolean;
}

/**
 * Whether storage may be asked for in a zone. AWS does not list which Local Zone has FSx or EFS, so in one of them it is
 * the user's to say.
 *
 * @see https://docs.aws.amazon.com/local-zones/latest/ug/how-local-zones-work.html
 */
export function checkStorageZone({ service, zone, offeredInLocalZone }: ZonalStorage): Problem[] {
  if (offeredInLocalZone || !isLocalZone(zone)) {
    return [];
  }
  const parent = knownLocalZone(zone)?.parent;
  const remedy = parent === undefined ? 'an Availability Zone' : `its parent zone ${parent}`;
  return [
    {
      id: 'storage-local-zone',
      message: `the Local Zone ${zone} is to hold ${service}, which AWS does not document there; use ${remedy}, or set 'offeredInLocalZone' once your account has shown that the zone has it`,
      path: ['zone'],
    },
  ];
}
