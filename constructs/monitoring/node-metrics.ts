import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';

import { agentNamespace } from './agent-metrics';
import type { MonitoredNodes } from './monitored-nodes';

/** One of EC2's status checks: of the host, of the instance's own software, of the attached EBS volumes. */
export type StatusCheck = 'System' | 'Instance' | 'AttachedEBS';

/** Measured once on each node, each minute: what has it reports. */
const SIGN_OF_LIFE = 'mem_used_percent';

/**
 * The metrics of one member's nodes: names, dimensions and statistics in one place. Each is of the member as a whole, so
 * that what is built on them does not grow with the number of nodes or GPUs.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-metrics.html
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/capacity-reservation-cw-metrics.html
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/viewing_metrics_with_cloudwatch.html
 */
export class NodeMetrics {
  /** The namespace of what the nodes' own agents publish. */
  readonly namespace: string;

  constructor(private readonly nodes: MonitoredNodes) {
    this.namespace = agentNamespace(nodes.cluster, nodes.member);
  }

  /** Instances that passed their boot gate. */
  instancesInService(period?: Duration): Metric {
    return this.group('GroupInServiceInstances', Stats.MINIMUM, period);
  }

  /** Instances that the group is meant to have. */
  instancesDesired(period?: Duration): Metric {
    return this.group('GroupDesiredCapacity', Stats.MINIMUM, period);
  }

  /** Instances that the group is meant to have and that are not in service. */
  instancesNotInService(period: Duration): MathExpression {
    return new MathExpression({
      expression: 'desired - inService',
      usingMetrics: { desired: this.instancesDesired(period), inService: this.instancesInService(period) },
      label: 'not in service',
      period,
    });
  }

  /** Instances that the reservation is for. */
  instancesReserved(period?: Duration): Metric {
    return this.reservation('TotalInstanceCount', Stats.MAXIMUM, period);
  }

  /** Instances that run in the reservation. */
  reservedInstancesUsed(period?: Duration): Metric {
    return this.reservation('UsedInstanceCount', Stats.MAXIMUM, period);
  }

  /** Instances that the reservation holds free. */
  reservedInstancesAvailable(period?: Duration): Metric {
    return this.reservation('AvailableInstanceCount', Stats.MINIMUM, period);
  }

  /** Share of the reservation that is used, in percent. */
  reservationUtilization(period?: Duration): Metric {
    return this.reservation('InstanceUtilization', Stats.MINIMUM, period);
  }

  /**
   * Instances that the member lacks and its reservation holds free: the lesser of the two, as the reservation may be
   * larger than the member. Nothing while the group is meant to be empty: a drained block is free on purpose. A group
   * without metrics counts as one that has nothing and wants some, so that their loss hides nothing.
   */
  reservedNotRunning(period: Duration): MathExpression {
    const lacking = `(${this.nodes.instanceCount} - FILL(total, 0))`;
    return new MathExpression({
      expression: `IF(FILL(desired, 1) > 0, ${lesser('available', lacking)}, 0)`,
      usingMetrics: {
        desired: this.instancesDesired(period),
        total: this.group('GroupTotalInstances', Stats.MINIMUM, period),
        available: this.reservedInstancesAvailable(period),
      },
      label: 'reserved, not running',
      period,
    });
  }

  /**
   * Instances that the member lacks and its reservation holds free, for members without an Auto Scaling group: nothing says
   * how many are wanted, so a block that was drained counts as idle until it ends.
   */
  reservedIdle(period: Duration): MathExpression {
    return new MathExpression({
      expression: lesser('available', `(${this.nodes.instanceCount} - FILL(used, 0))`),
      usingMetrics: {
        available: this.reservedInstancesAvailable(period),
        used: this.reservedInstancesUsed(period),
      },
      label: 'reserved, idle',
      period,
    });
  }

  /** Nodes whose agent reports, in a minute. */
  nodesReporting(): Metric {
    return this.agent(SIGN_OF_LIFE, Stats.SAMPLE_COUNT, Duration.minutes(1));
  }

  /**
   * Nodes that run in the member's reservation and whose agent does not report, for members without an Auto Scaling group.
   * Of a reservation that is larger than the member no more count than the member has.
   */
  nodesNotReporting(period: Duration): MathExpression {
    const running = lesser('FILL(used, 0)', String(this.nodes.instanceCount));
    return new MathExpression({
      // Rounded: a reading may fall into the minute beside its own.
      expression: `${running} - FLOOR(FILL(readings, 0) / ${period.toMinutes()} + 0.5)`,
      usingMetrics: {
        used: this.reservedInstancesUsed(period),
        readings: this.agent(SIGN_OF_LIFE, Stats.SAMPLE_COUNT, period),
      },
      label: 'running, not reporting',
      period,
    });
  }

  /**
   * Instances that the group counts as in service and that are gone: those in service, less those with a status check in
   * each minute. Nodes that are still pending have checks too, so that they can hide as many.
   *
   * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/GetMetricAutoScalingGroup.html
   */
  instancesLost(period: Duration): MathExpression {
    return new MathExpression({
      // Rounded: a check may fall into the minute beside its own.
      expression: `inService - FLOOR(FILL(checks, 0) / ${period.toMinutes()} + 0.5)`,
      usingMetrics: {
        inService: this.instancesInService(period),
        checks: this.statusCheckFailed('System', period).with({ statistic: Stats.SAMPLE_COUNT }),
      },
      label: 'in service, but gone',
      period,
    });
  }

