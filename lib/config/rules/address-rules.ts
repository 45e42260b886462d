import { addressesPerInstance, checkAddresses, Ipv4Range, PODS_PER_NODE } from 'cdk-ultraserver/rules';
import type { AddressDemand } from 'cdk-ultraserver/rules';

import { engineType } from '../engine-plan';
import type { ClusterFacts } from '../facts';
import type { Finding, Path } from '../finding';
import { planNetwork } from '../network-plan';
import { place } from './rule';
import type { Rule } from './rule';

/** Whether what is to run has room in its subnets. */
export const addressRules: readonly Rule[] = [addresses];

function addresses(cluster: ClusterFacts): Finding[] {
  return subnetsOf(cluster).flatMap(({ zone, cidr, path }) =>
    checkAddresses({ zone, cidr, demands: demandsIn(cluster, zone, podsPerNode(cluster)) }).map((problem) =>
      place({ ...problem, message: `${problem.message}${ofPods(cluster)}` }, () => path),
    ),
  );
}

/** On Kubernetes each pod has an address of the subnet. */
function podsPerNode(cluster: ClusterFacts): number {
  return engineType(cluster) === 'eks' ? PODS_PER_NODE : 0;
}

function ofPods(cluster: ClusterFacts): string {
  const pods = podsPerNode(cluster);
  return pods === 0 ? '' : `; on Kubernetes a node takes the addresses of ${pods} pods beside its own`;
}

/** A subnet that is there or will be, with the place in the file that shows it. */
export interface NodeSubnet {
  readonly zone: string;
  readonly cidr: string;
  readonly path: Path;
}

/** Every node subnet whose range is known and makes sense. */
export function subnetsOf(cluster: ClusterFacts): NodeSubnet[] {
  const existing = cluster.draft.network?.existing?.nodeSubnets ?? [];
  const planned = planNetwork(cluster);
  return [
    ...existing.flatMap((subnet, index): NodeSubnet[] =>
      subnet?.zone === undefined || subnet.cidr === undefined || Ipv4Range.check(subnet.cidr).length > 0
        ? []
        : [{ zone: subnet.zone, cidr: subnet.cidr, path: ['network', 'existing', 'nodeSubnets', index, 'cidr'] }],
    ),
    ...(planned?.plan.nodeSubnets ?? []).map(({ zone, cidr }): NodeSubnet => {
      const from = planned?.nodeZones.find((one) => one.zone === zone);
      return { zone, cidr, path: from?.declared ? [...from.path, 'cidr'] : (from?.path ?? ['network']) };
    }),
  ];
}

/** What the members in a zone take of its subnet, with so many pods on each node. */
export function demandsIn({ members }: ClusterFacts, zone: string, pods: number): AddressDemand[] {
  return members.flatMap(({ zone: own, draft, count, pool: { layout } }): AddressDemand[] =>
    own !== zone || count === undefined || layout === undefined
      ? []
      : [
          {
            name: draft.name ?? 'a member',
            instances: count,
            addressesPerInstance: addressesPerInstance({ interfaceAddresses: layout.privateIpv4Addresses, pods }),
          },
        ],
  );
}
