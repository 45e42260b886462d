import type { AcceleratedInstanceType } from '../../../hardware/instance-type';
import type { Problem } from '../../../hardware/problem';
import { checkLabelValue, checkObjectName } from '../../../rules/kubernetes-names';
import { CLIQUE_LABEL, MEMBER_LABEL } from './node-identity';
import { knownNetworkLayers, networkLayerLabel } from './network-layers';

/** A pool of GPU nodes, as Kubernetes is to share it out. */
export interface GpuPool {
  readonly name: string;
  readonly instanceType: AcceleratedInstanceType;

  /** The pool's UltraServers, or its groups of plain instances; at least one. */
  readonly members: GpuPoolMember[];

  /** EFA interfaces of one node, as its interface layout has them. */
  readonly efaInterfaces: number;

  /** Namespaces whose work may use the pool; each gets a queue of the pool's name. */
  readonly namespaces: string[];

  /**
   * Other pools whose idle nodes this pool's work may borrow. Their own work takes them back, by preemption.
   *
   * @default - none
   */
  readonly borrowsFrom?: string[];

  /**
   * Layers of AWS's network, from the top, that placement looks at. Each node must have the labels of all of them, or
   * Kueue does not see it, and all nodes of one UltraServer must agree in them, or Kueue takes it for two.
   *
   * @default - for UltraServers 2, as AWS does not say that the nodes of one agree in the lowest layer; for other types
   * all that AWS tells of the type
   */
  readonly networkLayers?: number;
}

/** One UltraServer, or one group of plain instances. */
export interface GpuPoolMember {
  readonly name: string;

  /** Instances. */
  readonly nodes: number;
}

const LAYERS_ABOVE_ULTRASERVERS = 2;

/** The label that tells nodes apart, and the one level that Kueue takes at the bottom alone. */
export const HOSTNAME_LABEL = 'kubernetes.io/hostname';

/** Nodes of the pool. */
export function poolNodes({ members }: GpuPool): number {
  return members.reduce((sum, { nodes }) => sum + nodes, 0);
}

/** GPUs of so many nodes of the pool; of all of them where no number is given. */
export function poolGpus(pool: GpuPool, nodes = poolNodes(pool)): number {
  return nodes * pool.instanceType.accelerators.count;
}

/** Nodes of the smallest member: so many fit into every one. */
export function smallestDomain({ members }: GpuPool): number {
  return Math.min(...members.map(({ nodes }) => nodes));
}

/** How many times so many nodes of one member fit into the pool. */
export function domainsThatHold({ members }: GpuPool, nodes: number): number {
  return members.reduce((sum, member) => sum + Math.floor(member.nodes / nodes), 0);
}

/** Whether NVLink joins the nodes of a member, so that its work wants a ComputeDomain. */
export function spansNodes({ instanceType }: GpuPool): boolean {
  return instanceType.nvlinkDomain === 'ultraserver' && instanceType.accelerators.manufacturer === 'nvidia';
}

/**
 * Labels by which Kueue sees where nodes are, the widest first.
 *
 * The UltraServer's own label is above the NVLink partition that its GPUs report: an UltraServer may be divided into several.
 *
 * @see https://kueue.sigs.k8s.io/docs/concepts/topology_aware_scheduling/
 */
export function topologyLevels(pool: GpuPool): string[] {
  const layers = Array.from({ length: networkLayers(pool) }, (_, index) => networkLayerLabel(index + 1));
  return [...layers, ...(spansNodes(pool) ? [MEMBER_LABEL, CLIQUE_LABEL] : []), HOSTNAME_LABEL];
}

/**
 * Name of the topology, and part of the flavor's name. Kueue lets neither change once they stand, so that other levels
 * are other objects.
 */
export function topologyName(pool: GpuPool): string {
  return `${spansNodes(pool) ? 'nvlink' : 'network'}-layers-${networkLayers(pool)}`;
}

function networkLayers(pool: GpuPool): number {
  const known = knownNetworkLayers(pool.instanceType.name);
  return pool.networkLayers ?? (spansNodes(pool) ? Math.min(known, LAYERS_ABOVE_ULTRASERVERS) : known);
}

/** What is wrong with a pool's names and numbers. */
export function checkGpuPool(pool: GpuPool): Problem[] {
  const counts: [string, number, number][] = [
    ...pool.members.map(({ name, nodes }): [string, number, number] => [`nodes of ${name}`, nodes, 1]),
    ['EFA interfaces', pool.efaInterfaces, 0],
    ['network layers', networkLayers(pool), 0],
  ];
  const problems = [
    ...checkObjectName('a pool', pool.name),
    ...pool.members.flatMap(({ name }) => checkLabelValue('an UltraServer', name)),
    ...pool.namespaces.flatMap((namespace) => checkObjectName('a namespace', namespace)),
    ...counts
      .filter(([, value, least]) => !Number.isInteger(value) || value < least)
      .map(([what, value, least]) => ({
        id: 'kubernetes-pool-count',
        message: `pool ${pool.name} must have a whole number of ${what} of at least ${least}, got ${value}`,
      })),
  ];
  if (pool.instanceType.accelerators.manufacturer !== 'nvidia') {
    const { name, accelerators } = pool.instanceType;
    problems.push({
      id: 'kubernetes-pool-accelerator',
      message: `pool ${pool.name} must have NVIDIA GPUs, which nvidia.com/gpu counts, got ${name} with ${accelerators.model}; run it with engine ec2`,
    });
  }
  if (pool.members.length === 0 || pool.namespaces.length === 0) {
    problems.push({
      id: 'kubernetes-pool-empty',
      message: `pool ${pool.name} must have a member and a namespace that may use it, got ${pool.members.length} and ${pool.namespaces.length}`,
    });
  }
  return problems;
}
