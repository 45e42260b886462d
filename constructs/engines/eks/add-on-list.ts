import { SYSTEM_NODE_LABELS, TOLERATE_EVERYTHING } from './node-labels';

/** An add-on of EKS, and what it needs. */
export interface EksAddOn {
  /** As EKS calls it. */
  readonly name: string;

  /** Whether nodes need it to become ready; the rest needs nodes to become ready. */
  readonly beforeNodes: boolean;

  /** Whether a cluster can do without it. */
  readonly optional: boolean;

  /** The service account whose pods call AWS, and what they may do. @default - none calls AWS with a role of its own */
  readonly access?: EksAddOnAccess;

  /**
   * Its configuration; `aws eks describe-addon-configuration` prints what it may hold.
   *
   * @default - the add-on's own
   */
  readonly configuration?: object;

  /** Where this is documented. */
  readonly source: string;
}

/** What the pods of an add-on may call. */
export interface EksAddOnAccess {
  readonly namespace: string;
  readonly serviceAccount: string;

  /** Names of AWS managed policies. */
  readonly managedPolicies: string[];
}

/** Where controllers run. */
const ON_SYSTEM_NODES = { nodeSelector: SYSTEM_NODE_LABELS };

const ADD_ONS_PAGE = 'https://docs.aws.amazon.com/eks/latest/userguide/workloads-add-ons-available-eks.html';

/**
 * The add-ons of a cluster.
 *
 * kube-proxy, vpc-cni and the Pod Identity agent tolerate every taint by themselves. The EFS and FSx drivers have no role: they
 * mount the file systems that are there, and make none. The node monitoring agent's own DCGM runs on x86 nodes only, so that it
 * does not contend with the exporter on Grace.
 *
 * @see https://github.com/aws/eks-node-monitoring-agent/tree/main/charts
 */
export const EKS_ADD_ONS: readonly EksAddOn[] = [
  {
    name: 'kube-proxy',
    beforeNodes: true,
    optional: false,
    source: ADD_ONS_PAGE,
  },
  {
    name: 'eks-pod-identity-agent',
    beforeNodes: true,
    optional: false,
    source: 'https://docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-setup.html',
  },
  {
    name: 'vpc-cni',
    beforeNodes: true,
    optional: false,
    access: { namespace: 'kube-system', serviceAccount: 'aws-node', managedPolicies: ['AmazonEKS_CNI_Policy'] },
    // Addresses come in prefixes of 16, of which one is held ready: the address plan counts on it.
    configuration: { env: { ENABLE_PREFIX_DELEGATION: 'true', WARM_PREFIX_TARGET: '1' } },
    source: 'https://docs.aws.amazon.com/eks/latest/userguide/cni-increase-ip-addresses-procedure.html',
  },
  {
    name: 'coredns',
    beforeNodes: false,
    optional: false,
    configuration: { ...ON_SYSTEM_NODES, autoScaling: { enabled: true, minReplicas: 2, maxReplicas: 10 } },
    source: 'https://docs.aws.amazon.com/eks/latest/userguide/coredns-autoscaling.html',
  },
  {
    name: 'aws-ebs-csi-driver',
    beforeNodes: false,
    optional: true,
    access: {
      namespace: 'kube-system',
      serviceAccount: 'ebs-csi-controller-sa',
      managedPolicies: ['AmazonEBSCSIDriverPolicyV2'],
    },
    configuration: { controller: ON_SYSTEM_NODES, node: { tolerateAllTaints: true } },
    source: 'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEBSCSIDriverPolicyV2.html',
  },
  {
    name: 'aws-efs-csi-driver',
    beforeNodes: false,
    optional: true,
    configuration: { controller: ON_SYSTEM_NODES, node: { tolerations: TOLERATE_EVERYTHING } },
    source: 'https://github.com/kubernetes-sigs/aws-efs-csi-driver/blob/master/charts/aws-efs-csi-driver/values.yaml',
  },
  {
    name: 'aws-fsx-csi-driver',
    beforeNodes: false,
    optional: true,
    configuration: { controller: ON_SYSTEM_NODES, node: { tolerateAllTaints: true } },
    source: 'https://github.com/kubernetes-sigs/aws-fsx-csi-driver/blob/master/charts/aws-fsx-csi-driver/values.yaml',
  },
  {
    name: 'eks-node-monitoring-agent',
    beforeNodes: false,
    optional: true,
    configuration: { monitoringAgent: { tolerations: TOLERATE_EVERYTHING } },
    source: 'https://github.com/aws/eks-node-monitoring-agent/blob/main/charts/configuration.schema.json',
  },
  {
    name: 'amazon-cloudwatch-observability',
    beforeNodes: false,
    optional: true,
    access: {
      namespace: 'amazon-cloudwatch',
      serviceAccount: 'cloudwatch-agent',
      managedPolicies: ['CloudWatchAgentServerPolicy'],
    },
    configuration: {
      // One exporter of GPU metrics, and the chart is it.
      dcgmExporter: { enabled: false },
      neuronMonitor: { enabled: false },
      containerLogs: { enabled: true },
      // Container Insights alone: no Application Signals, and so nothing that X-Ray would be needed for.
      agent: {
        config: {
          logs: {
            metrics_collected: {
              kubernetes: { enhanced_container_insights: true, accelerated_compute_metrics: false },
            },
          },
        },
      },
      tolerations: TOLERATE_EVERYTHING,
    },
    source:
      'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/install-CloudWatch-Observability-EKS-addon.html',
  },
];

/** The add-on that writes container logs. */
export const OBSERVABILITY_ADD_ON = 'amazon-cloudwatch-observability';

/**
 * Log groups that the CloudWatch add-on writes, by the last part of their names. It would make them itself, without a key
 * and for ever.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-EKS-logs.html
 */
export const CONTAINER_LOGS: readonly string[] = ['application', 'dataplane', 'host', 'performance'];
