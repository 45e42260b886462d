import { isLocalZone, knownLocalZone } from 'cdk-ultraserver/rules';

/** `use1-dfw` of `use1-dfw2-az1`. */
const PLACE = /^([a-z]{3,6}\d{1,2}-[a-z]{3})\d/;

/**
 * The known Local Zone that a well-formed id was most likely meant to be: one at the same place with other numbers.
 *
 * @returns undefined for a known Local Zone, an Availability Zone, and a place without a known Local Zone
 */
export function likelyZone(zone: string): string | undefined {
  const place = PLACE.exec(zone)?.[1];
  if (place === undefined || !isLocalZone(zone) || knownLocalZone(zone)) {
    return undefined;
  }
  const numbers = Array.from({ length: 9 }, (_, index) => index + 1);
  return numbers
    .flatMap((group) => numbers.map((number) => `${place}${group}-az${number}`))
    .find((id) => knownLocalZone(id) !== undefined);
}

/** `did you mean use1-dfw2-az1? ...` to stand before a message, or nothing. */
export function zoneDoubt(zone: string): string {
  const likely = likelyZone(zone);
  return likely === undefined ? '' : `did you mean ${likely}? ${zone} is no known Local Zone; if it is right: `;
}
