import { parseZoneId } from './zone-id';

/**
 * Local Zones in which accelerated instances are sold, with the Availability Zone that AWS calls their parent.
 *
 * @see https://docs.aws.amazon.com/local-zones/latest/ug/available-local-zones.html
 */
const PARENT_ZONES: ReadonlyMap<string, string> = new Map([
  ['use1-dfw2-az1', 'use1-az4'],
  ['use1-atl2-az1', 'use1-az5'],
]);

/** The Availability Zone that AWS names as a Local Zone's parent, or undefined where it is not known here. */
export function parentZone(localZone: string): string | undefined {
  return PARENT_ZONES.get(localZone);
}

/**
 * The control zone whose NAT gateway the nodes of a zone use where nobody says otherwise: the zone itself, else a
 * Local Zone's parent, else the control zone with the lowest number. The order of the list does not matter.
 *
 * Adding a control zone changes the answer only where the new zone is nearer: name the zone in the cluster file to keep
 * the route where it is.
 *
 * @returns undefined where there is no control zone
 */
export function natZoneFor(nodeZone: string, controlZones: readonly string[]): string | undefined {
  const near = [nodeZone, parentZone(nodeZone)].find((zone) => zone !== undefined && controlZones.includes(zone));
  return near ?? controlZones.toSorted(byNumber)[0];
}

function byNumber(a: string, b: string): number {
  return (parseZoneId(a)?.number ?? Infinity) - (parseZoneId(b)?.number ?? Infinity);
}
