import { groupBy } from './member-domains';
import type { ClusterTopology, TopologyDomain, TopologyHost } from './topology';

/** What became of an instance from one topology to the next. */
export type TopologyChange =
  | { readonly kind: 'added' | 'gone'; readonly cell: string; readonly domain: string; readonly instance: string }
  | {
      /** Another instance took the place of one that is gone. */
      readonly kind: 'replaced';
      readonly cell: string;
      readonly domain: string;
      readonly instance: string;
      readonly replaces: string;
    }
  | {
      /** The same instance, elsewhere: in another domain, clique, or under other nodes of the network. */
      readonly kind: 'moved';
      readonly cell: string;
      readonly domain: string;
      readonly instance: string;
      readonly from: string;
      readonly to: string;
    }
  | {
      /** A finding that there was not, or is not any more. */
      readonly kind: 'found' | 'settled';
      readonly cell: string | undefined;
      readonly finding: string;
      readonly message: string;
    };

interface Placed {
  readonly cell: string;
  readonly domain: TopologyDomain;
  readonly host: TopologyHost;
}

/** What changed from one topology to the next; nothing where only orders differ. */
export function diffTopology(before: ClusterTopology, after: ClusterTopology): TopologyChange[] {
  const [old, now] = [placedHosts(before), placedHosts(after)];
  const gone = [...old.values()].filter(({ host }) => !now.has(host.instanceId));
  const added = [...now.values()].filter(({ host }) => !old.has(host.instanceId));
  const changes: TopologyChange[] = [];

  const goneByMember = groupBy(gone, memberOf);
  for (const one of added) {
    const candidates = goneByMember.get(memberOf(one)) ?? [];
    const sameName = candidates.findIndex(({ host }) => host.slurmName === one.host.slurmName);
    const [replaced] = candidates.splice(Math.max(sameName, 0), 1);
    changes.push(
      replaced === undefined
        ? { kind: 'added', ...where(one) }
        : { kind: 'replaced', ...where(one), replaces: replaced.host.instanceId },
    );
  }
  for (const one of [...goneByMember.values()].flat()) {
    changes.push({ kind: 'gone', ...where(one) });
  }
  for (const one of now.values()) {
    const was = old.get(one.host.instanceId);
    const [from, to] = was === undefined ? ['', ''] : [placeOf(was), placeOf(one)];
    if (from !== to) {
      changes.push({ kind: 'moved', ...where(one), from, to });
    }
  }
  return [...changes, ...diffFindings(before, after)];
}

/** A change in one line. */
export function describeChange(change: TopologyChange): string {
  switch (change.kind) {
    case 'added':
      return `${change.instance} is new in ${change.domain}`;
    case 'gone':
      return `${change.instance} is gone from ${change.domain}`;
    case 'replaced':
      return `${change.instance} replaces ${change.replaces} in ${change.domain}`;
    case 'moved':
      return `${change.instance} moved from ${change.from} to ${change.to}`;
    case 'found':
      return `new: ${change.message} [${change.finding}]`;
    case 'settled':
      return `settled: ${change.message} [${change.finding}]`;
    default:
      return change satisfies never;
  }
}

function placedHosts({ cells }: ClusterTopology): Map<string, Placed> {
  return new Map(
    cells.flatMap(({ cell, domains }) =>
      domains.flatMap((domain) =>
        domain.hosts.map((host): [string, Placed] => [host.instanceId, { cell, domain, host }]),
      ),
    ),
  );
}

function memberOf({ domain }: Placed): string {
  return domain.member;
}

function where({ cell, domain, host }: Placed): { cell: string; domain: string; instance: string } {
  return { cell, domain: domain.name, instance: host.instanceId };
}

/** Where an instance is, as far as work on it can tell. */
function placeOf({ domain, host }: Placed): string {
  const parts = [
    domain.name,
    ...(host.clique === undefined ? [] : [`clique ${host.clique}`]),
    host.networkNodes.join(' > '),
  ];
  return parts.filter((part) => part !== '').join(', ');
}

function diffFindings(before: ClusterTopology, after: ClusterTopology): TopologyChange[] {
  const [old, now] = [findingsOf(before), findingsOf(after)];
  return [
    ...[...now].filter(([key]) => !old.has(key)).map(([, change]) => ({ ...change, kind: 'found' as const })),
    ...[...old].filter(([key]) => !now.has(key)).map(([, change]) => ({ ...change, kind: 'settled' as const })),
  ];
}

function findingsOf({ cells, findings }: ClusterTopology): Map<string, Extract<TopologyChange, { finding: string }>> {
  return new Map(
    [...findings, ...cells.flatMap((cell) => cell.findings)].map(({ id, cell, message }) => [
      `${cell ?? ''} ${id} ${message}`,
      { kind: 'found', cell, finding: id, message },
    ]),
  );
}
