import type { EksClusterEndpoint } from './eks-cluster-props';
import { labelsFlag, taintsFlag } from './manifests/node-identity';
import type { Taint } from './manifests/kubernetes-objects';
import type { UserDataPart } from '../../nodes/user-data/user-data-part';
import { PODS_PER_NODE } from '../../rules/address-demand';

/** What a node is told so that it joins a cluster. */
export interface NodeConfigOptions {
  readonly cluster: EksClusterEndpoint;
  readonly labels: Record<string, string>;
  readonly taints: Taint[];

  /**
   * Pods on one node.
   *
   * @default - PODS_PER_NODE, which subnets are sized for
   */
  readonly maxPods?: number;
}

/**
 * The part of user data that nodeadm reads, on Amazon Linux 2023's EKS images. The instance store becomes a RAID-0, which
 * holds containers, their logs and the kubelet's volumes.
 *
 * @see https://awslabs.github.io/amazon-eks-ami/nodeadm/doc/api/
 */
export function nodeConfigPart(options: NodeConfigOptions): UserDataPart {
  const { cluster, labels, taints, maxPods = PODS_PER_NODE } = options;
  const flags = [labelsFlag(labels), taintsFlag(taints)];
  return {
    contentType: 'application/node.eks.aws',
    filename: 'ultraserver-nodeadm.yaml',
    body: [
      'apiVersion: node.eks.aws/v1alpha1',
      'kind: NodeConfig',
      'spec:',
      '  cluster:',
      `    name: ${cluster.clusterName}`,
      `    apiServerEndpoint: ${cluster.endpoint}`,
      `    certificateAuthority: ${cluster.certificateAuthority}`,
      `    cidr: ${cluster.serviceCidr}`,
      '  instance:',
      '    localStorage:',
      '      strategy: RAID0',
      '  kubelet:',
      '    config:',
      `      maxPods: ${maxPods}`,
      '    flags:',
      ...flags.map((flag) => `    - "${flag}"`),
      '',
    ].join('\n'),
  };
}
