import type { Problem } from '../hardware/problem';

/** System nodes that a cluster has at least: one for each replica of a controller. */
export const FEWEST_SYSTEM_NODES = 2;

/** The nodes that run a cluster's controllers. */
export interface SystemNodesDemand {
  readonly count: number;
  readonly instanceTypes: readonly string[];
}

/** Names of Graviton families end in a generation, `g`, and what else they have: m7g, c8gn, r6gd. */
const GRAVITON = /^(?:a1|[a-z]+\d+g[a-z]*)\.[a-z0-9-]+$/;

/** What is wrong with the system nodes of a cluster. */
export function checkSystemNodes({ count, instanceTypes }: SystemNodesDemand): Problem[] {
  const few = {
    id: 'eks-system-nodes',
    message: `a cluster needs ${FEWEST_SYSTEM_NODES} system nodes at least, one for each replica of a controller, got ${count}; give a whole number from ${FEWEST_SYSTEM_NODES} on`,
    path: ['systemNodes', 'count'],
  };
  return [
    ...(Number.isInteger(count) && count >= FEWEST_SYSTEM_NODES ? [] : [few]),
    ...instanceTypes
      .filter((type) => !GRAVITON.test(type))
      .map((type) => ({
        id: 'eks-system-nodes-graviton',
        message: `${type} is no Graviton type, and the system nodes' image is arm64; give one such as m7g.xlarge`,
        path: ['systemNodes', 'instanceTypes'],
      })),
  ];
}
