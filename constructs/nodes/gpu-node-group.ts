import type { Construct } from 'constructs';

import type { AcceleratedInstanceType } from '../hardware/instance-type';
import { NodeGroup } from './node-group';
import type { NodeGroupOptions } from './node-group-options';

/** Properties of a group of plain accelerated instances. */
export interface GpuNodeGroupProps extends NodeGroupOptions {
  readonly instanceType: AcceleratedInstanceType;

  /** Instances. */
  readonly count: number;
}

/**
 * Accelerated instances that are sold one by one, p6-b300.48xlarge, say.
 *
 * Defines a launch template, an Auto Scaling group with its schedule, if it has one, and a role for the nodes.
 *
 * @example
 *   new GpuNodeGroup(this, 'Train', {
 *     fabric,
 *     instanceType: AcceleratedInstanceType.P6_B300_48XLARGE,
 *     count: 16,
 *     capacity: Capacity.reservation('cr-0123456789abcdef0'),
 *   });
 */
export class GpuNodeGroup extends NodeGroup {
  /**
   * @throws InvalidPropsError where capacity or image cannot serve the type, or it is sold in UltraServers alone
   * @throws HardwareError where the interfaces break a rule of the type
   */
  constructor(scope: Construct, id: string, props: GpuNodeGroupProps) {
    const { instanceType, count } = props;
    super(scope, id, { instanceType, count, ultraServer: false, hardware: instanceType }, props);
  }
}
