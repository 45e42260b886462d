import { addressesPerInstance, Ipv4Range, isLocalZone, planAddresses } from 'cdk-ultraserver/rules';

import type { ClusterModel, CreatedNetworkModel, ExistingNetworkModel } from '../config/model';
import { groupBy, sumOf } from './group-by';
import type { PlannedMember } from './members';
import type { NetworkPlan, SubnetPlan, ZonePlan } from './network-data';
import type { PlannedCluster } from './planned-cluster';
import { addressesOf, podsPerNode } from './totals';

/** The VPCs of clusters, their zones and subnets, and the room in them. */
export function planNetwork(clusters: readonly PlannedCluster[], members: readonly PlannedMember[]): NetworkPlan {
  const held = groupBy(members, ({ cluster }) => cluster);
  const plans = clusters.map((cluster) => planOne(cluster.model, held.get(cluster) ?? []));
  const kinds = new Set(plans.map(({ kind }) => kind));
  const egresses = new Set(plans.map(({ egress }) => egress));
  const ids = plans.flatMap(({ vpcId }) => vpcId ?? []);
  return {
    kind: kinds.size === 1 ? ([...kinds][0] ?? 'mixed') : 'mixed',
    cidr: plans.map(({ cidr }) => cidr).join(', '),
    egress: egresses.size === 1 ? ([...egresses][0] ?? null) : null,
    vpcId: ids.length === 0 ? null : [...new Set(ids)].join(', '),
    zones: plans.flatMap(({ zones }) => zones),
    subnets: plans.flatMap(({ subnets }) => subnets),
  };
}

function planOne(model: ClusterModel, members: readonly PlannedMember[]): NetworkPlan {
  const { network, name: cluster } = model;
  const byZone = groupBy(members, ({ model: { zone } }) => zone);
  const subnets = subnetsOf(network).map((subnet): SubnetPlan => {
    const nodes = subnet.purpose === 'nodes';
    const held = byZone.get(subnet.zone) ?? [];
    return {
      cluster,
      ...subnet,
      usableAddresses: Ipv4Range.parse(subnet.cidr).usableAddresses,
      neededAddresses: nodes ? sumOf(held, (one) => one.shape.instances * addressesOf(one)) : null,
      podAddressesPerInstance: nodes ? addressesPerInstance({ interfaceAddresses: 0, pods: podsPerNode(model) }) : 0,
    };
  });
  const zones = [...new Set([...subnets.map(({ zone }) => zone), ...byZone.keys()])];
  return {
    kind: network.kind,
    cidr: network.cidr,
    egress: network.kind === 'created' ? network.egress : null,
    vpcId: network.kind === 'existing' ? network.vpcId : null,
    zones: zones.map((zone) => zonePlan(cluster, zone, byZone.get(zone) ?? [])),
    subnets,
  };
}

function zonePlan(cluster: string, zone: string, members: readonly PlannedMember[]): ZonePlan {
  return {
    cluster,
    zone,
    isLocalZone: isLocalZone(zone),
    instances: sumOf(members, ({ shape }) => shape.instances),
    gpus: sumOf(members, ({ gpus }) => gpus),
    efaGbps: sumOf(members, ({ model, shape }) => shape.instances * model.interfaces.efaGbps),
  };
}

type Subnet = Pick<SubnetPlan, 'zone' | 'cidr' | 'purpose' | 'subnetId'>;

function subnetsOf(network: CreatedNetworkModel | ExistingNetworkModel): Subnet[] {
  if (network.kind === 'existing') {
    return [
      ...network.nodeSubnets.map((subnet) => ({ ...subnet, purpose: 'nodes' as const })),
      ...network.controlSubnets.map((subnet) => ({ ...subnet, purpose: 'control' as const })),
    ].map(({ zone, cidr, purpose, subnetId }) => ({ zone, cidr, purpose, subnetId }));
  }
  const { cidr, egress, controlZones, nodeSubnets } = network;
  const { controlSubnets } = planAddresses({
    cidr,
    egress,
    controlZones: [...controlZones],
    nodeSubnets: nodeSubnets.map((subnet) => ({ zone: subnet.zone, cidr: subnet.cidr })),
  });
  return [
    ...nodeSubnets.map((subnet) => ({
      zone: subnet.zone,
      cidr: subnet.cidr,
      purpose: 'nodes' as const,
      subnetId: null,
    })),
    ...controlSubnets.map((subnet) => ({
      zone: subnet.zone,
      cidr: subnet.cidr,
      purpose: 'control' as const,
      subnetId: null,
    })),
    ...controlSubnets.flatMap(({ zone, publicCidr }) =>
      publicCidr === undefined ? [] : [{ zone, cidr: publicCidr, purpose: 'public' as const, subnetId: null }],
    ),
  ];
}
