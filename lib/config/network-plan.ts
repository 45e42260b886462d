import { checkOneRegion, checkZone, planNetwork as planNewNetwork, regionZonePrefix } from 'cdk-ultraserver/rules';
import type { PlannedNetwork } from 'cdk-ultraserver/rules';

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

/** A new network with its defaults filled in, and the zones with nodes in the order of the plan. */
export interface NetworkPlan {
  readonly plan: PlannedNetwork;
  readonly nodeZones: readonly NodeZone[];
}

/** Plans the network that the file asks for; undefined where it names an existing one, or none that can be read. */
export function planNetwork(cluster: ClusterFacts): NetworkPlan | undefined {
  const { network } = cluster.draft;
  const unread = network?.cidr === undefined && cluster.given(['network', 'cidr']);
  if (network === undefined || unread || cluster.given(['network', 'existing'])) {
    return undefined;
  }
  const nodeZones = nodeZonesOf(cluster);
  const plan = planNewNetwork({
    cidr: network.cidr ?? DEFAULT_CIDR,
    egress: network.egress,
    s3: network.s3,
    controlZones: controlZonesOf(cluster),
    nodeSubnets: [...nodeZones],
  });
  return { plan, nodeZones };
}

/** The control zones of the file, as far as they can be read. */
export function controlZonesOf({ draft: { network } }: ClusterFacts): string[] {
  return network?.controlZones?.filter((zone) => zone !== undefined) ?? [];
}

/** Whether a zone is not refused as such: what follows from one that is would only repeat the slip. */
export function isSoundZone(cluster: ClusterFacts, zone: string): boolean {
  const region = cluster.draft.region ?? '';
  return (
    checkZone(zone, region).length === 0 &&
    (regionZonePrefix(region) !== undefined || checkOneRegion([...controlZonesOf(cluster), zone]).length === 0)
  );
}

function nodeZonesOf(cluster: ClusterFacts): NodeZone[] {
  const {
    draft: { network },
    members,
  } = cluster;
  const refused = (zone: string): boolean => !isSoundZone(cluster, zone);
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
    if (zone !== undefined && !refused(zone) && !zones.some((other) => other.zone === zone)) {
      zones.push({ zone, cidr: undefined, natZone: undefined, declared: false, path: zonePath });
    }
  }
  return zones;
}
