import { doubleBinaryTree } from './double-tree';
import type { Fabric } from './fabric';
import { type RankedHost, type RingCrossings, ringCrossings } from './order-traffic';

/**
 * What an all-reduce over all ranks of an order can reach, in GB/s of bus bandwidth: 2 (n - 1) / n times the buffer, over the time it
 * takes, as nccl-tests reports it. Only bandwidth counts, as with buffers of many gigabytes: no latency, no protocol, no other
 * traffic, and a network that is nowhere narrower than the interfaces that it joins, for AWS publishes no bandwidth of its nodes.
 *
 * @see https://github.com/NVIDIA/nccl-tests/blob/master/doc/PERFORMANCE.md
 */
export interface AllReduceEstimate {
  readonly ranks: number;
  readonly domains: number;

  /** Rings in the order of ranks, spread over the GPUs of a domain and their interfaces. */
  readonly ring: RingEstimate;

  /** The double binary tree over hosts in the order of ranks. */
  readonly treeGBps: number;

  /** Within each domain, then between domains on every GPU's own interface, then within each domain again; one after another. */
  readonly hierarchicalGBps: number;

  /** What no algorithm passes that reduces on GPUs alone. NVLink SHARP reduces in the switches. */
  readonly boundGBps: number;
}

export interface RingEstimate {
  readonly busGBps: number;
  readonly crossings: RingCrossings;

  /** Bytes that leave the domain that is left most often, for each byte of the buffer; the least is about 2, with several domains. */
  readonly leavingPerByte: number;
}

interface Domain {
  readonly name: string;
  readonly ranks: number;

  /** What all its interfaces send together. */
  readonly networkGBps: number;
}

/**
 * Estimates an all-reduce.
 *
 * @param order at least one host, in the order of ranks
 */
export function estimateAllReduce(order: readonly RankedHost[], fabric: Fabric): AllReduceEstimate {
  const domains = domainsOf(order, fabric);
  const ranks = [...domains.values()].reduce((sum, domain) => sum + domain.ranks, 0);
  // All times are those of one byte of the buffer.
  const busGBps = (time: number): number => (time > 0 ? (2 * (ranks - 1)) / ranks / time : 0);
  const crossings = ringCrossings(order);
  return {
    ranks,
    domains: domains.size,
    ring: {
      busGBps: busGBps(ringTime([...domains.values()], crossings, ranks, fabric)),
      crossings,
      leavingPerByte: (crossings.domains.most * 2 * (ranks - 1)) / ranks,
    },
    treeGBps: busGBps(treeTime(order, domains, fabric)),
    hierarchicalGBps: busGBps(hierarchicalTime([...domains.values()], fabric)),
    boundGBps: busGBps(leastTime([...domains.values()], ranks, fabric)),
  };
}

function domainsOf(order: readonly RankedHost[], { networkGBps }: Fabric): Map<string, Domain> {
  const domains = new Map<string, Domain>();
  for (const { domain: name, accelerators } of order) {
    const ranks = (domains.get(name)?.ranks ?? 0) + accelerators;
    domains.set(name, { name, ranks, networkGBps: ranks * networkGBps });
  }
  return domains;
}

/** Every GPU passes on 2 (n - 1) / n of the buffer, and every domain as often as the ring leaves it. */
function ringTime(
  domains: readonly Domain[],
  { byDomain }: RingCrossings,
  ranks: number,
  { nvlinkGBps }: Fabric,
): number {
  const passed = (2 * (ranks - 1)) / ranks;
  const network = domains.map(({ name, networkGBps }) => ((byDomain.get(name) ?? 0) * passed) / networkGBps);
  return Math.max(passed / nvlinkGBps, ...network);
}

/** Each edge carries half of the buffer up and half of it down; within a host each GPU sends all of it up and down. */
function treeTime(order: readonly RankedHost[], domains: ReadonlyMap<string, Domain>, { nvlinkGBps }: Fabric): number {
  const ends = new Map<string, number>();
  for (const [child, parent] of doubleBinaryTree(order.length)) {
    const [one, other] = [order[child]?.domain, order[parent]?.domain];
    if (one !== undefined && other !== undefined && one !== other) {
      ends.set(one, (ends.get(one) ?? 0) + 1);
      ends.set(other, (ends.get(other) ?? 0) + 1);
    }
  }
  const network = [...ends].map(([name, count]) => count / 2 / (domains.get(name)?.networkGBps ?? 0));
  return Math.max(2 / nvlinkGBps, ...network);
}

function hierarchicalTime(domains: readonly Domain[], { nvlinkGBps }: Fabric): number {
  const within = Math.max(...domains.map(({ ranks }) => (2 * (ranks - 1)) / ranks)) / nvlinkGBps;
  const between = (2 * (domains.length - 1)) / domains.length;
  return within + between / Math.min(...domains.map(({ networkGBps }) => networkGBps));
}

/**
 * Of n ranks that reduce among themselves, all together send 2 (n - 1) buffers, and so do domains, each seen as one. From each domain
 * every part of the buffer leaves at least once, as its share of the sum or as the sum.
 *
 * @see https://doi.org/10.1016/j.jpdc.2008.09.002
 */
function leastTime(domains: readonly Domain[], ranks: number, { nvlinkGBps, networkGBps }: Fabric): number {
  const several = domains.length > 1;
  const sending = ranks * (nvlinkGBps + (several ? networkGBps : 0));
  const leaving = domains.reduce((sum, domain) => sum + domain.networkGBps, 0);
  return Math.max(
    (2 * (ranks - 1)) / sending,
    ...(several ? [(2 * (domains.length - 1)) / leaving, ...domains.map((domain) => 1 / domain.networkGBps)] : []),
  );
}
