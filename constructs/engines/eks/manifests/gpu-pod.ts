import { EFA_HUGE_PAGES } from '../../../nodes/user-data/tuning';
import { renderEfaEnvironment } from '../../../nodes/user-data/node-environment';
import { channelTemplate } from './compute-domain';
import { poolGpus, spansNodes, type GpuPool } from './gpu-pool';
import { EFA_RESOURCE, GPU_RESOURCE, GPU_TOLERATION } from './node-identity';
import type { Container, ContainerResources, EnvVar, PodTemplate, Volume, VolumeMount } from './pod-objects';

/** A pod that has a GPU node to itself. */
export interface GpuPodOptions {
  readonly pool: GpuPool;
  readonly image: string;
  readonly command: string[];

  /** Variables beside those that NCCL and libfabric want. @default - none */
  readonly env?: EnvVar[];

  /** The ComputeDomain whose channel the pod claims. @default - none */
  readonly computeDomain?: string;

  /** Annotations of placement. */
  readonly annotations: Record<string, string>;

  /** Volumes beside shared memory, each with its place. @default - none */
  readonly mounts?: GpuPodMount[];

  /** The container's ports and probe. @default - none */
  readonly serves?: Pick<Container, 'ports' | 'readinessProbe'>;

  /** @default - Always, as Kubernetes has it */
  readonly restartPolicy?: 'Never';
}

/** A volume and its place in the container. */
export interface GpuPodMount {
  readonly volume: Volume;
  readonly mountPath: string;

  /** @default false */
  readonly readOnly?: boolean;
}

/** Share of a node's CPUs and memory that its pod asks for; the rest is the system's, daemons' and the page cache's. */
const SHARE = 0.75;

/**
 * Huge pages of one pod, in MiB, as AWS's example has them. The node has a few more.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/node-efa.html
 */
export const POD_HUGE_PAGES_MIB = Math.floor(EFA_HUGE_PAGES / 1024) * 1024;

const CHANNEL = 'imex-channel';
const SHARED_MEMORY: GpuPodMount = {
  volume: { name: 'shared-memory', emptyDir: { medium: 'Memory', sizeLimit: '64Gi' } },
  mountPath: '/dev/shm',
};

/**
 * The template of a pod with all GPUs and EFA interfaces of one node. Kueue chooses the node, of the pool itself or of one
 * that it borrows from, and has the pod select it.
 */
export function gpuPod(options: GpuPodOptions): PodTemplate {
  const { pool, computeDomain } = options;
  const mounts = [SHARED_MEMORY, ...(options.mounts ?? [])];
  return {
    metadata: { annotations: options.annotations },
    spec: {
      automountServiceAccountToken: false,
      ...(options.restartPolicy ? { restartPolicy: options.restartPolicy } : {}),
      tolerations: [GPU_TOLERATION],
      containers: [
        {
          name: 'main',
          image: options.image,
          command: options.command,
          env: [...fabricVariables(pool), ...(options.env ?? [])],
          resources: wholeNode(pool, computeDomain !== undefined),
          // EFA registers memory by locking it: https://man7.org/linux/man-pages/man7/capabilities.7.html
          securityContext: { capabilities: { add: ['IPC_LOCK'] } },
          volumeMounts: mounts.map(volumeMount),
          ...options.serves,
        },
      ],
      volumes: mounts.map(({ volume }) => volume),
      ...(computeDomain === undefined
        ? {}
        : { resourceClaims: [{ name: CHANNEL, resourceClaimTemplateName: channelTemplate(computeDomain) }] }),
    },
  };
}

function volumeMount({ volume, mountPath, readOnly }: GpuPodMount): VolumeMount {
  return { name: volume.name, mountPath, ...(readOnly ? { readOnly } : {}) };
}

function wholeNode(pool: GpuPool, claimsChannel: boolean): ContainerResources {
  const { vcpus, memoryGiB } = pool.instanceType;
  // Kubernetes wants devices and huge pages alike in requests and limits.
  const devices = {
    [GPU_RESOURCE]: String(poolGpus(pool, 1)),
    ...(pool.efaInterfaces > 0
      ? { [EFA_RESOURCE]: String(pool.efaInterfaces), 'hugepages-2Mi': `${POD_HUGE_PAGES_MIB}Mi` }
      : {}),
  };
  return {
    requests: {
      cpu: String(Math.floor(vcpus * SHARE)),
      memory: `${Math.floor(memoryGiB * SHARE)}Gi`,
      ...devices,
    },
    limits: devices,
    ...(claimsChannel ? { claims: [{ name: CHANNEL }] } : {}),
  };
}

/** What every shell on a node has, from the same renderer. */
function fabricVariables(pool: GpuPool): EnvVar[] {
  if (pool.efaInterfaces === 0) {
    return [];
  }
  const text = renderEfaEnvironment(spansNodes(pool) ? { nvlinkDomainInstances: pool.members[0]?.nodes } : {});
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => ({ name: line.slice(0, line.indexOf('=')), value: line.slice(line.indexOf('=') + 1) }));
}
