import type { ClusterFacts } from '../facts';
import type { Finding } from '../finding';
import { engineType, type EngineType } from '../engine-plan';
import type { Rule } from './rule';

/** Which keys go with which engine. */
export const engineRules: readonly Rule[] = [engineKeys, poolKeys];

type EngineKey = keyof NonNullable<ClusterFacts['draft']['engine']>;

/** Engines that a key of `engine` is for. */
const KEYS: Readonly<Record<Exclude<EngineKey, 'type'>, readonly EngineType[]>> = {
  version: ['eks', 'slurm'],
  nodes: ['eks'],
  access: ['eks'],
  endpoint: ['eks'],
  namespaces: ['eks'],
  cpuPools: ['eks'],
  scalingTier: ['eks'],
  supportType: ['eks'],
  deletionProtection: ['eks'],
  secretsKeyArn: ['eks'],
  serviceCidr: ['eks'],
  systemNodes: ['eks'],
  addOns: ['eks'],
  charts: ['eks'],
  controlZone: ['slurm'],
  login: ['slurm'],
  mostInstances: ['slurm'],
  mostJobs: ['slurm'],
  purgeAfterDays: ['slurm'],
  instanceStore: ['slurm'],
  settings: ['slurm'],
  nodeSettings: ['slurm'],
  queueSettings: ['slurm'],
};

/** Keys of a pool that are for Kubernetes. */
const POOL_KEYS = ['namespaces', 'borrowsFrom'] as const;

function engineKeys(cluster: ClusterFacts): Finding[] {
  const type = engineType(cluster);
  return Object.entries(KEYS).flatMap(([key, engines]): Finding[] => {
    const path = ['engine', key];
    return type === undefined || engines.includes(type) || !cluster.given(path)
      ? []
      : [{ id: 'engine-key', message: otherEngine(`engine.${key}`, engines, type), path, atKey: true }];
  });
}

function poolKeys(cluster: ClusterFacts): Finding[] {
  const type = engineType(cluster);
  return cluster.pools.flatMap((pool) =>
    POOL_KEYS.flatMap((key): Finding[] => {
      const path = [...pool.path, key];
      return type === undefined || type === 'eks' || !cluster.given(path)
        ? []
        : [{ id: 'engine-key', message: otherEngine(`${key} of a pool`, ['eks'], type), path, atKey: true }];
    }),
  );
}

function otherEngine(key: string, engines: readonly EngineType[], type: EngineType): string {
  return `${key} is for engine ${engines.join(' or ')}, and this cluster's is ${type}; delete it, or take engine: { type: ${engines[0]} }`;
}
