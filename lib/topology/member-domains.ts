import { count, finding, some, type TopologyFinding } from './finding';
import type { TopologyDomain, TopologyHost, TopologyMember } from './topology';

/** What is known of a member's block. */
export interface MemberBlock {
  /** Ids that its instances, or the records of its reservation, name. */
  readonly blockIds: readonly string[];

  /** Instances of which AWS does not tell the block yet. */
  readonly pending: readonly string[];

  /** Whether the GPUs of any member of the cluster have reported a clique. */
  readonly cliquesGiven: boolean;
}

/**
 * Divides a member into domains. Plain instances are one each. The block says what one UltraServer is; where its GPUs report
 * cliques, those say what NVLink joins: several of them are several domains.
 */
export function memberDomains(
  member: TopologyMember,
  hosts: readonly TopologyHost[],
  block: MemberBlock,
): { domains: TopologyDomain[]; findings: TopologyFinding[] } {
  if (member.kind === 'instances') {
    return { domains: hosts.map((host) => domain(member, host.slurmName, [host], block, 1)), findings: [] };
  }
  const place = { cell: member.cell, member: member.name };
  const findings = checkBlock(member, block);
  const byClique = groupBy(hosts, ({ clique }) => clique);
  const silent = byClique.get(undefined) ?? [];
  const cliques = [...byClique.keys()].filter((clique) => clique !== undefined).toSorted();
  const silentIds = silent.length === 0 ? '' : some(silent.map(({ instanceId }) => instanceId));
  if (cliques.length > 1 && silent.length > 0) {
    findings.push(
      finding(
        'clique-ambiguous',
        place,
        `the GPUs of ${member.name} report ${cliques.length} cliques, and ${silentIds} none: it is not clear which they belong to`,
        'collect the cliques of all its nodes',
      ),
    );
  } else if (cliques.length === 1 && silent.length > 0) {
    findings.push(
      finding(
        'clique-partial',
        place,
        `${silentIds} of ${member.name} report no clique; they are taken to be in that of the others, as they are in their block`,
        'collect the cliques of all its nodes, and look at nvidia-smi -q on these',
      ),
    );
  } else if (cliques.length === 0 && hosts.length > 0 && block.cliquesGiven) {
    findings.push(
      finding(
        'clique-unknown',
        place,
        `no GPU of ${member.name} has reported a clique: its block alone says that it is one domain`,
        'collect the cliques of its nodes',
      ),
    );
  }
  if (hosts.length === 0) {
    return { domains: [], findings };
  }
  if (cliques.length < 2) {
    return { domains: [domain(member, member.name, hosts, block, member.count, cliques[0])], findings };
  }
  const sizes = cliques.map((clique) => byClique.get(clique)?.length ?? 0);
  findings.push(
    finding(
      'clique-split',
      place,
      `${member.name} is one ${member.ultraServerType ?? 'UltraServer'}, and its GPUs report ${cliques.length} cliques, of ${sizes.join(' and ')} instances: NVLink does not join them, and each is a domain of its own`,
      'jobs of more than one clique go over EFA; where the UltraServer should be one domain, drain it, restart its instances together, and take it to AWS Support',
    ),
  );
  return {
    domains: cliques.map((clique, index) =>
      domain(member, `${member.name}-${index + 1}`, byClique.get(clique) ?? [], block, undefined, clique),
    ),
    findings,
  };
}

function domain(
  member: TopologyMember,
  name: string,
  hosts: readonly TopologyHost[],
  { blockIds }: MemberBlock,
  expected: number | undefined,
  clique: string | undefined = hosts.length === 1 ? hosts[0]?.clique : undefined,
): TopologyDomain {
  return {
    name,
    member: member.name,
    pool: member.pool,
    kind: member.kind,
    ultraServerType: member.ultraServerType,
    instanceType: member.instanceType,
    blockId: blockIds[0],
    reservationId: member.reservationId,
    clique,
    expected,
    hosts,
  };
}

function checkBlock({ name, cell }: TopologyMember, { blockIds, pending }: MemberBlock): TopologyFinding[] {
  const place = { cell, member: name };
  const findings: TopologyFinding[] = [];
  if (blockIds.length > 1) {
    findings.push(
      finding(
        'block-disagrees',
        place,
        `the instances of ${name} are in ${count(blockIds.length, 'block')}, ${blockIds.join(' and ')}: one UltraServer is one block`,
        'read it again; where it stays, take it to AWS Support',
      ),
    );
  }
  if (pending.length > 0) {
    findings.push(
      finding(
        'block-pending',
        place,
        `AWS does not say yet that ${some(pending)} of ${name} are in its block; its reservation, tags or labels say that they are`,
        'ask again in some minutes',
      ),
    );
  }
  return findings;
}

/** Values by a key, in the order in which they came. */
export function groupBy<Value, Key>(values: readonly Value[], keyOf: (value: Value) => Key): Map<Key, Value[]> {
  const groups = new Map<Key, Value[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group === undefined) {
      groups.set(key, [value]);
    } else {
      group.push(value);
    }
  }
  return groups;
}
