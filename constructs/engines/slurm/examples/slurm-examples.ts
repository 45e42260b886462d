import { refuse } from '../../../private/errors';
import { checkJobShape, checkQueueBlocks, type SlurmBlock } from '../../../rules/slurm-topology';
import { allReduceBody, containerBody, inferenceBody } from './example-bodies';
import { renderBatchScript } from './batch-script';

/** A queue of UltraServers for which example scripts are made. */
export interface SlurmExampleQueue {
  /** The queue's name, which is Slurm's partition. */
  readonly name: string;

  /** The UltraServers of the queue; at least one. */
  readonly domains: SlurmBlock[];

  readonly gpusPerNode: number;

  /**
   * Nodes of one replica of the inference server, all in one NVLink domain.
   *
   * @default 4, or those of the smallest UltraServer where they are fewer
   */
  readonly replicaNodes?: number;
}

/** An example: a batch script for `sbatch`. */
export interface SlurmExample {
  /** `nccl-one-domain.sbatch` */
  readonly fileName: string;
  readonly script: string;
}

const DEFAULT_REPLICA_NODES = 4;

/**
 * Batch scripts with a queue's own numbers: an all-reduce in one NVLink domain, one over all of them where there are more,
 * an inference server that never leaves its domain, and a job in a container.
 *
 * @throws InvalidPropsError where the queue cannot run them
 */
export function slurmExamples(queue: SlurmExampleQueue): SlurmExample[] {
  refuse([...checkQueueBlocks(queue.name, queue.domains), ...checkReplica(queue)]);
  const several = queue.domains.length > 1;
  return [
    ncclOneDomain(queue),
    ...(several ? [ncclAcrossDomains(queue)] : []),
    inferenceServer(queue),
    container(queue),
  ];
}

function checkReplica(queue: SlurmExampleQueue): ReturnType<typeof checkJobShape> {
  const nodes = replicaNodes(queue);
  return checkJobShape({ nodes, segment: nodes, blocks: queue.domains });
}

/** Nodes of the smallest UltraServer: a segment of so many fits all of them. */
function domainNodes({ domains }: SlurmExampleQueue): number {
  return Math.min(...domains.map(({ nodes }) => nodes));
}

function replicaNodes(queue: SlurmExampleQueue): number {
  return queue.replicaNodes ?? Math.min(DEFAULT_REPLICA_NODES, domainNodes(queue));
}

function ncclOneDomain(queue: SlurmExampleQueue): SlurmExample {
  const nodes = domainNodes(queue);
  const gpus = nodes * queue.gpusPerNode;
  return example(queue, 'nccl-one-domain', {
    about: [
      `All-reduce over ${gpus} GPUs of one NVLink domain. It fails where NCCL took the network between nodes, for then the`,
      'bandwidth that it shows is not that of NVLink. ALL_REDUCE_PERF names the program of nccl-tests, built with MPI.',
    ],
    nodes,
    segment: nodes,
    tasksPerNode: queue.gpusPerNode,
    time: '00:20:00',
    body: allReduceBody({ acrossDomains: false, severalNodes: nodes > 1 }),
  });
}

function ncclAcrossDomains(queue: SlurmExampleQueue): SlurmExample {
  const segment = domainNodes(queue);
  const segments = queue.domains.reduce((sum, { nodes }) => sum + Math.floor(nodes / segment), 0);
  return example(queue, 'nccl-across-domains', {
    about: [
      `All-reduce over ${segments} segments of ${segment} nodes, ${segments * segment * queue.gpusPerNode} GPUs: NVLink within a segment, EFA between them.`,
      'It fails where NCCL took sockets. ALL_REDUCE_PERF names the program of nccl-tests, built with MPI.',
    ],
    nodes: segments * segment,
    segment,
    tasksPerNode: queue.gpusPerNode,
    time: '00:30:00',
    body: allReduceBody({ acrossDomains: true, severalNodes: true }),
  });
}

function inferenceServer(queue: SlurmExampleQueue): SlurmExample {
  const nodes = replicaNodes(queue);
  const gpus = nodes * queue.gpusPerNode;
  return example(queue, 'inference-server', {
    about: [
      `One replica of a model over ${gpus} GPUs that never leaves its NVLink domain: SGLang, one process on each node, installed on`,
      'the nodes. MODEL names the model; submit the script once for each replica. A replica whose node fails is queued again.',
    ],
    nodes,
    segment: nodes,
    tasksPerNode: 1,
    time: '7-00:00:00',
    options: ['--requeue', '--open-mode=append'],
    body: inferenceBody(gpus),
  });
}

function container(queue: SlurmExampleQueue): SlurmExample {
  const nodes = domainNodes(queue);
  return example(queue, 'container', {
    about: [
      'A job in a container, by Pyxis and Enroot, which the image of the nodes must have. IMAGE names the container image,',
      'registry#name:tag or a squashfs file; the arguments after the script are what runs in it.',
    ],
    nodes,
    segment: nodes,
    tasksPerNode: queue.gpusPerNode,
    time: '04:00:00',
    body: containerBody(),
  });
}

type Shape = Omit<Parameters<typeof renderBatchScript>[0], 'name' | 'queue' | 'gpusPerNode'>;

function example(queue: SlurmExampleQueue, name: string, shape: Shape): SlurmExample {
  refuse(checkJobShape({ nodes: shape.nodes, segment: shape.segment, blocks: queue.domains }));
  const script = renderBatchScript({ name, queue: queue.name, gpusPerNode: queue.gpusPerNode, ...shape });
  return { fileName: `${name}.sbatch`, script };
}
