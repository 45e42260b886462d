import { deepFreeze } from '../../../hardware/freeze';
import type { Taint, Toleration } from './kubernetes-objects';

/**
 * Prefix of the labels that a node is given here.
 *
 * A kubelet may set no label below `kubernetes.io` or `k8s.io` but a few, and any domain of the Internet belongs to
 * somebody who may come to write labels below it. A single word is a valid prefix that nobody can register.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#noderestriction
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
 */
export const LABEL_PREFIX = 'cdk-ultraserver';

/** The pool of a node: `train`. GPU pools and CPU pools have it alike. */
export const POOL_LABEL = `${LABEL_PREFIX}/pool`;

/** The UltraServer, or the group of plain instances, that a GPU node belongs to: `alpha`. */
export const MEMBER_LABEL = `${LABEL_PREFIX}/member`;

/** The Capacity Block or reservation of a GPU node: `cr-0123456789abcdef0`. */
export const BLOCK_LABEL = `${LABEL_PREFIX}/block`;

/**
 * What the device plugin, GPU feature discovery and the DRA driver look for on a node. Set with the node's own labels,
 * it is there before Node Feature Discovery has run.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/ml-eks-nvidia-ultraserver.html
 */
export const GPU_PRESENT_LABEL = 'nvidia.com/gpu.present';

/**
 * The NVLink partition of a node, `<cluster UUID>.<clique>`, as GPU feature discovery reads it from the GPUs. Nodes with
 * the same value reach each other over NVLink.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/ml-eks-nvidia-ultraserver.html
 */
export const CLIQUE_LABEL = 'nvidia.com/gpu.clique';

/** A GPU, as NVIDIA's device plugin offers it. */
export const GPU_RESOURCE = 'nvidia.com/gpu';

/**
 * An EFA interface, as AWS's device plugin offers it.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/node-efa.html
 */
export const EFA_RESOURCE = 'vpc.amazonaws.com/efa';

/**
 * The taint of every GPU node: nothing lands there without saying so. `present` is the one value that Node Feature
 * Discovery tolerates by itself in the chart of NVIDIA's device plugin.
 *
 * @see https://github.com/NVIDIA/k8s-device-plugin/blob/main/deployments/helm/nvidia-device-plugin/values.yaml
 */
export const GPU_TAINT: Taint = deepFreeze({ key: GPU_RESOURCE, value: 'present', effect: 'NoSchedule' });

/** Tolerates the taint of the GPU nodes, and no other. */
export const GPU_TOLERATION: Toleration = deepFreeze({ ...GPU_TAINT, operator: 'Equal' });

/** A GPU node, for its labels. */
export interface GpuNodeIdentity {
  /** The pool's name. */
  readonly pool: string;

  /** The name of the UltraServer, or of the group of plain instances. */
  readonly member: string;

  /** The id of the Capacity Block or reservation. @default - none is known, and the label is left out */
  readonly block?: string;
}

/**
 * Labels that a GPU node sets for itself. They depend on its own member alone, so that another UltraServer changes none
 * of them. The instance type is not among them: the cloud provider writes `node.kubernetes.io/instance-type`.
 */
export function gpuNodeLabels(node: GpuNodeIdentity): Record<string, string> {
  return deepFreeze({
    [POOL_LABEL]: node.pool,
    [MEMBER_LABEL]: node.member,
    ...(node.block === undefined ? {} : { [BLOCK_LABEL]: node.block }),
    [GPU_PRESENT_LABEL]: 'true',
  });
}

/** `key=value,...` as the kubelet takes it with `--node-labels`. */
export function labelsFlag(labels: Record<string, string>): string {
  return `--node-labels=${Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',')}`;
}

/** `key=value:effect,...` as the kubelet takes it with `--register-with-taints`. */
export function taintsFlag(taints: Taint[]): string {
  return `--register-with-taints=${taints.map(({ key, value, effect }) => `${key}=${value}:${effect}`).join(',')}`;
}
