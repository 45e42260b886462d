import {
  addressesPerInstance,
  checkAddresses,
  checkZone,
  defaultNodeRange,
  freeRanges,
  Ipv4Range,
  isLocalZone,
  isSubnetId,
  isVpcId,
  nearControlZone,
} from 'cdk-ultraserver/rules';
import type { AddressDemand } from 'cdk-ultraserver/rules';

import { DEFAULT_CIDR } from '../facts';
import type { ClusterFacts } from '../facts';
import type { Finding, Path } from '../finding';
import { zoneDoubt } from '../likely-zone';
import { planNetwork } from '../network-plan';
import type { NetworkPlan, NodeZone } from '../network-plan';
import { show } from '../suggest';
import { place } from './rule';
import type { Rule } from './rule';

/** The network, and whether what is to run has room in it. */
export const networkRules: readonly Rule[] = [
  kind,
  ranges,
  natZones,
  existingIds,
  existingRanges,
  existingZones,
  addresses,
];

/** Problems of the address plan that rules on zones and the snippet of `ranges` say better. */
const SAID_ELSEWHERE = ['zone-form', 'zones-one-region', 'node-cidr-missing'];

function kind({ given }: ClusterFacts): Finding[] {
  const created = ['cidr', 'controlZones', 'egress', 's3', 'nodeSubnets'].filter((key) => given(['network', key]));
  if (!given(['network', 'existing']) || created.length === 0) {
    return [];
  }
  const message = `network has ${created.join(', ')} beside existing, a network is made or exists; delete ${created.join(', ')}, or existing`;
  return [{ id: 'network-kind', message, path: ['network', created[0] ?? ''], atKey: true }];
}

function ranges(cluster: ClusterFacts): Finding[] {
  const planned = planNetwork(cluster);
  if (!planned) {
    return [];
  }
  const { plan, nodeZones } = planned;
  const at = ([key, index, ...rest]: Path): Path => {
    const zone = key === 'nodeSubnets' ? nodeZones[Number(index)] : undefined;
    return zone
      ? [...zone.path, ...(zone.declared ? rest : [])]
      : ['network', ...[key ?? [], index ?? []].flat(), ...rest];
  };
  // Zones that have the wrong shape are reported as such, and are not missing.
  const { draft, given } = cluster;
  const unread =
    given(['network', 'controlZones']) && !draft.network?.controlZones?.every((zone) => zone !== undefined);
  const said = [...SAID_ELSEWHERE, ...(unread ? ['control-zones-two'] : [])];
  return [
    ...plan.problems.filter(({ id }) => !said.includes(id)).map((problem) => place(problem, at)),
    ...rangesMissing(cluster, planned),
  ];
}

function lacksRanges({ plan }: NetworkPlan): boolean {
  return plan.problems.some(({ id }) => id === 'node-cidr-missing');
}

function rangesMissing(cluster: ClusterFacts, planned: NetworkPlan): Finding[] {
  const { nodeZones } = planned;
  const cidr = cluster.draft.network?.cidr ?? DEFAULT_CIDR;
  const without = nodeZones.filter((zone) => zone.cidr === undefined);
  const [first] = without.toSorted((a, b) => Number(zoneDoubt(b.zone) !== '') - Number(zoneDoubt(a.zone) !== ''));
  if (!lacksRanges(planned) || !first) {
    return [];
  }
  const vpc = Ipv4Range.parse(cidr);
  const taken = nodeZones.flatMap((zone) =>
    zone.cidr === undefined || Ipv4Range.check(zone.cidr).length > 0 ? [] : [Ipv4Range.parse(zone.cidr)],
  );
  const free = [defaultNodeRange(vpc), ...freeRanges(vpc)];
  const lines = nodeZones.map((zone) => {
    const range = zone.cidr === undefined ? free.find((one) => !taken.some((other) => other.overlaps(one))) : undefined;
    taken.push(...(range ? [range] : []));
    const [natZone, ...others] = zone.natZone === undefined ? natZoneChoice(cluster, zone) : [zone.natZone];
    const nat = natZone === undefined ? '' : `, natZone: ${natZone}`;
    const or = others.length === 0 ? '' : `   # or ${others.join(', ')}`;
    return `      - { zone: ${zone.zone}, cidr: ${zone.cidr ?? range?.toString() ?? `<a free part of ${cidr}>`}${nat} }${or}`;
  });
  const message = [
    `${zoneDoubt(first.zone)}nodes run in ${nodeZones.length} zones, and ${first.zone} has no range of its own. Each zone must have one, so that none moves when another comes or goes; write`,
    '  network:',
    '    nodeSubnets:',
    ...lines,
  ].join('\n');
  return [{ id: 'node-cidr-missing', message, path: first.path }];
}

