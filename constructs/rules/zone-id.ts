/**
 * What a zone id says of its zone. Ids name the same zone in every account, which names (`us-east-1a`) do not.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-regions-availability-zones.html
 */
export interface ZoneIdParts {
  /** `regional`: an Availability Zone; `local`: a Local Zone. */
  readonly kind: 'regional' | 'local';

  /** How the id abbreviates the Region: `use1` for us-east-1. */
  readonly region: string;

  /** The number at the id's end: 4 for `use1-az4`. */
  readonly number: number;
}

const REGIONAL = /^([a-z]{3,6}\d{1,2})-az([1-9]\d?)$/;
const LOCAL = /^([a-z]{3,6}\d{1,2})-[a-z]{3}\d{1,2}-az([1-9]\d?)$/;

/**
 * Takes a zone id apart: `use1-az4` is an Availability Zone, `use1-dfw2-az1` a Local Zone. Anything else, a Wavelength
 * Zone or a zone's name among it, gives `undefined`.
 *
 * @see https://docs.aws.amazon.com/local-zones/latest/ug/available-local-zones.html
 */
export function parseZoneId(zoneId: string): ZoneIdParts | undefined {
  for (const [kind, pattern] of [
    ['regional', REGIONAL],
    ['local', LOCAL],
  ] as const) {
    const match = pattern.exec(zoneId);
    if (match) {
      return { kind, region: match[1] ?? '', number: Number(match[2]) };
    }
  }
  return undefined;
}

/** Whether the id is a Local Zone's. */
export function isLocalZone(zoneId: string): boolean {
  return parseZoneId(zoneId)?.kind === 'local';
}
