/** The VPC and its subnets. */
export interface NetworkPlan {
  readonly kind: 'created' | 'existing';

  /** Range of the VPC. */
  readonly cidr: string;

  /** null in an existing VPC, where the routes are not this project's. */
  readonly egress: 'nat' | 'none' | null;

  /** Id of the existing VPC; null for a created one. */
  readonly vpcId: string | null;

  readonly zones: readonly ZonePlan[];
  readonly subnets: readonly SubnetPlan[];
}

/** A zone in which something stands. */
export interface ZonePlan {
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
