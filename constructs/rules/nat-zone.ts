import { knownLocalZone } from './zones';

/**
 * The control zone whose NAT gateway the nodes of a zone use where nobody says otherwise: the zone itself, else a Local
 * Zone's parent.
 *
 * @returns undefined where neither is a control zone: somebody must then name one, since a choice made here would change
 * with the zones that come and go
 */
export function nearControlZone(nodeZone: string, controlZones: readonly string[]): string | undefined {
  return [nodeZone, knownLocalZone(nodeZone)?.parent].find((near) => near !== undefined && controlZones.includes(near));
}
