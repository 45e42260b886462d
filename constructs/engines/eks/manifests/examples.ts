import { deepFreeze } from '../../../hardware/freeze';
import { refuse } from '../../../private/errors';
import { allReduceAcrossDomains, allReduceInOneDomain } from './all-reduce';
import { checkGpuPool, domainsThatHold, poolGpus, smallestDomain, spansNodes, type GpuPool } from './gpu-pool';
import { inferenceReplicas, type ReplicaMetric } from './inference';
import type { KubernetesObject } from './kubernetes-objects';
import { trainingJob } from './training-job';

/** What the examples of a pool run. */
export interface KubernetesExamplesOptions {
  readonly pool: GpuPool;

  /** Image with PyTorch, and with EFA's libfabric and its plugin for NCCL; for the architecture of the nodes. */
  readonly torchImage: string;

  /** The training program in that image, and its arguments, as bash words. */
  readonly trainingProgram: string;

  /** Image with SGLang, for the architecture of the nodes. */
  readonly inferenceImage: string;

  /** The model that is served, as SGLang takes it. */
  readonly model: string;

  /** What the number of inference replicas goes by. */
  readonly metric: ReplicaMetric;

  /** Nodes of one inference replica. @default 4, or those of the smallest UltraServer where they are fewer */
  readonly replicaNodes?: number;

  /** Nodes of each UltraServer that training leaves free. @default - what is above the largest power of two */
  readonly spareNodes?: number;
}

/** An example: objects for one file. */
export interface KubernetesExample {
  /** `nccl-one-domain.yaml` */
  readonly fileName: string;

  /** What it shows, in one or more lines. */
  readonly about: string[];
  readonly objects: KubernetesObject[];
}

/**
 * Examples with a pool's own numbers, in the first of its namespaces: an all-reduce in one NVLink domain, one over all of
 * them where there are more, an inference server whose replicas never leave their domain, and a training job with spares.
 *
 * @throws InvalidPropsError where the pool cannot run them
 */
export function kubernetesExamples(options: KubernetesExamplesOptions): KubernetesExample[] {
  const { pool } = options;
  refuse(checkGpuPool(pool));
  const [namespace = ''] = pool.namespaces;
  const domains = domainsThatHold(pool, smallestDomain(pool));
  const torch = { pool, namespace, image: options.torchImage };
  const gpus = poolGpus(pool, smallestDomain(pool));
  return deepFreeze([
    ...(spansNodes(pool)
      ? [
          {
            fileName: 'nccl-one-domain.yaml',
            about: [
              `All-reduce over ${gpus} GPUs of one NVLink domain, in a ComputeDomain of its own. It fails where NCCL took the`,
              'network between nodes, for then the bandwidth that it shows is not that of NVLink.',
            ],
            objects: allReduceInOneDomain(torch),
          },
        ]
      : []),
    ...(domains > 1 || !spansNodes(pool)
      ? [
          {
            fileName: 'nccl-across-domains.yaml',
            about: [
              `All-reduce over ${domains * gpus} GPUs: NVLink within each of ${domains} groups of ${smallestDomain(pool)} nodes, EFA between them.`,
              'It fails where NCCL took sockets.',
            ],
            objects: allReduceAcrossDomains(torch),
          },
        ]
      : []),
    {
      fileName: 'inference.yaml',
      about: [
        'A model served by replicas that never leave their NVLink domain, as many as a metric asks for and the pool holds.',
        'An adapter of yours must serve the metric.',
      ],
      objects: inferenceReplicas({
        pool,
        namespace,
        image: options.inferenceImage,
        model: options.model,
        metric: options.metric,
        ...(options.replicaNodes === undefined ? {} : { replicaNodes: options.replicaNodes }),
      }),
    },
    {
      fileName: 'training.yaml',
      about: [
        'A training job that starts on all of its nodes or on none, and leaves spare nodes in each UltraServer for those that fail.',
      ],
      objects: trainingJob({
        ...torch,
        program: options.trainingProgram,
        ...(options.spareNodes === undefined ? {} : { spareNodes: options.spareNodes }),
      }),
    },
  ]);
}