function controlZonesOf({ draft: { network } }: ClusterFacts): string[] {
  return network?.controlZones?.filter((zone) => zone !== undefined) ?? [];
}

/** While control zones themselves are wrong, what to say of the way to them would be wrong too. */
function controlZonesUnsound(cluster: ClusterFacts): boolean {
  const region = cluster.draft.region ?? '';
  return controlZonesOf(cluster).some((zone) => checkZone(zone, region).length > 0 || isLocalZone(zone));
}

/** Among which control zones a node zone's way out must be chosen; none where it is given, known, or not there. */
function natZoneChoice(cluster: ClusterFacts, { zone, path }: NodeZone): string[] {
  const control = controlZonesOf(cluster);
  const settled =
    cluster.draft.network?.egress === 'none' ||
    cluster.given([...path, 'natZone']) ||
    control.length < 2 ||
    controlZonesUnsound(cluster) ||
    nearControlZone(zone, control) !== undefined;
  return settled ? [] : control;
}

function natZones(cluster: ClusterFacts): Finding[] {
  const { draft, given } = cluster;
  const control = controlZonesOf(cluster);
  const planned = planNetwork(cluster);
  if (!planned || controlZonesUnsound(cluster)) {
    return [];
  }
  return planned.nodeZones.flatMap((zone): Finding[] => {
    const path = [...zone.path, 'natZone'];
    if (zone.declared && given(path) && draft.network?.egress === 'none') {
      const message = `natZone is ${show(zone.natZone)}, but egress is none, so that there is no NAT gateway; delete natZone, or write egress: nat`;
      return [{ id: 'nat-zone-without-nat', message, path, atKey: true }];
    }
    if (zone.natZone !== undefined) {
      const message = `natZone is ${show(zone.natZone)}, must be one of controlZones (${control.join(', ')}), where the NAT gateways are; choose one of them, or add it there`;
      const refused = checkZone(zone.natZone, draft.region ?? '').length > 0;
      return refused || control.includes(zone.natZone) || control.length < 2
        ? []
        : [{ id: 'nat-zone-not-control', message, path }];
    }
    const [choice, ...others] = natZoneChoice(cluster, zone);
    // What to write for a missing range has the way out too.
    if (choice === undefined || (zone.cidr === undefined && lacksRanges(planned))) {
      return [];
    }
    const message = [
      `${zoneDoubt(zone.zone)}nodes run in zone ${zone.zone}, which is no control zone and has no known parent among them, so its way out must be said; write`,
      '  network:',
      '    nodeSubnets:',
      `      - { zone: ${zone.zone}${zone.cidr === undefined ? '' : `, cidr: ${zone.cidr}`}, natZone: ${choice} }   # or ${others.join(', ')}`,
    ].join('\n');
    return [{ id: 'nat-zone-missing', message, path: zone.path }];
  });
}

