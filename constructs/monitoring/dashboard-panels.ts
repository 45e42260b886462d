import { AGENT_NAMESPACE } from './agent-metrics';
import type { AlarmDefinition } from './alarm-definition';
import { MEMBER_ALARMS } from './member-alarms';

/** One metric on a panel: a line for each Auto Scaling group, or each reservation. */
export interface PanelMetric {
  readonly namespace: string;
  readonly metricName: string;
  readonly statistic: string;

  /** @default 'AutoScalingGroupName' */
  readonly dimension?: 'CapacityReservationId';

  /** @default - the value as it is */
  readonly apply?: 'DIFF';

  /** @default - the name of the group or reservation alone */
  readonly label?: string;
}

/** A graph with a line for each member of a cell. */
export interface GroupPanel {
  readonly title: string;
  readonly unit: string;
  readonly metrics: PanelMetric[];

  /** The alarm on this value, whose thresholds are drawn in. @default - none */
  readonly alarm?: AlarmDefinition;

  /** @default - any nodes */
  readonly needs?: 'gpu';
}

/** A heading and the panels below it. */
export interface PanelSection {
  readonly title: string;
  readonly panels: GroupPanel[];
}

const group = (metricName: string, label: string): PanelMetric => ({
  namespace: 'AWS/AutoScaling',
  metricName,
  statistic: 'Minimum',
  label,
});
const reservation = (metricName: string): PanelMetric => ({
  namespace: 'AWS/EC2CapacityReservations',
  dimension: 'CapacityReservationId',
  metricName,
  statistic: 'Minimum',
});
const check = (name: string): PanelMetric => ({
  namespace: 'AWS/EC2',
  metricName: `StatusCheckFailed_${name}`,
  statistic: 'Maximum',
});
const agent = (metricName: string, statistic: string, label?: string): PanelMetric => ({
  namespace: AGENT_NAMESPACE,
  metricName,
  statistic,
  label,
});

/** What a cell's dashboard shows of each member, from capacity down to the host. */
export const PANEL_SECTIONS: readonly PanelSection[] = [
  {
    title: 'Capacity',
    panels: [
      {
        title: 'Instances wanted and in service',
        unit: 'instances',
        metrics: [group('GroupDesiredCapacity', 'wanted'), group('GroupInServiceInstances', 'in service')],
      },
      {
        title: 'Reserved and free, all reservations of the Region',
        unit: 'instances',
        metrics: [reservation('AvailableInstanceCount')],
        alarm: MEMBER_ALARMS.reservedNotRunning,
      },
      {
        title: 'Reservation use, all reservations of the Region',
        unit: 'percent',
        metrics: [reservation('InstanceUtilization')],
      },
    ],
  },
  {
    title: 'Status checks',
    panels: [
      { title: 'Host', unit: 'failed', metrics: [check('System')], alarm: MEMBER_ALARMS.statusSystem },
      { title: 'Instance', unit: 'failed', metrics: [check('Instance')], alarm: MEMBER_ALARMS.statusInstance },
      { title: 'Attached EBS', unit: 'failed', metrics: [check('AttachedEBS')], alarm: MEMBER_ALARMS.statusEbs },
    ],
  },
  {
    title: 'GPUs',
    panels: [
      {
        title: 'Hottest GPU',
        unit: 'degrees Celsius',
        metrics: [agent('nvidia_smi_temperature_gpu', 'Maximum')],
        alarm: MEMBER_ALARMS.gpuTemperature,
        needs: 'gpu',
      },
      {
        title: 'GPU utilization, mean',
        unit: 'percent',
        metrics: [agent('nvidia_smi_utilization_gpu', 'Average')],
        needs: 'gpu',
      },
      {
        title: 'Power of one GPU, mean',
        unit: 'W',
        metrics: [agent('nvidia_smi_power_draw', 'Average')],
        needs: 'gpu',
      },
    ],
  },
  {
    title: 'EFA',
    panels: [
      {
        title: 'Bytes',
        unit: 'bytes',
        metrics: [agent('efa_tx_bytes', 'Sum', 'sent'), agent('efa_rx_bytes', 'Sum', 'received')],
      },
      {
        title: 'Connections',
        unit: 'events',
        metrics: [
          agent('efa_retrans_timeout_events', 'Sum', 'timed out'),
          agent('efa_impaired_remote_conn_events', 'Sum', 'impaired'),
          agent('efa_unresponsive_remote_events', 'Sum', 'no answer'),
        ],
        alarm: MEMBER_ALARMS.efaConnections,
      },
      {
        title: 'Drops and failed requests',
        unit: 'events',
        metrics: [
          agent('efa_rx_dropped', 'Sum', 'dropped'),
          agent('efa_rdma_read_wr_err', 'Sum', 'reads failed'),
          agent('efa_rdma_write_wr_err', 'Sum', 'writes failed'),
        ],
        alarm: MEMBER_ALARMS.efaTransfers,
      },
    ],
  },
  {
    title: 'Hosts',
    panels: [
      {
        title: 'ENA allowance exceeded, new packets',
        unit: 'packets',
        metrics: (['bw_in', 'bw_out', 'pps'] as const).map((name) => ({
          ...agent(`ethtool_${name}_allowance_exceeded`, 'Sum', name),
          apply: 'DIFF',
        })),
      },
      {
        title: 'Root file system of the fullest node',
        unit: 'percent',
        metrics: [agent('disk_used_percent', 'Maximum')],
        alarm: MEMBER_ALARMS.diskUsed,
      },
      {
        title: 'Memory of the fullest node',
        unit: 'percent',
        metrics: [agent('mem_used_percent', 'Maximum')],
        alarm: MEMBER_ALARMS.memoryUsed,
      },
    ],
  },
];

