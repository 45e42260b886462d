import { checkZone, planAddresses } from 'cdk-ultraserver/rules';
import type { AddressPlan } from 'cdk-ultraserver/rules';

import { DEFAULT_CIDR } from './facts';
import type { ClusterFacts } from './facts';
import type { Path } from './finding';

/** A zone in which nodes run or are to run, with what the file says of its subnet. */
export interface NodeZone {
  readonly zone: string;
  readonly cidr: string | undefined;
  readonly natZone: string | undefined;

  /** Whether network.nodeSubnets has it; else the path is where a pool or member names the zone. */
  readonly declared: boolean;
  readonly path: Path;
}

/** A new network's ranges, and the zones with nodes in the order of the plan. */
export interface NetworkPlan {
  readonly plan: AddressPlan;
  readonly nodeZones: readonly NodeZone[];
}

/** Lays out the network that the file asks for; undefined where it names an existing one, or none that
 * can be read. */
export function planNetwork(cluster: ClusterFacts): NetworkPlan | undefined {
  const { network } = cluster.draft;
  const unread = network?.cidr === undefined && cluster.given(['network', 'cidr']);
  if (network === undefined || unread || cluster.given(['network', 'existing'])) {
    return undefined;
  }
  const nodeZones = nodeZonesOf(cluster);
  const plan = planAddresses({
    cidr: network.cidr ?? DEFAULT_CIDR,
    egress: network.egress ?? 'nat',
    controlZones: network.controlZones?.filter((zone) => zone !== undefined) ?? [],
    nodeSubnets: nodeZones,
  });
  return { plan, nodeZones };
}

/** A zone that is refused as such is left out: what follows from it would only repeat the slip. */
function nodeZonesOf({ draft: { network, region }, members }: ClusterFacts): NodeZone[] {
  const refused = (zone: string): boolean => checkZone(zone, region ?? '').length > 0;
  const zones = (network?.nodeSubnets ?? []).flatMap((subnet, index): NodeZone[] =>
    subnet?.zone === undefined || refused(subnet.zone)
      ? []
      : [
          {
            zone: subnet.zone,
            cidr: subnet.cidr,
            natZone: subnet.natZone,
            declared: true,
            path: ['network', 'nodeSubnets', index],
          },
        ],
  );
  for (const { zone, zonePath } of members) {
    if (zone !== undefined && !refused(zone) && !zones.some((known) => known.zone === zone)) {
      zones.push({ zone, cidr: undefined, natZone: undefined, declared: false, path: zonePath });
    }
  }
  return zones;
}
