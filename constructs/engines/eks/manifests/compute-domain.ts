import type { ObjectMeta } from './kubernetes-objects';
import type { ComputeDomain } from './workload-objects';

/**
 * The ComputeDomain of some work, which takes its name and its namespace. Pods claim a channel by `channelTemplate`.
 *
 * Where the work's pods are in several NVLink partitions, each gets an IMEX domain of its own.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/ml-eks-nvidia-ultraserver.html
 * @see https://github.com/kubernetes-sigs/dra-driver-nvidia-gpu/issues/920
 */
export function computeDomain({ name, namespace }: ObjectMeta): ComputeDomain {
  return {
    apiVersion: 'resource.nvidia.com/v1beta1',
    kind: 'ComputeDomain',
    metadata: { name, namespace },
    spec: {
      numNodes: 0,
      channel: { resourceClaimTemplate: { name: channelTemplate(name) }, allocationMode: 'Single' },
    },
  };
}

/** The template of claims that the DRA driver makes for a ComputeDomain, in its namespace. */
export function channelTemplate(computeDomainName: string): string {
  return `${computeDomainName}-channel`;
}
