import { checkCell, checkDomains, checkReservations } from './cell-checks';
import { type Claims, claimInstances } from './claims';
import type { TopologyFinding } from './finding';
import { memberDomains } from './member-domains';
import { memberHosts } from './member-hosts';
import { inRankOrder } from './rank-order';
import type { NodeRecord, TopologyRecords } from './records';
import { joinRecords } from './seen-instances';
import type { CellTopology, ClusterTopology, TopologyCluster, TopologyDomain, TopologyMember } from './topology';

/**
 * Reconciles what the cluster file wants, what AWS says runs, and what GPUs report, into the domains of each cell. Whatever does
 * not fit is a finding; nothing is left out in silence, and nothing throws.
 */
export function buildTopology(
  cluster: TopologyCluster,
  records: TopologyRecords,
  nodes: readonly NodeRecord[],
): ClusterTopology {
  const sightings = joinRecords(records, nodes);
  const claims = claimInstances(cluster, records, sightings);
  const cliquesGiven = sightings.seen.some(({ node }) => node?.clique !== undefined);
  const built = cluster.members.map((member) => buildMember(member, claims, cliquesGiven));
  const domains = built.flatMap((one) => one.domains);
  const cells = new Map(cluster.members.map(({ name, cell }) => [name, cell]));
  const cellOf = (member: string): string => cells.get(member) ?? '';
  const all = [
    ...sightings.findings,
    ...claims.findings,
    ...built.flatMap((one) => one.findings),
    ...checkDomains(domains, cellOf),
    ...checkReservations(domains, records.reservationTopology, cellOf),
  ];
  return {
    cluster: cluster.name,
    cells: [...new Set(cells.values())].toSorted().map((cell): CellTopology => {
      const ordered = inRankOrder(domains.filter(({ member }) => cellOf(member) === cell));
      const own = [...all.filter((one) => one.cell === cell), ...checkCell(cell, ordered)];
      return { cell, domains: ordered, findings: own.map((one) => ({ ...one, cell })) };
    }),
    findings: all.filter(({ cell }) => cell === undefined),
  };
}

function buildMember(
  member: TopologyMember,
  { byMember, blockOfReservation }: Claims,
  cliquesGiven: boolean,
): { domains: TopologyDomain[]; findings: TopologyFinding[] } {
  const instances = byMember.get(member.name) ?? [];
  const { hosts, findings } = memberHosts(member, instances);
  const blockIds = new Set<string>();
  const pending: string[] = [];
  for (const { id, topology } of instances) {
    if (topology.CapacityBlockId === undefined) {
      pending.push(id);
    } else {
      blockIds.add(topology.CapacityBlockId);
    }
  }
  const ofReservation = blockOfReservation.get(member.reservationId ?? '');
  if (blockIds.size === 0 && ofReservation !== undefined) {
    blockIds.add(ofReservation);
  }
  const divided = memberDomains(member, hosts, {
    blockIds: [...blockIds].toSorted(),
    pending,
    cliquesGiven,
  });
  return { domains: divided.domains, findings: [...findings, ...divided.findings] };
}

/** What stands against writing files of a cell: its own errors, and those that concern all. */
export function errorsOf(topology: ClusterTopology, cell: CellTopology): TopologyFinding[] {
  return [...topology.findings, ...cell.findings].filter(({ severity }) => severity === 'error');
}
