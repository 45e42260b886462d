import { Duration } from 'aws-cdk-lib';
import type { Alarm, IMetric, IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopicRef } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

import { memberAlarms } from './alarm-catalog';
import { AlarmFactory, graphOf, type AlarmedMetric } from './alarm-factory';
import type { MemberAlarm } from './member-alarms';
import { hasGpuMetrics, type MonitoredNodes } from './monitored-nodes';
import { NodeMetrics } from './node-metrics';
import type { SeverityThresholds } from './severity';

/** Thresholds that depend on the hardware or the work, in place of the defaults. */
export interface NodeThresholds {
  /** Degrees Celsius of the hottest GPU. @default - warning at 85, critical at 90 */
  readonly gpuTemperature?: SeverityThresholds;

  /** Percent of the root file system of the fullest node. @default - warning at 85, critical at 95 */
  readonly diskUsed?: SeverityThresholds;

  /** Percent of the memory of the fullest node. @default - warning at 95 */
  readonly memoryUsed?: SeverityThresholds;
}

export interface NodeGroupMonitoringProps {
  /** What is watched. */
  readonly nodes: MonitoredNodes;

  /** Where alarms go. */
  readonly topic: ITopicRef;

  /** @default - those of the alarm definitions */
  readonly thresholds?: NodeThresholds;
}

/**
 * Defines the alarms of one member: an UltraServer, or a group of plain instances. Ten or so resources, however many
 * instances and GPUs it has, and none of them knows another member.
 *
 * Before a Capacity Block starts, and after it ended, all of them are silent.
 *
 * @example
 *   new NodeGroupMonitoring(this, 'AlphaMonitoring', { nodes: alpha.monitored, topic });
 */
export class NodeGroupMonitoring extends Construct {
  /** The group's metrics, for further alarms and graphs. */
  readonly metrics: NodeMetrics;

  readonly alarms: Alarm[];

  private readonly watched: AlarmedMetric[];
  private readonly nodes: MonitoredNodes;

  constructor(scope: Construct, id: string, props: NodeGroupMonitoringProps) {
    super(scope, id);
    this.nodes = props.nodes;
    this.metrics = new NodeMetrics(props.nodes);

    const factory = new AlarmFactory(this, props.topic, props.nodes.member);
    const definitions = memberAlarms({
      reservation: props.nodes.capacityReservationId !== undefined,
      group: props.nodes.autoScalingGroupName !== undefined,
      gpuMetrics: hasGpuMetrics(props.nodes),
    });
    const thresholds: Partial<Record<MemberAlarm['id'], SeverityThresholds>> = {
      'gpu-temperature': props.thresholds?.gpuTemperature,
      'disk-used': props.thresholds?.diskUsed,
      'memory-used': props.thresholds?.memoryUsed,
    };
    this.watched = definitions.map((definition) => {
      const metric = METRICS[definition.id](this.metrics, Duration.minutes(definition.periodMinutes));
      return factory.add(definition, metric, thresholds[definition.id]);
    });
    this.alarms = this.watched.flatMap(({ alarms }) => alarms);
  }

  /** A graph for each alarm, with its threshold drawn in: for a dashboard of this one member. */
  widgets(): IWidget[] {
    return this.watched.map((watched) => graphOf(watched, this.nodes.member));
  }
}

type MetricOf = (metrics: NodeMetrics, period: Duration) => IMetric;

const METRICS: Record<MemberAlarm['id'], MetricOf> = {
  'reserved-not-running': (metrics, period) => metrics.reservedNotRunning(period),
  'reserved-idle': (metrics, period) => metrics.reservedIdle(period),
  'nodes-not-in-service': (metrics, period) => metrics.instancesNotInService(period),
  'nodes-not-reporting': (metrics, period) => metrics.nodesNotReporting(period),
  'nodes-lost': (metrics, period) => metrics.instancesLost(period),
  'status-check-system': (metrics, period) => metrics.statusCheckFailed('System', period),
  'status-check-instance': (metrics, period) => metrics.statusCheckFailed('Instance', period),
  'status-check-ebs': (metrics, period) => metrics.statusCheckFailed('AttachedEBS', period),
  'gpu-temperature': (metrics, period) => metrics.gpuTemperature(period),
  'gpus-not-reporting': (metrics, period) => metrics.gpusNotReporting(period),
  'efa-connections': (metrics, period) => metrics.efaConnectionEvents(period),
  'efa-transfers': (metrics, period) => metrics.efaTransferEvents(period),
  'disk-used': (metrics, period) => metrics.diskUsed(period),
  'memory-used': (metrics, period) => metrics.memoryUsed(period),
};
