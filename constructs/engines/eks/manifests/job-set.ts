import type { KubernetesObject } from './kubernetes-objects';
import { computeDomain } from './compute-domain';
import { poolGpus, spansNodes, type GpuPool } from './gpu-pool';
import { gpuPod, type GpuPodMount } from './gpu-pod';
import type { EnvVar } from './pod-objects';
import type { JobSet } from './workload-objects';

/** Work of `torchrun` in one or more NVLink domains. */
export interface TorchJobOptions {
  readonly pool: GpuPool;
  readonly name: string;
  readonly namespace: string;
  readonly image: string;

  /** Domains, each with a job of its own. */
  readonly domains: number;

  /** Nodes of each. */
  readonly nodes: number;

  /** Annotations of placement. */
  readonly annotations: Record<string, string>;

  /** What follows `torchrun` and its options, as bash words: `train.py --steps 100`. */
  readonly program: string;

  /** Lines of bash in place of the plain call of `torchrun`, which they make as `run`. @default - the plain call */
  readonly script?: string[];

  /** @default - none */
  readonly env?: EnvVar[];

  /** @default - none */
  readonly mounts?: GpuPodMount[];

  /** How often the whole set is started again. */
  readonly maxRestarts: number;
}

/** The name of a set's jobs: pods are called `<set>-worker-<job>-<pod>`. */
const WORKER = 'worker';
const PORT = 29_500;

/**
 * A set of jobs, one for each NVLink domain, with a process of `torchrun` on each node, and its ComputeDomain.
 *
 * The ranks follow the placement: those of one domain are next to each other, as Kueue places the pods of one job together.
 * `torchrun` itself waits until all nodes are there. It needs no SSH and no operator of its own.
 *
 * @see https://docs.pytorch.org/docs/stable/elastic/run.html
 * @see https://jobset.sigs.k8s.io/docs/concepts/
 */
export function torchJob(options: TorchJobOptions): KubernetesObject[] {
  const metadata = { name: options.name, namespace: options.namespace };
  return [...(spansNodes(options.pool) ? [computeDomain(metadata)] : []), jobSet(options)];
}

function jobSet(options: TorchJobOptions): JobSet {
  const { pool, name, namespace, domains, nodes } = options;
  return {
    apiVersion: 'jobset.x-k8s.io/v1alpha2',
    kind: 'JobSet',
    metadata: { name, namespace, labels: { 'kueue.x-k8s.io/queue-name': pool.name } },
    spec: {
      // Pods find the first one before it is ready.
      network: { enableDNSHostnames: true, publishNotReadyAddresses: true },
      successPolicy: { operator: 'All' },
      // The next attempt waits until the GPUs of the last one are free.
      failurePolicy: { maxRestarts: options.maxRestarts, restartStrategy: 'BlockingRecreate' },
      replicatedJobs: [
        {
          name: WORKER,
          replicas: domains,
          template: {
            spec: {
              completionMode: 'Indexed',
              parallelism: nodes,
              completions: nodes,
              // A pod that fails fails the set: the others cannot go on without it.
              backoffLimit: 0,
              template: gpuPod({
                pool,
                image: options.image,
                command: ['bash', '-c', torchScript(options)],
                env: [...ranks(options), ...(options.env ?? [])],
                annotations: options.annotations,
                restartPolicy: 'Never',
                ...(spansNodes(pool) ? { computeDomain: name } : {}),
                ...(options.mounts ? { mounts: options.mounts } : {}),
              }),
            },
          },
        },
      ],
    },
  };
}

function ranks({ name }: TorchJobOptions): EnvVar[] {
  return [
    { name: 'MASTER_ADDR', value: `${name}-${WORKER}-0-0.${name}` },
    { name: 'JOB_INDEX', valueFrom: { fieldRef: { fieldPath: "metadata.labels['jobset.sigs.k8s.io/job-index']" } } },
  ];
}

function torchScript({ pool, domains, nodes, program, script = ['run'] }: TorchJobOptions): string {
  return [
    'set -euo pipefail',
    `rank=$((JOB_INDEX * ${nodes} + JOB_COMPLETION_INDEX))`,
    'run() {',
    `  torchrun --nnodes=${domains * nodes} --nproc-per-node=${poolGpus(pool, 1)} --node-rank="\${rank}" \\`,
    `    --master-addr="\${MASTER_ADDR}" --master-port=${PORT} ${program}`,
    '}',
    ...script,
    '',
  ].join('\n');
}
