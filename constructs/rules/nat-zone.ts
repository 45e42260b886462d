import type { Problem } from '../hardware/problem';
import { isLocalZone, parseZoneId } from './zone-id';
import { checkOneRegion, knownLocalZone } from './zones';

/** Who leaves a VPC, and by what. */
export interface NatRequest {
  readonly egress: 'nat' | 'none';

  /** Ids of the zones that have a NAT gateway each, where there are any. */
  readonly controlZones: readonly string[];

  /** The zones in which nodes run. */
  readonly nodeSubnets: readonly NatNodeSubnet[];
}

/** A zone in which nodes run, with the way out that is asked for. */
export interface NatNodeSubnet {
  readonly zone: string;

  /** The control zone whose NAT gateway is used. @default - `nearControlZone` */
  readonly natZone?: string;
}

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

/**
 * What is wrong with the ways out of a VPC. Nothing is said of the ways to control zones that are themselves wrong, nor of
 * a node zone in another Region: it would be wrong too.
 */
export function checkNatZones({ egress, controlZones, nodeSubnets }: NatRequest): Problem[] {
  const sound = controlZones.length > 1 && controlZones.every((zone) => parseZoneId(zone) && !isLocalZone(zone));
  return nodeSubnets.flatMap((subnet, index) =>
    sound && checkOneRegion([...controlZones, subnet.zone]).length === 0
      ? checkNatZone(subnet, ['nodeSubnets', index], egress, controlZones)
      : [],
  );
}

function checkNatZone(
  { zone, natZone }: NatNodeSubnet,
  path: (string | number)[],
  egress: 'nat' | 'none',
  controlZones: readonly string[],
): Problem[] {
  if (natZone === undefined) {
    const message = `nodes run in zone ${zone}, which is no control zone and has no known parent among them, so its way out must be said: give natZone, one of ${controlZones.join(', ')}`;
    return egress === 'none' || nearControlZone(zone, controlZones) !== undefined
      ? []
      : [{ id: 'nat-zone-missing', message, path }];
  }
  if (egress === 'none') {
    const message = `natZone of zone ${zone} is ${natZone}, but egress is none, so that there is no NAT gateway; delete natZone, or write egress: nat`;
    return [{ id: 'nat-zone-without-nat', message, path: [...path, 'natZone'] }];
  }
  const message = `natZone of zone ${zone} is ${natZone}, must be one of controlZones (${controlZones.join(', ')}), where the NAT gateways are; choose one of them, or add it there`;
  return controlZones.includes(natZone) ? [] : [{ id: 'nat-zone-not-control', message, path: [...path, 'natZone'] }];
}
