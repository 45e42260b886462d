import { deepFreeze } from '../../../hardware/freeze';
import { refuse } from '../../../private/errors';
import { checkDomainShare } from '../../../rules/kubernetes-placement';
import { domainsThatHold, smallestDomain, type GpuPool } from './gpu-pool';
import type { GpuPodMount } from './gpu-pod';
import { torchJob } from './job-set';
import type { KubernetesObject } from './kubernetes-objects';
import { inDomainsOf } from './placement';

/** A training job over all UltraServers of a pool. */
export interface TrainingJobOptions {
  readonly pool: GpuPool;
  readonly namespace: string;

  /** Image with the program, PyTorch, and EFA's libfabric and its plugin for NCCL; for the architecture of the nodes. */
  readonly image: string;

  /** The program and its arguments, as bash words: `/workspace/train.py --resume`. */
  readonly program: string;

  /**
   * Nodes of each UltraServer that the job leaves free. Kueue puts one in the place of a node that fails; without a spare
   * in the same domain it ends the work, and starts it again when all nodes are there.
   *
   * @default - what is above the largest power of two, 2 of 18; where that is nothing, 0
   */
  readonly spareNodes?: number;

  /** How often the job is started again. @default 10 */
  readonly maxRestarts?: number;

  /** A claim for storage that holds checkpoints, and its place. @default - none */
  readonly checkpoints?: CheckpointVolume;
}

/** A claim for storage, and its place in the containers. */
export interface CheckpointVolume {
  readonly claimName: string;
  readonly mountPath: string;
}

const DEFAULT_RESTARTS = 10;

/**
 * A training job that starts on all of its nodes or on none, with as many nodes of each UltraServer.
 *
 * @see https://kueue.sigs.k8s.io/docs/concepts/topology_aware_scheduling/#hot-swap-support
 * @throws InvalidPropsError where the spares are more than an UltraServer can spare
 */
export function trainingJob(options: TrainingJobOptions): KubernetesObject[] {
  const { pool, checkpoints } = options;
  const domainNodes = smallestDomain(pool);
  const spareNodes = options.spareNodes ?? domainNodes - largestPowerOfTwo(domainNodes);
  refuse(checkDomainShare({ pool: pool.name, domainNodes, spareNodes }));
  const nodes = domainNodes - spareNodes;
  const mounts: GpuPodMount[] = checkpoints
    ? [
        {
          volume: { name: 'checkpoints', persistentVolumeClaim: { claimName: checkpoints.claimName } },
          mountPath: checkpoints.mountPath,
        },
      ]
    : [];
  return deepFreeze(
    torchJob({
      pool,
      namespace: options.namespace,
      image: options.image,
      program: options.program,
      name: 'training',
      // An UltraServer of twice the size holds two of the jobs, and the spares of both.
      domains: domainsThatHold(pool, domainNodes),
      nodes,
      annotations: inDomainsOf(pool, nodes),
      mounts,
      maxRestarts: options.maxRestarts ?? DEFAULT_RESTARTS,
    }),
  );
}

function largestPowerOfTwo(most: number): number {
  return 2 ** Math.floor(Math.log2(most));
}
