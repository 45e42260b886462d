/**
 * What AWS says of instances and of where they are, as far as it is read here. The names are those of the EC2 API, so that
 * answers of the AWS SDK and documents of the AWS CLI are such records as they stand. Anything may be missing.
 */
export interface TopologyRecords {
  /** `DescribeInstanceTopology`: one for each running instance, in the order in which AWS gave them. */
  readonly instanceTopology: readonly InstanceTopologyRecord[];

  /** `DescribeCapacityReservationTopology`: one for each reservation that is pending or active. */
  readonly reservationTopology: readonly ReservationTopologyRecord[];

  /** `DescribeCapacityBlocks`. */
  readonly blocks: readonly CapacityBlockRecord[];

  /** `DescribeInstances`. */
  readonly instances: readonly InstanceRecord[];
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceTopology.html */
export interface InstanceTopologyRecord {
  readonly InstanceId?: string;
  readonly InstanceType?: string;

  /** Hashed ids of the account's own, the top of the network first. Empty for an instance that does not run. */
  readonly NetworkNodes?: readonly string[];
  readonly AvailabilityZone?: string;
  readonly ZoneId?: string;

  /**
   * Only of instances of UltraServers; the same for all of one. Soon after the launch it may still be missing.
   *
   * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceTopology.html
   */
  readonly CapacityBlockId?: string;
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CapacityReservationTopology.html */
export interface ReservationTopologyRecord {
  readonly CapacityReservationId?: string;
  readonly CapacityBlockId?: string;
  readonly State?: string;
  readonly InstanceType?: string;
  readonly NetworkNodes?: readonly string[];
  readonly AvailabilityZoneId?: string;
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CapacityBlock.html */
export interface CapacityBlockRecord {
  readonly CapacityBlockId?: string;
  readonly UltraserverType?: string;
  readonly CapacityReservationIds?: readonly string[];
  readonly AvailabilityZoneId?: string;
  readonly State?: string;
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Instance.html */
export interface InstanceRecord {
  readonly InstanceId?: string;
  readonly PrivateDnsName?: string;
  readonly PrivateIpAddress?: string;
  readonly CapacityReservationId?: string;
  readonly State?: { readonly Name?: string };
  readonly Tags?: readonly { readonly Key?: string; readonly Value?: string }[];
}

/** What a node says of itself: of Kubernetes, or collected by hand. */
export interface NodeRecord {
  /** Undefined: the name has to tell which instance it is. */
  readonly instanceId: string | undefined;

  /** The node's name in Kubernetes, or its host name. */
  readonly name: string | undefined;

  /** The node's name in Slurm. */
  readonly slurmName: string | undefined;

  /** NVLink partition as the GPUs report it, `<cluster UUID>.<clique>`. */
  readonly clique: string | undefined;

  /** Labels in Kubernetes; undefined where the record is not from there. */
  readonly labels: Readonly<Record<string, string>> | undefined;
}

/** Where records come from: AWS, or files. */
export interface TopologySource {
  /** All pages of all that is asked. */
  readonly read: () => Promise<TopologyRecords>;
}

/** Nothing of anything. */
export const NO_RECORDS: TopologyRecords = { instanceTopology: [], reservationTopology: [], blocks: [], instances: [] };

/** All records of several sources, in order. */
export function mergeRecords(all: readonly TopologyRecords[]): TopologyRecords {
  return {
    instanceTopology: all.flatMap(({ instanceTopology }) => instanceTopology),
    reservationTopology: all.flatMap(({ reservationTopology }) => reservationTopology),
    blocks: all.flatMap(({ blocks }) => blocks),
    instances: all.flatMap(({ instances }) => instances),
  };
}
