import type { Construct } from 'constructs';

import type { UltraServerType } from '../hardware/ultraserver-type';
import { NodeGroup } from './node-group';
import type { NodeGroupOptions } from './node-group-options';

/** Properties of an UltraServer. */
export interface UltraServerProps extends NodeGroupOptions {
  /** `UltraServerType.P6E_GB200_X72`, say. It decides how many instances there are. */
  readonly type: UltraServerType;
}

/**
 * One UltraServer: instances whose accelerators form one domain. One Capacity Block, one launch template, one group.
 *
 * Defines a launch template, an Auto Scaling group with its schedule, and a role for the nodes. It changes no resource of
 * another UltraServer.
 *
 * @example
 *   new UltraServer(this, 'Alpha', {
 *     fabric,
 *     type: UltraServerType.P6E_GB200_X72,
 *     capacity: Capacity.block('cr-0123456789abcdef0', { endsAt: new Date('2026-12-20T11:30:00Z') }),
 *   });
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-capacity-blocks.html
 */
export class UltraServer extends NodeGroup {
  readonly type: UltraServerType;

  /**
   * @throws InvalidPropsError where capacity or image cannot serve the type
   * @throws HardwareError where the interfaces break a rule of the type
   */
  constructor(scope: Construct, id: string, props: UltraServerProps) {
    const { instanceType, instanceCount } = props.type;
    super(scope, id, { instanceType, count: instanceCount, ultraServer: true, hardware: props.type }, props);
    this.type = props.type;
  }
}
