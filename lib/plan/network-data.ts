/** The VPC and its subnets; of a fleet, those of all cells. */
export interface NetworkPlan {
  /** `mixed`: some cells of a fleet have created ones, others existing ones. */
  readonly kind: 'created' | 'existing' | 'mixed';

  /** Range of the VPC; of a fleet all ranges, with commas between them. */
  readonly cidr: string;

  /** null in an existing VPC, where the routes are not this project's, and where cells of a fleet differ. */
  readonly egress: 'nat' | 'none' | null;

  /** Id of the existing VPC, of a fleet all ids with commas between them; null where there is none. */
  readonly vpcId: string | null;

  readonly zones: readonly ZonePlan[];
  readonly subnets: readonly SubnetPlan[];
}

/** A zone in which something of a cluster stands. */
export interface ZonePlan {
  /** Name of the cluster: fabrics end at its VPC. */
  readonly cluster: string;

  /** Zone id. */
  readonly zone: string;
  readonly isLocalZone: boolean;
  readonly instances: number;
  readonly gpus: number;

  /** EFA bandwidth of the zone's instances: they share one fabric, which does not leave the zone. */
  readonly efaGbps: number;
}

/** A subnet, with the room that it has. */
export interface SubnetPlan {
  /** Name of the cluster. */
  readonly cluster: string;

  /** Zone id. */
  readonly zone: string;
  readonly cidr: string;

  /** `public` holds NAT gateways. */
  readonly purpose: 'nodes' | 'control' | 'public';

  /** Id of an existing subnet; null for a created one. */
  readonly subnetId: string | null;

  /** Addresses that AWS leaves to its users. */
  readonly usableAddresses: number;

  /** Addresses that members take, those of pods on Kubernetes included; null where that is not counted: not for nodes. */
  readonly neededAddresses: number | null;

  /** Addresses for each instance's pods, out of `neededAddresses`. */
  readonly podAddressesPerInstance: number;
}
