import { spansNodes, topologyLevels, type GpuPool } from './gpu-pool';
import { CLIQUE_LABEL } from './node-identity';

const PODSET = 'kueue.x-k8s.io/podset';

/**
 * Annotations of pods that must be in one NVLink domain; nothing is admitted before one has room for all of them. Where
 * NVLink ends at the instance, they are to be as near to each other as can be.
 *
 * @see https://kueue.sigs.k8s.io/docs/concepts/topology_aware_scheduling/
 */
export function inOneDomain(pool: GpuPool): Record<string, string> {
  return spansNodes(pool) ? { [`${PODSET}-required-topology`]: CLIQUE_LABEL } : nearby(pool);
}

/**
 * Annotations of pods in groups of a size, of which each must be in one NVLink domain. Where NVLink ends at the instance,
 * they are to be as near to each other as can be.
 */
export function inDomainsOf(pool: GpuPool, size: number): Record<string, string> {
  return spansNodes(pool)
    ? { [`${PODSET}-slice-required-topology`]: CLIQUE_LABEL, [`${PODSET}-slice-size`]: String(size) }
    : nearby(pool);
}

/** Makes a leader and its workers, which have templates of their own, one group for the annotations above. */
export function asOneGroup(name: string): Record<string, string> {
  return { [`${PODSET}-group-name`]: name };
}

function nearby(pool: GpuPool): Record<string, string> {
  const lowest = topologyLevels(pool).at(-2);
  return lowest === undefined
    ? { [`${PODSET}-unconstrained-topology`]: 'true' }
    : { [`${PODSET}-preferred-topology`]: lowest };
}
