import { groupBy } from './member-domains';
import type { TopologyDomain } from './topology';

/** A node of the network with what is below it. */
export interface NetworkTreeNode {
  /** Its id; undefined for what AWS tells nothing of. */
  readonly id: string | undefined;
  readonly children: readonly NetworkTreeNode[];

  /** Domains whose way to all of their hosts leads through here, and through none of the children alone. */
  readonly domains: readonly TopologyDomain[];
}

/** The tree of network nodes above domains, in rank order. A domain hangs where the ways to its hosts part. */
export function networkTree(domains: readonly TopologyDomain[]): NetworkTreeNode[] {
  const placed = domains.map((domain) => ({ domain, way: sharedWay(domain) }));
  const [unknown, known] = [
    placed.filter(({ way }) => way.length === 0).map(({ domain }) => domain),
    placed.filter(({ way }) => way.length > 0),
  ];
  return [...level(known, 0), ...(unknown.length > 0 ? [{ id: undefined, children: [], domains: unknown }] : [])];
}

interface Placed {
  readonly domain: TopologyDomain;
  readonly way: readonly string[];
}

function level(placed: readonly Placed[], depth: number): NetworkTreeNode[] {
  return [...groupBy(placed, ({ way }) => way[depth])].map(([id, below]) => ({
    id,
    domains: below.filter(({ way }) => way.length === depth + 1).map(({ domain }) => domain),
    children: level(
      below.filter(({ way }) => way.length > depth + 1),
      depth + 1,
    ),
  }));
}

/** The network nodes that all hosts of a domain are under, from the top. */
export function sharedWay({ hosts }: TopologyDomain): string[] {
  const ways = hosts.map(({ networkNodes }) => networkNodes);
  const [first = []] = ways;
  const end = first.findIndex((node, layer) => ways.some((way) => way[layer] !== node));
  return first.slice(0, end < 0 ? first.length : end);
}
