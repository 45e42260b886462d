import type { AcceleratedInstanceTypeFacts } from './instance-type-facts';
import type { InterfacePlacement } from './interface-placement';
import { carriesEfa, carriesEna } from './interface-placement';
import { cardGbps } from './network-card';

/** EFA or ENA traffic of one placed interface; an interface of type `efa` has one of each. */
export interface Flow {
  /** Place in the list of placements. */
  readonly placement: number;
  readonly card: number;
  readonly kind: 'efa' | 'ena';

  /** What the placement states for it, in Gbps; undefined: it takes its fair share. */
  readonly statedGbps: number | undefined;
}

/** Something that several flows go through, and what it carries. */
export interface BandwidthLimit {
  readonly of: 'card' | 'physical NIC' | 'GPU' | 'instance';
  readonly cards: number[];
  readonly counts: 'all' | 'efa' | 'ena';
  readonly gbps: number;

  /** Places in the list of flows. */
  readonly flows: number[];
}

/** The flows of the placements, in their order; EFA before ENA on one interface. */
export function flowsOf(placements: InterfacePlacement[]): Flow[] {
  return placements.flatMap(({ card, type, efaGbps, enaGbps }, placement) => [
    ...(carriesEfa(type) ? [{ placement, card, kind: 'efa' as const, statedGbps: efaGbps }] : []),
    ...(carriesEna(type) ? [{ placement, card, kind: 'ena' as const, statedGbps: enaGbps }] : []),
  ]);
}

/** Every limit that at least one of the flows goes through. */
export function limitsOn(type: AcceleratedInstanceTypeFacts, flows: Flow[]): BandwidthLimit[] {
  const limits: Omit<BandwidthLimit, 'flows'>[] = [
    ...type.networkCards.flatMap((card) => [
      { of: 'card' as const, cards: [card.index], counts: 'efa' as const, gbps: card.efaGbps },
      { of: 'card' as const, cards: [card.index], counts: 'ena' as const, gbps: card.enaGbps },
      { of: 'card' as const, cards: [card.index], counts: 'all' as const, gbps: cardGbps(card) },
    ]),
    ...(type.sharedBandwidth ?? []),
    {
      of: 'instance' as const,
      cards: type.networkCards.map((card) => card.index),
      counts: 'efa' as const,
      gbps: type.efaGbps,
    },
  ];
  return limits
    .map((limit) => ({ ...limit, flows: flows.flatMap((flow, index) => (goesThrough(flow, limit) ? [index] : [])) }))
    .filter((limit) => limit.flows.length > 0);
}

function goesThrough(flow: Flow, limit: Omit<BandwidthLimit, 'flows'>): boolean {
  return limit.cards.includes(flow.card) && (limit.counts === 'all' || limit.counts === flow.kind);
}

/**
 * What each flow can have, in Gbps, while all of them are busy: max-min fair. What a placement states is set aside
 * first; then all other flows grow together until something that they go through is full, those stop, and the rest grow
 * on. Worked in whole Mbps and rounded down, so that no sum exceeds its limit.
 */
export function fairShares(type: AcceleratedInstanceTypeFacts, flows: Flow[]): number[] {
  const limits = limitsOn(type, flows).map((limit) => ({ flows: limit.flows, left: toMbps(limit.gbps) }));
  const shares = flows.map((flow) => toMbps(flow.statedGbps ?? 0));
  for (const limit of limits) {
    limit.left -= limit.flows.reduce((sum, flow) => sum + (shares[flow] ?? 0), 0);
  }

  const growing = new Set(flows.flatMap((flow, index) => (flow.statedGbps === undefined ? [index] : [])));
  while (growing.size > 0) {
    const busy = limits
      .map((limit) => ({ limit, growing: limit.flows.filter((flow) => growing.has(flow)) }))
      .filter((entry) => entry.growing.length > 0);
    const step = Math.max(0, Math.min(...busy.map((entry) => Math.floor(entry.limit.left / entry.growing.length))));
    for (const flow of growing) {
      shares[flow] = (shares[flow] ?? 0) + step;
    }
    for (const entry of busy) {
      entry.limit.left -= step * entry.growing.length;
    }
    for (const full of busy.filter((entry) => entry.limit.left < entry.growing.length)) {
      full.growing.forEach((flow) => growing.delete(flow));
    }
  }
  return shares.map((mbps) => mbps / 1000);
}

function toMbps(gbps: number): number {
  return Math.floor(gbps * 1000);
}
