import type { TopologyDomain, TopologyHost } from './topology';

/**
 * The order in which ranks are given out: the hosts of a domain one after another, and after them those of the domain with
 * which they share the nearest node of the network. Both levels are sorted by their path from the top of the network, so that
 * whatever shares a node of it stands together; n hosts take n log n steps, and the same hosts always get the same order.
 */
export function inRankOrder(domains: readonly TopologyDomain[]): TopologyDomain[] {
  return domains
    .map((domain) => ({ ...domain, hosts: sortedHosts(domain.hosts) }))
    .toSorted((one, other) => {
      // Below what its hosts share, a domain is where the first of them is.
      const [first, second] = [one.hosts[0], other.hosts[0]];
      return (first && second ? comparePlaces(first, second) : 0) || compareNames(one.name, other.name);
    });
}

/** By place, and in one place by name. Most domains are in one place, and their names differ in a number alone. */
function sortedHosts(hosts: readonly TopologyHost[]): TopologyHost[] {
  const [first] = hosts;
  const named = hosts.map((host) => ({ host, name: splitNumber(host.slurmName) }));
  const isOnePlace = named.every(({ host }) => first !== undefined && comparePlaces(first, host) === 0);
  return named
    .toSorted(
      (one, other) => (isOnePlace ? 0 : comparePlaces(one.host, other.host)) || compareSplit(one.name, other.name),
    )
    .map(({ host }) => host);
}

/** By the way from the top of the network; a way that ends comes before those that go on. */
function comparePlaces(one: TopologyHost, other: TopologyHost): number {
  let order = compare(one.zone ?? '', other.zone ?? '');
  const { networkNodes: way } = one;
  const { networkNodes: otherWay } = other;
  const depth = Math.max(way.length, otherWay.length);
  for (let layer = 0; order === 0 && layer < depth; layer++) {
    order = compare(way[layer] ?? '', otherWay[layer] ?? '');
  }
  return order;
}

/** A name, what comes before the digits at its end, and their value. */
interface SplitName {
  readonly name: string;
  readonly head: string;
  readonly number: number;
}

/** By name, with numbers by their value: `alpha-9` before `alpha-10`. */
function compareNames(one: string, other: string): number {
  return compareSplit(splitNumber(one), splitNumber(other));
}

function compareSplit(one: SplitName, other: SplitName): number {
  return compare(one.head, other.head) || one.number - other.number || compare(one.name, other.name);
}

function splitNumber(name: string): SplitName {
  let [end, number, value] = [name.length, 0, 1];
  while (end > 0 && isDigit(name.charCodeAt(end - 1))) {
    end--;
    number += (name.charCodeAt(end) - ZERO) * value;
    value *= 10;
  }
  return { name, head: name.slice(0, end), number };
}

const ZERO = 48;
const NINE = 57;

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}

function compare(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
