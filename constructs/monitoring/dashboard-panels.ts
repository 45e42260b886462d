import type { Duration } from 'aws-cdk-lib';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';

import type { AlarmDefinition } from './alarm-definition';
import { MEMBER_ALARMS } from './member-alarms';
import type { NodeMetrics } from './node-metrics';

/** One line on a panel for each member. */
export interface PanelLine {
  /** What the line shows, beside the member's name. @default - the panel shows one thing, and its title says it */
  readonly label?: string;

  readonly metric: (metrics: NodeMetrics, period: Duration) => Metric;

  /** A metric math function to apply, `DIFF` for counters that only grow. @default - the value as it is */
  readonly apply?: 'DIFF';

  /** What a member must have for it. @default - nothing */
  readonly needs?: MemberNeed;
}

/** What not every member has: an Auto Scaling group that can be named, the lack of one, a reservation that is known by its id. */
export type MemberNeed = 'group' | 'no-group' | 'reservation';

/** A graph of all members of a cell. */
export interface MemberPanel {
  readonly title: string;
  readonly unit: string;
  readonly lines: PanelLine[];

  /** The alarm on this value, whose thresholds are drawn in. @default - none */
  readonly alarm?: AlarmDefinition;

  /** @default - any nodes */
  readonly needs?: 'gpu';
}

/** A heading and the panels below it. */
export interface PanelSection {
  readonly title: string;
  readonly panels: MemberPanel[];
}

const agent = (metricName: string, statistic: string, label?: string): PanelLine => ({
  label,
  metric: (metrics, period) => metrics.agent(metricName, statistic, period),
});

/** What a cell's dashboard shows of each member, from capacity down to the host. */
export const PANEL_SECTIONS: readonly PanelSection[] = [
  {
    title: 'Capacity',
    panels: [
      {
        title: 'Instances wanted and in service, or reporting',
        unit: 'instances',
        lines: [
          { label: 'wanted', needs: 'group', metric: (metrics, period) => metrics.instancesDesired(period) },
          { label: 'in service', needs: 'group', metric: (metrics, period) => metrics.instancesInService(period) },
          { label: 'reporting', needs: 'no-group', metric: (metrics) => metrics.nodesReporting() },
        ],
      },
      {
        title: 'Reserved and free',
        unit: 'instances',
        lines: [{ needs: 'reservation', metric: (metrics, period) => metrics.reservedInstancesAvailable(period) }],
        alarm: MEMBER_ALARMS.reservedNotRunning,
      },
      {
        title: 'Reservation use',
        unit: 'percent',
        lines: [{ needs: 'reservation', metric: (metrics, period) => metrics.reservationUtilization(period) }],
      },
    ],
  },
  {
    title: 'Status checks',
    panels: (
      [
        ['Host', 'System', MEMBER_ALARMS.statusSystem],
        ['Instance', 'Instance', MEMBER_ALARMS.statusInstance],
        ['Attached EBS', 'AttachedEBS', MEMBER_ALARMS.statusEbs],
      ] as const
    ).map(([title, check, alarm]) => ({
      title,
      unit: 'failed',
      lines: [{ needs: 'group', metric: (metrics, period) => metrics.statusCheckFailed(check, period) }],
      alarm,
    })),
  },
  {
    title: 'GPUs',
    panels: [
      {
        title: 'Hottest GPU',
        unit: 'degrees Celsius',
        lines: [agent('nvidia_smi_temperature_gpu', 'Maximum')],
        alarm: MEMBER_ALARMS.gpuTemperature,
        needs: 'gpu',
      },
      {
        title: 'GPU utilization, mean',
        unit: 'percent',
        lines: [agent('nvidia_smi_utilization_gpu', 'Average')],
        needs: 'gpu',
      },
      {
        title: 'Power of one GPU, mean',
        unit: 'W',
        lines: [agent('nvidia_smi_power_draw', 'Average')],
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
        lines: [agent('efa_tx_bytes', 'Sum', 'sent'), agent('efa_rx_bytes', 'Sum', 'received')],
      },
      {
        title: 'Connections',
        unit: 'events',
        lines: [
          agent('efa_retrans_timeout_events', 'Sum', 'timed out'),
          agent('efa_impaired_remote_conn_events', 'Sum', 'impaired'),
          agent('efa_unresponsive_remote_events', 'Sum', 'no answer'),
        ],
        alarm: MEMBER_ALARMS.efaConnections,
      },
      {
        title: 'Drops and failed requests',
        unit: 'events',
        lines: [
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
        lines: (['bw_in', 'bw_out', 'pps'] as const).map((name) => ({
          ...agent(`ethtool_${name}_allowance_exceeded`, 'Sum', name),
          apply: 'DIFF',
        })),
      },
      {
        title: 'Root file system of the fullest node',
        unit: 'percent',
        lines: [agent('disk_used_percent', 'Maximum')],
        alarm: MEMBER_ALARMS.diskUsed,
      },
      {
        title: 'Memory of the fullest node',
        unit: 'percent',
        lines: [agent('mem_used_percent', 'Maximum')],
        alarm: MEMBER_ALARMS.memoryUsed,
      },
    ],
  },
];

/** A graph of the nodes of each member that stand out most. */
export interface NodePanel {
  readonly title: string;
  readonly unit: string;
  readonly metricName: string;
  readonly statistic: 'Maximum' | 'Sum' | 'SampleCount';
  readonly order: 'ASC' | 'DESC';

  /** @default - any nodes */
  readonly needs?: 'gpu';
}

/** Nodes of each member on such a graph. */
export const WORST_NODES = 3;

/** Where an operator looks for the node behind an alarm. Each finds a metric for every node, and CloudWatch counts them all. */
export const NODE_PANELS: readonly NodePanel[] = [
  {
    title: 'Hottest GPU of a node',
    unit: 'degrees Celsius',
    metricName: 'nvidia_smi_temperature_gpu',
    statistic: 'Maximum',
    order: 'DESC',
    needs: 'gpu',
  },
  {
    title: 'Fewest GPU readings',
    unit: 'readings',
    metricName: 'nvidia_smi_temperature_gpu',
    statistic: 'SampleCount',
    order: 'ASC',
    needs: 'gpu',
  },
  { title: 'EFA timeouts', unit: 'events', metricName: 'efa_retrans_timeout_events', statistic: 'Sum', order: 'DESC' },
  {
    title: 'EFA impaired connections',
    unit: 'events',
    metricName: 'efa_impaired_remote_conn_events',
    statistic: 'Sum',
    order: 'DESC',
  },
  {
    title: 'EFA peers without an answer',
    unit: 'events',
    metricName: 'efa_unresponsive_remote_events',
    statistic: 'Sum',
    order: 'DESC',
  },
  { title: 'EFA drops', unit: 'packets', metricName: 'efa_rx_dropped', statistic: 'Sum', order: 'DESC' },
];

/**
 * The expression behind such a graph: a search by the schema alone, so that nodes come and go without a change.
 *
 * @param namespace of the member's metrics
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export function worstNodes(panel: NodePanel, namespace: string, period: Duration): string {
  const { metricName, statistic, order } = panel;
  const found = `SEARCH('{"${namespace}",InstanceId} MetricName="${metricName}"', '${statistic}', ${period.toSeconds()})`;
  return `SLICE(SORT(${found}, MAX, ${order}), 0, ${WORST_NODES})`;
}
