import { nearest } from 'cdk-ultraserver/hardware';
import { isLocalZone, knownLocalZone, knownLocalZoneIds } from 'cdk-ultraserver/rules';

/** `use1-dfw` of `use1-dfw2-az1`. */
const PLACE = /^([a-z]{3,6}\d{1,2}-[a-z]{3})\d/;

/** Two letters that change places. */
const SLIP = 2;

/**
 * The known Local Zone that a well-formed id was most likely meant to be: one at the same place with other numbers, or one
 * that is a slip of the hand away.
 *
 * @returns undefined for a known Local Zone, an Availability Zone, and where no known Local Zone is near
 */
export function likelyZone(zone: string): string | undefined {
  const place = PLACE.exec(zone)?.[1];
  if (place === undefined || !isLocalZone(zone) || knownLocalZone(zone)) {
    return undefined;
  }
  const known = knownLocalZoneIds();
  return known.find((id) => id.startsWith(place)) ?? nearest(zone, known, SLIP);
}

/** `did you mean use1-dfw2-az1? ...` to stand before a message, or nothing. */
export function zoneDoubt(zone: string): string {
  const likely = likelyZone(zone);
  return likely === undefined ? '' : `did you mean ${likely}? ${zone} is no known Local Zone; if it is right: `;
}
