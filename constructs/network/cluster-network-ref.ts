import type { IVPCRef } from 'aws-cdk-lib/aws-ec2';
import type { IConstruct } from 'constructs';

import type { ZoneSubnet } from './zone-subnet';

/** A network for clusters, made here (`ClusterNetwork`) or found (`ClusterNetwork.fromExisting`). */
export interface IClusterNetwork extends IConstruct {
  readonly vpc: IVPCRef;

  /** The VPC's range. @default - unknown: the VPC exists already and its range was not given */
  readonly cidr?: string;

  /** Private subnets of Availability Zones, for control planes and endpoints; none where they were not given. */
  readonly controlSubnets: ZoneSubnet[];

  /** One for each zone in which nodes run. */
  readonly nodeSubnets: ZoneSubnet[];

  /**
   * The subnet of a zone's nodes.
   *
   * @throws InvalidPropsError if the network has none in that zone
   */
  nodeSubnet(zone: string): ZoneSubnet;
}
