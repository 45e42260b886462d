import type { TopologyDomain, TopologyHost } from './topology';

/**
 * The order in which ranks are given out: the hosts of a domain one after another, and after them those of the domain with
 * which they share the nearest node of the network. Both levels are sorted by their path from the top of the network, so that
 * whatever shares a node of it stands together; n hosts take n log n steps, and the same hosts always get the same order.
 */
export function inRankOrder(domains: readonly TopologyDomain[]): TopologyDomain[] {
  return domains
    .map((domain) => {
      const hosts = sortedByPath(
        domain.hosts,
        ({ zone, networkNodes }) => [zone ?? '', ...networkNodes],
        ({ slurmName }) => numbersPadded(slurmName),
      );
      return { path: domainPath(hosts), domain: { ...domain, hosts } };
    })
    .map(({ path, domain }) => ({ key: sortKey(path, numbersPadded(domain.name)), domain }))
    .toSorted((one, other) => compare(one.key, other.key))
    .map(({ domain }) => domain);
}

/** What all hosts of a domain share, from the top; below that, the way to the first of them. */
function domainPath(hosts: readonly TopologyHost[]): string[] {
  const [first] = hosts;
  return first === undefined ? [] : [first.zone ?? '', ...first.networkNodes];
}

function sortedByPath<Value>(
  values: readonly Value[],
  pathOf: (value: Value) => readonly string[],
  nameOf: (value: Value) => string,
): Value[] {
  return values
    .map((value) => ({ key: sortKey(pathOf(value), nameOf(value)), value }))
    .toSorted((one, other) => compare(one.key, other.key))
    .map(({ value }) => value);
}

/** Orders by path, and by name within one. A shorter path comes before those that it begins. */
function sortKey(path: readonly string[], name: string): string {
  return `${path.join('\u0001')}\u0000${name}`;
}

/** So that `alpha-10` comes after `alpha-9`. */
function numbersPadded(name: string): string {
  return name.replaceAll(/\d+/g, (digits) => digits.padStart(8, '0'));
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