function existingIds({ draft: { network } }: ClusterFacts): Finding[] {
  const existing = network?.existing;
  const at: Path = ['network', 'existing'];
  const findings: Finding[] = [];
  if (existing?.vpcId !== undefined && !isVpcId(existing.vpcId)) {
    const message = `vpcId is ${show(existing.vpcId)}, must be "vpc-" and 8 or 17 digits 0-9, a-f; aws ec2 describe-vpcs shows it`;
    findings.push({ id: 'vpc-id-form', message, path: [...at, 'vpcId'] });
  }
  const subnets = existing?.nodeSubnets ?? [];
  for (const [index, subnet] of subnets.entries()) {
    const path = [...at, 'nodeSubnets', index];
    if (subnet?.subnetId !== undefined && !isSubnetId(subnet.subnetId)) {
      const message = `subnetId is ${show(subnet.subnetId)}, must be "subnet-" and 8 or 17 digits 0-9, a-f; aws ec2 describe-subnets shows it`;
      findings.push({ id: 'subnet-id-form', message, path: [...path, 'subnetId'] });
    }
    const earlier = subnets.slice(0, index);
    for (const key of ['zone', 'subnetId'] as const) {
      if (subnet?.[key] !== undefined && earlier.some((other) => other?.[key] === subnet[key])) {
        const message = `${key} ${show(subnet[key])} is there twice, each zone has one subnet for its nodes; delete one of the two`;
        findings.push({ id: 'zone-twice', message, path: [...path, key] });
      }
    }
  }
  return findings;
}

function existingRanges({ draft: { network } }: ClusterFacts): Finding[] {
  const existing = network?.existing;
  const at: Path = ['network', 'existing'];
  const findings: Finding[] = [];
  const read = (text: string | undefined, path: Path): Ipv4Range | undefined => {
    const problems = text === undefined ? [] : Ipv4Range.check(text);
    findings.push(...problems.map((problem) => place(problem, () => path)));
    return text === undefined || problems.length > 0 ? undefined : Ipv4Range.parse(text);
  };
  const vpc = read(existing?.cidr, [...at, 'cidr']);
  if (vpc && (vpc.prefix < 16 || vpc.prefix > 28)) {
    const message = `the VPC's range is ${vpc.toString()}, must be from /16 to /28, as AWS has them; correct it`;
    findings.push({ id: 'vpc-size', message, path: [...at, 'cidr'] });
  }
  const earlier: [zone: string, range: Ipv4Range][] = [];
  for (const [index, subnet] of (existing?.nodeSubnets ?? []).entries()) {
    const path = [...at, 'nodeSubnets', index, 'cidr'];
    const range = read(subnet?.cidr, path);
    if (range && vpc && !vpc.contains(range)) {
      const message = `the subnet's range is ${range.toString()}, must lie in the VPC's, ${vpc.toString()}; give the range of the VPC that holds its subnets`;
      findings.push({ id: 'node-cidr-outside', message, path });
    }
    for (const [zone, other] of range ? earlier : []) {
      if (range?.overlaps(other)) {
        const message = `the subnet's range is ${range.toString()}, which overlaps ${other.toString()} of ${zone}; aws ec2 describe-subnets shows both`;
        findings.push({ id: 'subnets-overlap', message, path });
      }
    }
    earlier.push(...(range && subnet?.zone !== undefined ? [[subnet.zone, range] as [string, Ipv4Range]] : []));
  }
  return findings;
}

function existingZones({ draft: { network, region }, members }: ClusterFacts): Finding[] {
  const subnets = network?.existing?.nodeSubnets;
  if (!subnets) {
    return [];
  }
  // A zone that is refused as such is neither there nor missing.
  const sound = (zone: string | undefined): string | undefined =>
    zone === undefined || checkZone(zone, region ?? '').length > 0 ? undefined : zone;
  const zones = subnets.map((subnet) => sound(subnet?.zone));
  return members.flatMap(({ zone, zonePath }): Finding[] => {
    const message = `${zoneDoubt(zone ?? '')}zone ${zone} has no subnet under network.existing.nodeSubnets, which names ${zones.join(', ')}; add its subnet there`;
    return sound(zone) === undefined || zones.includes(zone) || zones.includes(undefined)
      ? []
      : [{ id: 'existing-subnet-missing', message, path: zonePath }];
  });
}

function addresses(cluster: ClusterFacts): Finding[] {
  return subnetsOf(cluster).flatMap(({ zone, cidr, path }) =>
    checkAddresses({ zone, cidr, demands: demandsIn(cluster, zone, 0) }).map((problem) => place(problem, () => path)),
  );
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
