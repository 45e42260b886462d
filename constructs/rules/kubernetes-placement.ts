import type { Problem } from '../hardware/problem';

/** Nodes that work is to have of each NVLink domain of a pool. */
export interface DomainShare {
  /** The pool's name, for messages. */
  readonly pool: string;

  /** Nodes of the pool's smallest domain. */
  readonly domainNodes: number;

  /** Nodes of one replica of an inference server. @default - none is asked for */
  readonly replicaNodes?: number;

  /** Nodes of each domain that training leaves free. @default 0 */
  readonly spareNodes?: number;
}

/**
 * What is wrong with the nodes that work is to have of each NVLink domain. Kueue would keep such work waiting without
 * end, as no domain can ever hold it.
 */
export function checkDomainShare({ pool, domainNodes, replicaNodes, spareNodes = 0 }: DomainShare): Problem[] {
  const problems: Problem[] = [];
  if (replicaNodes !== undefined && !isWithin(replicaNodes, 1, domainNodes)) {
    problems.push({
      id: 'kubernetes-replica-nodes',
      message:
        `a replica of pool ${pool} must have a whole number of nodes from 1 to ${domainNodes}, which its smallest domain has, ` +
        `got ${replicaNodes}: a replica never leaves its domain`,
      path: ['replicaNodes'],
    });
  }
  if (!isWithin(spareNodes, 0, domainNodes - 1)) {
    problems.push({
      id: 'kubernetes-spare-nodes',
      message:
        `training in pool ${pool} can leave a whole number of nodes from 0 to ${domainNodes - 1} of each domain free, ` +
        `as its smallest domain has ${domainNodes}, got ${spareNodes}`,
      path: ['spareNodes'],
    });
  }
  return problems;
}

function isWithin(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
