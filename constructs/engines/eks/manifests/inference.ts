import { deepFreeze } from '../../../hardware/freeze';
import { refuse } from '../../../private/errors';
import { checkDomainShare } from '../../../rules/kubernetes-placement';
import { computeDomain } from './compute-domain';
import { domainsThatHold, poolGpus, smallestDomain, spansNodes, type GpuPool } from './gpu-pool';
import { gpuPod, type GpuPodOptions } from './gpu-pod';
import type { KubernetesObject, Service } from './kubernetes-objects';
import { asOneGroup, inOneDomain } from './placement';
import type { HorizontalPodAutoscaler, LeaderWorkerSet } from './workload-objects';

/** A model that is served by replicas, each in one NVLink domain. */
export interface InferenceOptions {
  readonly pool: GpuPool;
  readonly namespace: string;

  /** Image with SGLang, for the architecture of the nodes. */
  readonly image: string;

  /** The model, as SGLang takes it with `--model-path`. */
  readonly model: string;

  /** Nodes of one replica. @default 4, or those of the smallest UltraServer where they are fewer */
  readonly replicaNodes?: number;

  /** What the number of replicas goes by. */
  readonly metric: ReplicaMetric;
}

/**
 * A metric of Kubernetes' external metrics API, which an adapter of the user's serves, such as Prometheus's or KEDA's.
 *
 * @see https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/
 */
export interface ReplicaMetric {
  readonly name: string;

  /** Its value for each replica, as a quantity: `8`. */
  readonly perReplica: string;

  /** Labels that choose its series. @default - those of the namespace's inference service */
  readonly labels?: Record<string, string>;
}

const NAME = 'inference';
const DEFAULT_REPLICA_NODES = 4;
const HTTP_PORT = 30_000;
const RENDEZVOUS_PORT = 20_000;
const LWS = 'leaderworkerset.sigs.k8s.io';

/** A replica takes minutes to load its model: it is not given up for a short lull. */
const SCALE_DOWN_SECONDS = 900;

/**
 * An inference server whose replicas never leave their NVLink domains, scaled by a metric from one replica to as many as
 * the pool holds.
 *
 * All replicas are of one ComputeDomain: two in the same NVLink partition would hinder each other.
 *
 * @see https://lws.sigs.k8s.io/docs/overview/
 * @see https://github.com/kubernetes-sigs/dra-driver-nvidia-gpu/issues/892
 * @throws InvalidPropsError where a replica does not fit into one UltraServer
 */
export function inferenceReplicas(options: InferenceOptions): KubernetesObject[] {
  const { pool, namespace } = options;
  const domainNodes = smallestDomain(pool);
  const nodes = options.replicaNodes ?? Math.min(DEFAULT_REPLICA_NODES, domainNodes);
  refuse(checkDomainShare({ pool: pool.name, domainNodes, replicaNodes: nodes }));
  return deepFreeze([
    ...(spansNodes(pool) && nodes > 1 ? [computeDomain({ name: NAME, namespace })] : []),
    leaderWorkerSet(options, nodes),
    service(namespace),
    autoscaler(options, domainsThatHold(pool, nodes)),
  ]);
}

function leaderWorkerSet(options: InferenceOptions, nodes: number): LeaderWorkerSet {
  const { pool, namespace } = options;
  const grouped = nodes > 1;
  const pod: GpuPodOptions = {
    pool,
    image: options.image,
    command: ['bash', '-c', serverScript(options, nodes)],
    annotations: { ...inOneDomain(pool), ...(grouped ? asOneGroup(NAME) : {}) },
    ...(spansNodes(pool) && grouped ? { computeDomain: NAME } : {}),
  };
  // Requests go to the leader, and it answers when all workers have loaded their parts.
  const leader = gpuPod({
    ...pod,
    serves: {
      ports: [{ name: 'http', containerPort: HTTP_PORT }],
      readinessProbe: { httpGet: { path: '/health', port: 'http' }, periodSeconds: 10 },
    },
  });
  return {
    apiVersion: 'leaderworkerset.x-k8s.io/v1',
    kind: 'LeaderWorkerSet',
    metadata: { name: NAME, namespace, labels: { 'kueue.x-k8s.io/queue-name': pool.name } },
    spec: {
      replicas: 1,
      startupPolicy: 'LeaderCreated',
      leaderWorkerTemplate: {
        size: nodes,
        // A group whose pod is lost starts anew: its server cannot take a new one in.
        restartPolicy: 'RecreateGroupOnPodRestart',
        ...(grouped ? { leaderTemplate: leader, workerTemplate: gpuPod(pod) } : { workerTemplate: leader }),
      },
    },
  };
}

/**
 * One server over all nodes of a group.
 *
 * @see https://docs.sglang.ai/references/multi_node_deployment/multi_node.html
 */
function serverScript({ pool, model }: InferenceOptions, nodes: number): string {
  return [
    'set -euo pipefail',
    `exec python3 -m sglang.launch_server --model-path '${model.replaceAll("'", `'\\''`)}' \\`,
    `  --host 0.0.0.0 --port ${HTTP_PORT} --tp-size ${poolGpus(pool, nodes)} --nnodes "\${LWS_GROUP_SIZE}" \\`,
    `  --node-rank "\${LWS_WORKER_INDEX}" --dist-init-addr "\${LWS_LEADER_ADDRESS}:${RENDEZVOUS_PORT}"`,
    '',
  ].join('\n');
}

function service(namespace: string): Service {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: NAME, namespace },
    spec: {
      selector: { [`${LWS}/name`]: NAME, [`${LWS}/worker-index`]: '0' },
      ports: [{ name: 'http', port: 80, targetPort: 'http' }],
    },
  };
}

function autoscaler({ namespace, metric }: InferenceOptions, maxReplicas: number): HorizontalPodAutoscaler {
  const labels = { ...(metric.labels ?? { namespace, service: NAME }) };
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: NAME, namespace },
    spec: {
      scaleTargetRef: { apiVersion: 'leaderworkerset.x-k8s.io/v1', kind: 'LeaderWorkerSet', name: NAME },
      minReplicas: 1,
      maxReplicas,
      metrics: [
        {
          type: 'External',
          external: {
            metric: { name: metric.name, selector: { matchLabels: labels } },
            target: { type: 'AverageValue', averageValue: metric.perReplica },
          },
        },
      ],
      behavior: { scaleDown: { stabilizationWindowSeconds: SCALE_DOWN_SECONDS } },
    },
  };
}