  /**
   * 1 while the check of at least one node fails, else 0.
   *
   * AWS gives the dimension `AutoScalingGroupName` for all metrics of EC2, with no word on `AttachedEBS` alone. Metrics
   * Insights would need no such dimension, but tells members apart by tags alone, which the account must have enabled for
   * telemetry, and bills each instance.
   *
   * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/viewing_metrics_with_cloudwatch.html
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Metrics_Insights_Alarm.html
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/EnableResourceTagsOnTelemetry.html
   */
  statusCheckFailed(check: StatusCheck, period = Duration.minutes(1)): Metric {
    return new Metric({
      namespace: 'AWS/EC2',
      metricName: `StatusCheckFailed_${check}`,
      dimensionsMap: this.groupDimension,
      statistic: Stats.MAXIMUM,
      period,
      label: `${check} check failed`,
    });
  }

  /** Temperature of the hottest GPU in degrees Celsius. */
  gpuTemperature(period?: Duration): Metric {
    return this.agent('nvidia_smi_temperature_gpu', Stats.MAXIMUM, period);
  }

  /** Mean utilization of the GPUs in percent. */
  gpuUtilization(period?: Duration): Metric {
    return this.agent('nvidia_smi_utilization_gpu', Stats.AVERAGE, period);
  }

  /** Power that the GPUs draw, in watts: the mean of one GPU. */
  gpuPowerDraw(period?: Duration): Metric {
    return this.agent('nvidia_smi_power_draw', Stats.AVERAGE, period);
  }

  /**
   * GPUs of the nodes in service that publish nothing: the GPUs that there should be, less the readings that came in,
   * one a minute and GPU. Without an Auto Scaling group the nodes are those whose agent reports.
   */
  gpusNotReporting(period: Duration): MathExpression {
    const { autoScalingGroupName, acceleratorsPerInstance } = this.nodes;
    const minutes = period.toMinutes();
    const readings = this.agent('nvidia_smi_temperature_gpu', Stats.SAMPLE_COUNT, period);
    const [there, nodes] =
      autoScalingGroupName === undefined
        ? [`nodes / ${minutes}`, this.agent(SIGN_OF_LIFE, Stats.SAMPLE_COUNT, period)]
        : ['nodes', this.group('GroupInServiceInstances', Stats.AVERAGE, period)];
    return new MathExpression({
      expression: `${there} * ${acceleratorsPerInstance} - FILL(readings, 0) / ${minutes}`,
      usingMetrics: { nodes, readings },
      label: 'GPUs not reporting',
      period,
    });
  }

  /** EFA connections that timed out, were impaired or got no answer. */
  efaConnectionEvents(period: Duration): MathExpression {
    return this.sum(
      ['efa_retrans_timeout_events', 'efa_impaired_remote_conn_events', 'efa_unresponsive_remote_events'],
      'EFA connection events',
      period,
    );
  }

  /** Packets that EFA devices dropped, and RDMA work requests that failed. */
  efaTransferEvents(period: Duration): MathExpression {
    return this.sum(
      ['efa_rx_dropped', 'efa_rdma_read_wr_err', 'efa_rdma_write_wr_err'],
      'EFA drops and failed requests',
      period,
    );
  }

  /** Use of the root file system of the fullest node, in percent. */
  diskUsed(period?: Duration): Metric {
    return this.agent('disk_used_percent', Stats.MAXIMUM, period);
  }

  /** Memory in use on the fullest node, in percent; page cache does not count. */
  memoryUsed(period?: Duration): Metric {
    return this.agent('mem_used_percent', Stats.MAXIMUM, period);
  }

  /** What the nodes' agents publish under this name. */
  agent(metricName: string, statistic: string, period = Duration.minutes(5)): Metric {
    return new Metric({ namespace: this.namespace, metricName, statistic, period });
  }

  private get groupDimension(): Record<string, string> {
    const { member, autoScalingGroupName } = this.nodes;
    if (autoScalingGroupName === undefined) {
      throw new Error(`${member} has no Auto Scaling group whose metrics could be read`);
    }
    return { AutoScalingGroupName: autoScalingGroupName };
  }

  private group(metricName: string, statistic: string, period = Duration.minutes(1)): Metric {
    return new Metric({
      namespace: 'AWS/AutoScaling',
      metricName,
      dimensionsMap: this.groupDimension,
      statistic,
      period,
    });
  }

  private sum(metricNames: string[], label: string, period: Duration): MathExpression {
    const usingMetrics = Object.fromEntries(
      metricNames.map((name, index) => [`m${index}`, this.agent(name, Stats.SUM, period)]),
    );
    const terms = Object.keys(usingMetrics).map((id) => `FILL(${id}, 0)`);
    return new MathExpression({ expression: terms.join(' + '), usingMetrics, label, period });
  }

  private reservation(metricName: string, statistic: string, period = Duration.minutes(5)): Metric {
    const id = this.nodes.capacityReservationId;
    if (id === undefined) {
      throw new Error(
        `no Capacity Reservation is known for '${this.nodes.member}', so it has no '${metricName}'; give capacityReservationId`,
      );
    }
    return new Metric({
      namespace: 'AWS/EC2CapacityReservations',
      metricName,
      dimensionsMap: { CapacityReservationId: id },
      statistic,
      period,
    });
  }
}

/** The lesser of two values of metric math; unlike the functions that choose one, it is missing where either is. */
function lesser(one: string, other: string): string {
  return `(${one} + ${other} - ABS(${one} - ${other})) / 2`;
}
