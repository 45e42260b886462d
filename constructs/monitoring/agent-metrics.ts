/**
 * What one set of metrics is measured on. It decides how many custom metrics the set makes, and so what it costs.
 *
 * - `gpu`: each GPU
 * - `efa`: each EFA device
 * - `ena`: each network interface that the kernel shows as an Ethernet device
 * - `file-system`: each mount point listed in `resources`
 * - `instance`: the instance as a whole
 */
export type AgentMetricDevice = 'gpu' | 'efa' | 'ena' | 'file-system' | 'instance';

/**
 * One section under `metrics_collected` in the CloudWatch agent's configuration.
 */
export interface AgentMetrics {
  /** The section's key. The agent publishes `nvidia_gpu` under the prefix `nvidia_smi_`. */
  readonly section: 'nvidia_gpu' | 'efa' | 'mem' | 'disk' | 'ethtool';

  /** The names to write into the section: under `metrics_include` for `ethtool`, under `measurement` elsewhere. */
  readonly measurements: string[];

  /** The names in CloudWatch, in the same order. */
  readonly metricNames: string[];

  /** What each measurement is taken on. */
  readonly perDevice: AgentMetricDevice;

  /**
   * Whether the section must list its measurements under `drop_original_metrics`: only the sums over the devices of an
   * instance and of a member are published then, and the number of devices costs nothing.
   */
  readonly dropOriginals: boolean;

  /**
   * The section's `resources`.
   *
   * @default - the section takes none
   */
  readonly resources?: string[];
}

/** Where the agent's packed configuration, which is the same on every node, holds the place of the namespace. */
export const AGENT_NAMESPACE_PLACE = 'NAMESPACE';

/**
 * The namespace that the agents of one member's nodes publish in. It says whose metrics they are: a dimension of one's own
 * cannot, since the agent takes none for all sections together, and none in the section `efa`. And `cloudwatch:namespace`
 * is the condition by which a policy keeps a node from other members' metrics.
 *
 * @param cluster name of the cluster, as the tag `ultraserver:cluster` says it
 * @param member name of the member, as the tag `ultraserver:member` says it
 * @see https://github.com/aws/amazon-cloudwatch-agent/blob/main/translator/config/schema.json
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Agent-EFA.html
 */
export function agentNamespace(cluster: string, member: string): string {
  return `UltraServer/${cluster}/${member}`;
}

/** Seconds between two measurements, for every section. */
export const AGENT_INTERVAL_SECONDS = 60;

/**
 * `append_dimensions` of the agent's `metrics` section. The agent knows the instance's id from its metadata; for the name of
 * an Auto Scaling group it would ask EC2, and not all nodes are in one that is known.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Agent-Configuration-File-Details.html
 */
export const AGENT_APPEND_DIMENSIONS: { readonly [dimension: string]: string } = {
  InstanceId: '${aws:InstanceId}',
};

/**
 * `aggregation_dimensions` of the agent's `metrics` section. The first, none, is all that has the same name in the
 * namespace, and so the member: alarms read it, so that they never grow with the number of GPUs. The second shows an
 * operator which node it is. A set that has exactly a metric's own dimensions is not published twice.
 *
 * @see https://github.com/aws/amazon-cloudwatch-agent/blob/main/plugins/outputs/cloudwatch/cloudwatch.go
 */
export const AGENT_AGGREGATION_DIMENSIONS: readonly (readonly string[])[] = [[], ['InstanceId']];

/**
 * Every metric that the agent collects on a node: the one list that the agent's configuration, the dashboard, the alarms
 * and the cost are made from. It is short on purpose: each name costs one custom metric per device, instance and member.
 *
 * - `nvidia_gpu`: the agent has no Xid, ECC or NVLink counters; Xid lines come from the kernel log.
 * - `efa`: counters since the last reading, for agents from 1.300068 on. Read each as a sum.
 * - `ethtool`: counters since the driver was loaded, so their growth is what matters. The agent cannot drop their
 *   originals: it looks for them under `measurement`, which this section does not have.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Agent-NVIDIA-GPU.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Agent-EFA.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Agent-network-performance.html
 */
export const AGENT_METRICS: readonly AgentMetrics[] = [
  {
    section: 'nvidia_gpu',
    measurements: ['utilization_gpu', 'temperature_gpu', 'power_draw'],
    metricNames: ['nvidia_smi_utilization_gpu', 'nvidia_smi_temperature_gpu', 'nvidia_smi_power_draw'],
    perDevice: 'gpu',
    dropOriginals: true,
  },
  {
    section: 'efa',
    measurements: [
      'efa_tx_bytes',
      'efa_rx_bytes',
      'efa_rx_dropped',
      'efa_retrans_timeout_events',
      'efa_impaired_remote_conn_events',
      'efa_unresponsive_remote_events',
      'efa_rdma_read_wr_err',
      'efa_rdma_write_wr_err',
    ],
    metricNames: [
      'efa_tx_bytes',
      'efa_rx_bytes',
      'efa_rx_dropped',
      'efa_retrans_timeout_events',
      'efa_impaired_remote_conn_events',
      'efa_unresponsive_remote_events',
      'efa_rdma_read_wr_err',
      'efa_rdma_write_wr_err',
    ],
    perDevice: 'efa',
    dropOriginals: true,
  },
  {
    section: 'ethtool',
    measurements: ['bw_in_allowance_exceeded', 'bw_out_allowance_exceeded', 'pps_allowance_exceeded'],
    metricNames: [
      'ethtool_bw_in_allowance_exceeded',
      'ethtool_bw_out_allowance_exceeded',
      'ethtool_pps_allowance_exceeded',
    ],
    perDevice: 'ena',
    dropOriginals: false,
  },
  {
    section: 'mem',
    measurements: ['mem_used_percent'],
    metricNames: ['mem_used_percent'],
    perDevice: 'instance',
    dropOriginals: false,
  },
  {
    section: 'disk',
    measurements: ['disk_used_percent'],
    metricNames: ['disk_used_percent'],
    perDevice: 'file-system',
    dropOriginals: true,
    resources: ['/'],
  },
];

/**
 * The metrics that the agent collects on nodes with accelerators of this manufacturer: all, or all but those of NVIDIA
 * GPUs.
 */
export function agentMetrics(acceleratorManufacturer: 'nvidia' | 'aws-neuron' = 'nvidia'): AgentMetrics[] {
  return AGENT_METRICS.filter((metrics) => acceleratorManufacturer === 'nvidia' || metrics.section !== 'nvidia_gpu');
}