/** A graph of the nodes that stand out most, in the whole account and Region. */
export interface NodePanel {
  readonly title: string;
  readonly unit: string;
  readonly metricName: string;
  readonly aggregate: 'MAX' | 'SUM' | 'COUNT';
  readonly order: 'ASC' | 'DESC';

  /** @default - any nodes */
  readonly needs?: 'gpu';
}

/** Lines on such a graph. */
export const WORST_NODES = 10;

/** Where an operator looks for the node behind an alarm. */
export const NODE_PANELS: readonly NodePanel[] = [
  {
    title: 'Hottest GPU',
    unit: 'degrees Celsius',
    metricName: 'nvidia_smi_temperature_gpu',
    aggregate: 'MAX',
    order: 'DESC',
    needs: 'gpu',
  },
  {
    title: 'Fewest GPU readings',
    unit: 'readings',
    metricName: 'nvidia_smi_temperature_gpu',
    aggregate: 'COUNT',
    order: 'ASC',
    needs: 'gpu',
  },
  { title: 'EFA timeouts', unit: 'events', metricName: 'efa_retrans_timeout_events', aggregate: 'SUM', order: 'DESC' },
  {
    title: 'EFA impaired connections',
    unit: 'events',
    metricName: 'efa_impaired_remote_conn_events',
    aggregate: 'SUM',
    order: 'DESC',
  },
  {
    title: 'EFA peers without an answer',
    unit: 'events',
    metricName: 'efa_unresponsive_remote_events',
    aggregate: 'SUM',
    order: 'DESC',
  },
  { title: 'EFA drops', unit: 'packets', metricName: 'efa_rx_dropped', aggregate: 'SUM', order: 'DESC' },
  { title: 'Memory', unit: 'percent', metricName: 'mem_used_percent', aggregate: 'MAX', order: 'DESC' },
  { title: 'Root file system', unit: 'percent', metricName: 'disk_used_percent', aggregate: 'MAX', order: 'DESC' },
];

/**
 * The Metrics Insights query of such a graph. It cannot be narrowed to the groups of a cell: its conditions compare whole
 * values, joined by AND.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-querylanguage.html
 */
export function nodeQuery({ aggregate, metricName, order }: NodePanel): string {
  return (
    `SELECT ${aggregate}(${metricName}) FROM SCHEMA(${AGENT_NAMESPACE}, AutoScalingGroupName, InstanceId) ` +
    `GROUP BY AutoScalingGroupName, InstanceId ORDER BY ${aggregate}() ${order} LIMIT ${WORST_NODES}`
  );
}
