/** An instance in a list whose order is that of ranks. */
export interface RankedHost {
  /** Names its NVLink domain. */
  readonly domain: string;

  /** The nodes of the network above it, the top first. */
  readonly networkNodes: readonly string[];

  /** GPUs; each is a rank. */
  readonly accelerators: number;
}

/** How often something leaves the parts of one kind: domains, or the network's nodes of one layer. */
export interface Crossings {
  /** Parts. */
  readonly parts: number;

  /** Over all parts. */
  readonly total: number;

  /** Of the part that is left most often. */
  readonly most: number;

  /** No order can do with fewer in all: a ring leaves each part once, where there are several. */
  readonly least: number;
}

/** How often a ring in the order of ranks leaves the parts that it goes through. */
export interface RingCrossings {
  readonly domains: Crossings;

  /** By the network's layer, the top first; as many as every host has. */
  readonly layers: readonly Crossings[];

  /** By domain. */
  readonly byDomain: ReadonlyMap<string, number>;
}

/** Follows the ring once around: each step from a host to the next one, and from the last to the first. */
export function ringCrossings(order: readonly RankedHost[]): RingCrossings {
  const byDomain = leaving(order.map(({ domain }) => domain));
  const depth = order.reduce((least, { networkNodes }) => Math.min(least, networkNodes.length), Infinity);
  const layers = Array.from({ length: Number.isFinite(depth) ? depth : 0 }, (_, layer) =>
    summed(leaving(order.map(({ networkNodes }) => networkNodes.slice(0, layer + 1).join('/')))),
  );
  return { domains: summed(byDomain), layers, byDomain };
}

/** How often each part is left on the way around. */
function leaving(parts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  parts.forEach((part, index) => {
    const next = parts[(index + 1) % parts.length];
    counts.set(part, (counts.get(part) ?? 0) + (next === part ? 0 : 1));
  });
  return counts;
}

function summed(counts: ReadonlyMap<string, number>): Crossings {
  const values = [...counts.values()];
  return {
    parts: values.length,
    total: values.reduce((sum, value) => sum + value, 0),
    most: values.reduce((most, value) => Math.max(most, value), 0),
    least: values.length > 1 ? values.length : 0,
  };
}
