import { AGENT_METRICS, type AgentMetricDevice, type AgentMetrics } from './agent-metrics';
import { alarmCount, alarmMetricCount, memberAlarms } from './alarm-catalog';
import type { AlarmDefinition } from './alarm-definition';
import { CLUSTER_ALARMS } from './cluster-alarms';
import { type MonitoringPrices, tieredCost, US_EAST_1_PRICES } from './monitoring-prices';
import { NODE_LOG_FILTERS } from './node-log-filters';

/** What the cost of monitoring depends on, of one member. */
export interface MonitoredShape {
  readonly instances: number;
  readonly gpusPerInstance: number;

  /** EFA devices of an instance. */
  readonly efaDevices: number;

  /** Network interfaces of an instance that are not EFA alone. @default 1 */
  readonly enaInterfaces?: number;

  /** Whether the member runs in a reservation that is known by its id. @default true */
  readonly reservation?: boolean;

  /** Whether an Auto Scaling group holds the member whose name is known. @default true */
  readonly group?: boolean;

  /** Whether the accelerators are NVIDIA GPUs, so that the agent reads them. @default true */
  readonly gpuMetrics?: boolean;

  /**
   * Metrics that EC2 bills for detailed monitoring of one instance, at the price of custom metrics. UNCONFIRMED: AWS's
   * pricing examples count seven.
   *
   * @default 7
   */
  readonly detailedMonitoringMetrics?: number;
}

export interface MonitoringCostOptions {
  readonly members: MonitoredShape[];

  /** Dashboards: one a cell. @default 1 */
  readonly dashboards?: number;

  /** @default - those of us-east-1, unconfirmed */
  readonly prices?: MonitoringPrices;
}

/** What monitoring makes and costs in a month in which all nodes run throughout. */
export interface MonitoringCost {
  /** Alarm resources, all of them. */
  readonly alarms: number;

  /** Of these, the alarms of the cluster: a fixed number. */
  readonly clusterAlarms: number;

  /** Metrics that the alarms watch; each is billed. */
  readonly alarmMetrics: number;

  /** Metrics that the agents and the log filters publish. */
  readonly customMetrics: number;

  /** Metrics of EC2's detailed monitoring. */
  readonly detailedMetrics: number;

  /** US dollars a month. */
  readonly usd: number;

  /** US dollars a month for custom metrics alone, detailed monitoring included. */
  readonly customMetricUsd: number;

  /** `usd` divided by the GPUs. */
  readonly usdPerGpu: number;

  /** `customMetricUsd` divided by the GPUs. */
  readonly customMetricUsdPerGpu: number;

  readonly prices: MonitoringPrices;
}

/**
 * The number of alarms and custom metrics of a cluster, and what they cost. Log ingestion, API calls and notifications are
 * not part of it: they depend on what the nodes do.
 *
 * A metric is billed for the hours in which it is published, so a cluster that stands for a week costs a quarter.
 */
export function monitoringCost(options: MonitoringCostOptions): MonitoringCost {
  const { members, dashboards = 1, prices = US_EAST_1_PRICES } = options;
  const clusterAlarms: AlarmDefinition[] = Object.values(CLUSTER_ALARMS);
  const alarms = [...clusterAlarms, ...members.flatMap(alarmsOf)];
  const gpus = sum(members, ({ instances, gpusPerInstance }) => instances * gpusPerInstance);

  const customMetrics = NODE_LOG_FILTERS.length + sum(members, (member) => customMetricCount(AGENT_METRICS, member));
  const detailedMetrics = sum(
    members,
    ({ instances, detailedMonitoringMetrics = 7 }) => instances * detailedMonitoringMetrics,
  );
  const alarmMetrics = alarmMetricCount(alarms);
  const customMetricUsd = tieredCost(customMetrics + detailedMetrics, prices.customMetric);
  const usd = customMetricUsd + alarmMetrics * prices.alarmMetricUsd + dashboards * prices.dashboardUsd;
  return {
    alarms: alarmCount(alarms),
    clusterAlarms: alarmCount(clusterAlarms),
    alarmMetrics,
    customMetrics,
    detailedMetrics,
    usd,
    customMetricUsd,
    usdPerGpu: gpus === 0 ? 0 : usd / gpus,
    customMetricUsdPerGpu: gpus === 0 ? 0 : customMetricUsd / gpus,
    prices,
  };
}

/**
 * Custom metrics that the agents of one member publish: each measurement once for the member, once for each instance, and,
 * unless its originals are dropped, once for each device.
 */
export function customMetricCount(metrics: readonly AgentMetrics[], member: MonitoredShape): number {
  const collected = metrics.filter(({ perDevice }) => perDevice !== 'gpu' || (member.gpuMetrics ?? true));
  return sum(collected, (section) => {
    // What is measured on the instance has no dimension beyond those of the instance's own sum.
    const originals = section.dropOriginals || section.perDevice === 'instance' ? 0 : devices(section, member);
    return section.measurements.length * (1 + member.instances * (1 + originals));
  });
}

function alarmsOf({ reservation = true, group = true, gpuMetrics = true }: MonitoredShape): AlarmDefinition[] {
  return memberAlarms({ reservation, group, gpuMetrics });
}

function devices({ perDevice, resources }: AgentMetrics, member: MonitoredShape): number {
  const count: Record<AgentMetricDevice, number> = {
    gpu: member.gpusPerInstance,
    efa: member.efaDevices,
    ena: member.enaInterfaces ?? 1,
    'file-system': resources?.length ?? 1,
    instance: 1,
  };
  return count[perDevice];
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}
