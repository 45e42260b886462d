import type { CfnTag } from 'aws-cdk-lib';
import type { IKeyRef } from 'aws-cdk-lib/aws-kms';

import type { Capacity } from '../capacity/capacity';
import type { IEngine } from '../engines/engine-seam';
import type { InterfaceLayout } from '../hardware/interface-layout';
import type { NodeLogs } from '../monitoring/node-logs';
import type { EfaFabric } from '../network/efa-fabric';
import type { Mount } from '../storage/mount';
import type { NodeImage } from './image';
import type { RootVolumeOptions } from './root-volume';

/** What node groups of every kind take. */
export interface NodeGroupOptions {
  /** The subnet and the security groups that the nodes share with others they talk to over EFA. */
  readonly fabric: EfaFabric;

  /** Where the instances come from. */
  readonly capacity: Capacity;

  /**
   * The AMI.
   *
   * @default - the image that this package knows to fit the type; it knows none for Trainium
   */
  readonly image?: NodeImage;

  /**
   * What runs the work.
   *
   * @default Engine.ec2()
   */
  readonly engine?: IEngine;

  /**
   * Which network interfaces the instances get: `InterfaceLayout.of(type, { layout: 'eight-efa' })`, say.
   *
   * @default - the type's first layout
   */
  readonly layout?: InterfaceLayout;

  /** @default - 200 GiB of gp3 */
  readonly rootVolume?: RootVolumeOptions;

  /**
   * Encrypts root volumes, and the log groups that are defined here. Its policy must admit EBS and CloudWatch Logs;
   * `ClusterKey` makes such a key.
   *
   * @default - the account's default key for EBS, and CloudWatch's own for logs
   */
  readonly encryptionKey?: IKeyRef;

  /**
   * The log groups that the nodes write to.
   *
   * @default - log groups of its own
   */
  readonly logs?: NodeLogs;

  /**
   * File systems that are mounted on the nodes before they come into service: `[lustre.mount('/fsx')]`. An engine with
   * means of its own, Kubernetes' CSI drivers say, takes them itself.
   *
   * @default - none
   */
  readonly mounts?: Mount[];

  /**
   * Name of the cluster. Cluster and the construct's path in its stack tell this group from any other in the VPC.
   *
   * @default - the name of the stack
   */
  readonly cluster?: string;

  /**
   * Name of the pool that the nodes belong to, for the tag `ultraserver:pool` of all that carries the other two.
   *
   * @default - none
   */
  readonly pool?: string;

  /**
   * Further tags of instances, volumes and interfaces: tags of a stack do not reach them.
   *
   * @default - none
   */
  readonly tags?: CfnTag[];
}
