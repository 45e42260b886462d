/**
 * What monitoring asks of the nodes of one UltraServer, or of one group of plain instances. Whatever launches them
 * supplies it, so that monitoring knows no node construct.
 */
export interface MonitoredNodes {
  /** Name of the cluster, as the tag `ultraserver:cluster` of the nodes says it. */
  readonly cluster: string;

  /** Name of the member, as the tag `ultraserver:member` of the nodes says it. It appears in the text of alarms. */
  readonly member: string;

  /**
   * The Auto Scaling group that holds the nodes, with group metrics collection on.
   *
   * @default - none that can be named: what is wanted and in service is not known, and what reports is counted instead
   */
  readonly autoScalingGroupName?: string;

  /** Instances when all of them run. */
  readonly instanceCount: number;

  /** Accelerators in one instance. */
  readonly acceleratorsPerInstance: number;

  /**
   * Whose tools measure the accelerators. The CloudWatch agent reads NVIDIA GPUs alone.
   *
   * @default 'nvidia'
   */
  readonly acceleratorManufacturer?: 'nvidia' | 'aws-neuron';

  /**
   * The Capacity Reservation, or Capacity Block, that the nodes run in.
   *
   * @default - nothing watches what is reserved
   */
  readonly capacityReservationId?: string;
}

/** Whether the nodes carry NVIDIA GPUs, and so publish GPU metrics. */
export function hasGpuMetrics(nodes: MonitoredNodes): boolean {
  return (nodes.acceleratorManufacturer ?? 'nvidia') === 'nvidia';
}
