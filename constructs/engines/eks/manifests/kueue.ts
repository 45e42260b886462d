import { deepFreeze } from '../../../hardware/freeze';
import { nearest } from '../../../hardware/nearest';
import type { Problem } from '../../../hardware/problem';
import { EFA_HUGE_PAGES } from '../../../nodes/user-data/tuning';
import { refuse } from '../../../private/errors';
import { checkGpuPool, poolGpus, poolNodes, spansNodes, topologyLevels, topologyName, type GpuPool } from './gpu-pool';
import type { KubernetesObject } from './kubernetes-objects';
import type { ClusterQueue, FlavorQuota, KueueTopology, LocalQueue, ResourceFlavor } from './kueue-objects';
import { EFA_RESOURCE, GPU_RESOURCE, GPU_TAINT, LABEL_PREFIX, POOL_LABEL } from './node-identity';

const API_VERSION = 'kueue.x-k8s.io/v1beta2';

/**
 * What quotas call the IMEX channel of a ComputeDomain, of which a node has one.
 *
 * @see KUEUE_DEVICE_CLASS_MAPPINGS
 */
export const IMEX_CHANNEL_RESOURCE = `${LABEL_PREFIX}/imex-channel`;

/** A device class whose claims Kueue counts as a resource of its own name. */
export interface DeviceClassMapping {
  readonly name: string;
  readonly deviceClassNames: string[];
}

/**
 * What `resources.deviceClassMappings` in Kueue's configuration must say. Since 0.18 Kueue does not admit work with a
 * resource claim, such as that of a ComputeDomain, whose device class is not mapped.
 *
 * @see https://github.com/kubernetes-sigs/kueue/pull/10996
 * @see https://github.com/kubernetes-sigs/kueue/issues/10504
 */
export const KUEUE_DEVICE_CLASS_MAPPINGS: DeviceClassMapping[] = deepFreeze([
  { name: IMEX_CHANNEL_RESOURCE, deviceClassNames: ['compute-domain-default-channel.nvidia.com'] },
]);

/** What `integrations.frameworks` in Kueue's configuration must name. */
export const KUEUE_FRAMEWORKS: string[] = deepFreeze([
  'batch/job',
  'jobset.x-k8s.io/jobset',
  'leaderworkerset.x-k8s.io/leaderworkerset',
]);

/**
 * Kueue's view of the pools: topologies, a flavor and a queue for each pool with the quotas that the pool's own numbers
 * give, and a queue in each namespace that may use it.
 *
 * Quotas are those of the hardware. What a node can really give is less, and topology aware scheduling goes by that.
 *
 * @param pools all GPU pools of the cluster
 * @throws InvalidPropsError where a pool has a wrong name or number, or borrows from one that there is not
 */
export function kueueObjects(pools: GpuPool[]): KubernetesObject[] {
  return kueueParts(pools).flatMap(({ objects }) => objects);
}

/** Objects that come and go together. */
export interface KueuePart {
  /** Unique among all parts, and the same as long as they are there. */
  readonly name: string;

  /** Parts that have to stand before this one, and to stay until it is gone. */
  readonly after: string[];
  readonly objects: KubernetesObject[];
}

/**
 * As `kueueObjects`, in parts that can be applied and deleted one by one, each after those that it needs: `kubectl apply
 * --prune` deletes no custom resource that is gone from a larger manifest, and a pool that went would still be offered.
 *
 * @param pools all GPU pools of the cluster
 * @throws InvalidPropsError where a pool has a wrong name or number, or borrows from one that there is not
 * @see https://kubernetes.io/docs/tasks/manage-kubernetes-objects/declarative-config/
 */
export function kueueParts(pools: GpuPool[]): KueuePart[] {
  refuse([...pools.flatMap(checkGpuPool), ...checkNames(pools)]);
  const topologies = new Map(pools.map((pool) => [topologyPart(pool), topology(pool)]));
  return deepFreeze([
    ...[...topologies].map(([name, object]): KueuePart => ({ name, after: [], objects: [object] })),
    ...pools.map((pool) => ({
      name: poolPart(pool),
      after: [topologyPart(pool)],
      objects: [flavor(pool), clusterQueue(pool, pools)],
    })),
    ...pools.flatMap((pool) =>
      pool.namespaces.map((namespace) => ({
        name: `Queue-${pool.name}.${namespace}`,
        after: [poolPart(pool)],
        objects: [localQueue(pool, namespace)],
      })),
    ),
  ]);
}

