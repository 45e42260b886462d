import { GPU_RESOURCE, LABEL_PREFIX } from './manifests/node-identity';

/** Label of the nodes that run controllers. */
export const SYSTEM_NODE_LABELS: Readonly<Record<string, string>> = { [`${LABEL_PREFIX}/role`]: 'system' };

/** What a DaemonSet tolerates that is for every node. */
export const TOLERATE_EVERYTHING = [{ operator: 'Exists' }] as const;

/**
 * What a DaemonSet tolerates that is for nodes with GPUs: their taint, whatever its value.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/ml-eks-nvidia-ultraserver.html
 */
export const TOLERATE_GPU_NODES = [{ key: GPU_RESOURCE, operator: 'Exists', effect: 'NoSchedule' }] as const;