function topologyPart(pool: GpuPool): string {
  return `Topology-${topologyName(pool)}`;
}

function poolPart(pool: GpuPool): string {
  return `Pool-${pool.name}`;
}

function topology(pool: GpuPool): KueueTopology {
  return {
    apiVersion: API_VERSION,
    kind: 'Topology',
    metadata: { name: topologyName(pool) },
    spec: { levels: topologyLevels(pool).map((nodeLabel) => ({ nodeLabel })) },
  };
}

function flavor(pool: GpuPool): ResourceFlavor {
  return {
    apiVersion: API_VERSION,
    kind: 'ResourceFlavor',
    metadata: { name: flavorName(pool) },
    spec: {
      nodeLabels: { [POOL_LABEL]: pool.name },
      nodeTaints: [GPU_TAINT],
      topologyName: topologyName(pool),
    },
  };
}

function flavorName(pool: GpuPool): string {
  return `${pool.name}-${topologyName(pool)}`;
}

function clusterQueue(pool: GpuPool, pools: GpuPool[]): ClusterQueue {
  const lenders = pools.filter(({ name }) => pool.borrowsFrom?.includes(name));
  const shares = lenders.length > 0 || pools.some(({ borrowsFrom }) => borrowsFrom?.includes(pool.name));
  const quotas = quotasOf(pool);
  const nothing = quotas.map(({ name }) => ({ name, nominalQuota: '0' }));
  return {
    apiVersion: API_VERSION,
    kind: 'ClusterQueue',
    metadata: { name: pool.name },
    spec: {
      ...(shares ? { cohortName: LABEL_PREFIX } : {}),
      namespaceSelector: {
        matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: [...pool.namespaces] }],
      },
      preemption: { reclaimWithinCohort: shares ? 'Any' : 'Never', withinClusterQueue: 'LowerPriority' },
      resourceGroups: [
        {
          coveredResources: quotas.map(({ name }) => name),
          flavors: [
            { name: flavorName(pool), resources: quotas },
            ...lenders.map((lender) => ({ name: flavorName(lender), resources: nothing })),
          ],
        },
      ],
    },
  };
}

/** Kueue admits no pod that asks for a resource beside these. */
function quotasOf(pool: GpuPool): FlavorQuota[] {
  const nodes = poolNodes(pool);
  const { vcpus, memoryGiB } = pool.instanceType;
  return [
    { name: 'cpu', nominalQuota: String(nodes * vcpus) },
    { name: 'memory', nominalQuota: `${nodes * memoryGiB}Gi` },
    { name: GPU_RESOURCE, nominalQuota: String(poolGpus(pool)) },
    { name: EFA_RESOURCE, nominalQuota: String(nodes * pool.efaInterfaces) },
    { name: 'hugepages-2Mi', nominalQuota: `${pool.efaInterfaces > 0 ? nodes * EFA_HUGE_PAGES * 2 : 0}Mi` },
    { name: IMEX_CHANNEL_RESOURCE, nominalQuota: String(spansNodes(pool) ? nodes : 0) },
  ];
}

function localQueue(pool: GpuPool, namespace: string): LocalQueue {
  return {
    apiVersion: API_VERSION,
    kind: 'LocalQueue',
    metadata: { name: pool.name, namespace },
    spec: { clusterQueue: pool.name },
  };
}

function checkNames(pools: GpuPool[]): Problem[] {
  const names = pools.map(({ name }) => name);
  const repeated = names.filter((name, index) => names.indexOf(name) !== index);
  return [
    ...[...new Set(repeated)].map((name) => ({
      id: 'kubernetes-pool-repeated',
      message: `two GPU pools are named '${name}'; give each a name of its own`,
    })),
    ...pools.flatMap((pool) => (pool.borrowsFrom ?? []).flatMap((lender) => checkLender(pool, lender, names))),
  ];
}

function checkLender(pool: GpuPool, lender: string, names: string[]): Problem[] {
  const others = names.filter((name) => name !== pool.name);
  if (others.includes(lender)) {
    return [];
  }
  const meant = nearest(lender, others);
  return [
    {
      id: 'kubernetes-pool-lender',
      message: `pool ${pool.name} is to borrow nodes of '${lender}', which is no other GPU pool of the cluster${meant ? ` (did you mean '${meant}'?)` : ''}; there are ${others.join(', ') || 'none'}`,
      path: ['borrowsFrom'],
    },
  ];
}
