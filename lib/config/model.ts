import type { AcceleratedInstanceType, ImageFacts, InterfaceLayout, UltraServerType } from 'cdk-ultraserver/hardware';

import type { EngineModel } from './engine-model';
import type { ImageBuilderModel } from './image-builder-model';
import type { StorageModel } from './storage-model';

/**
 * A cluster file, read, checked and frozen: defaults are filled in, unions are resolved, names have become hardware.
 * Where a value may be missing its key is still there, with `undefined`. Times are ISO 8601 in UTC, to the second.
 */
export interface ClusterModel {
  /** Path of the cluster file as it was given. */
  readonly file: string;
  /** Prefix of every stack's name. */
  readonly name: string;
  readonly region: string;
  /** 12 digits; undefined: the templates fit any account. */
  readonly account: string | undefined;
  /** Qualifier of the CDK bootstrap stack. */
  readonly bootstrapQualifier: string;
  /** ARN or name of the managed policy that bounds every role. */
  readonly permissionsBoundary: string | undefined;
  /** ARN of the user's own KMS key; undefined: one is created. */
  readonly kmsKeyArn: string | undefined;
  /** Cost allocation tags on every resource. */
  readonly tags: Readonly<Record<string, string>>;
  /** Days that logs are kept. */
  readonly logRetentionDays: number;
  /** Who hears of alarms and events. */
  readonly notify: readonly Subscriber[];
  readonly network: NetworkModel;
  readonly engine: EngineModel;
  /** What nodes share; undefined: nothing. */
  readonly storage: StorageModel | undefined;
  /** What images are built; undefined: none. */
  readonly imageBuilder: ImageBuilderModel | undefined;
  /** In the order of the file; nothing may be named or numbered after that order. */
  readonly cells: readonly CellModel[];
  /** What the user must hear although it is no error: facts that AWS has not published, say. */
  readonly warnings: readonly Warning[];
}

export interface Warning {
  readonly id: string;
  readonly message: string;
}

export type Subscriber =
  { readonly kind: 'email'; readonly address: string } | { readonly kind: 'https'; readonly url: string };

export type NetworkModel = CreatedNetworkModel | ExistingNetworkModel;

export interface CreatedNetworkModel {
  readonly kind: 'created';
  readonly cidr: string;
  /** `nat`: through NAT gateways in the Regional zones; `none`: endpoints are the only way out. */
  readonly egress: 'nat' | 'none';
  /** How nodes reach S3. */
  readonly s3: 'gateway' | 'gateway-in-local-zones' | 'interface';
  /** At least two Regional zones; their ranges follow from the network's. */
  readonly controlZones: readonly string[];
  /** One for each zone in which nodes run. */
  readonly nodeSubnets: readonly NodeSubnetModel[];
}

export interface NodeSubnetModel {
  readonly zone: string;
  readonly cidr: string;
  /** The control zone whose NAT gateway the subnet's traffic leaves by; undefined with egress `none`. */
  readonly natZone: string | undefined;
}

export interface ExistingNetworkModel {
  readonly kind: 'existing';
  readonly vpcId: string;
  /** The VPC's own range, for the address checks. */
  readonly cidr: string;
  readonly nodeSubnets: readonly ExistingSubnetModel[];
  /** For what nodes share; none where the file has no storage. */
  readonly controlSubnets: readonly ExistingSubnetModel[];
}

export interface ExistingSubnetModel {
  readonly zone: string;
  readonly subnetId: string;
  readonly cidr: string;
}

/** One engine's control plane with the members that it holds; one stack. */
export interface CellModel {
  readonly name: string;
  readonly members: readonly MemberModel[];
}

export type MemberModel = UltraServerMemberModel | InstancesMemberModel;

interface MemberCommon {
  /** Unique in the cluster; names resources. */
  readonly name: string;
  readonly pool: string;
  readonly zone: string;
  readonly instanceType: AcceleratedInstanceType;
  /** Instances: the UltraServer's size, or the number in the file. */
  readonly count: number;
  readonly interfaces: InterfaceLayout;
  readonly image: ImageModel;
  readonly rootVolume: RootVolumeModel;
}

/** One UltraServer: one block, one launch template, one Auto Scaling group. */
export interface UltraServerMemberModel extends MemberCommon {
  readonly kind: 'ultraserver';
  readonly ultraServerType: UltraServerType;
  readonly capacity: BlockModel;
}

/** Plain accelerated instances of one type. */
export interface InstancesMemberModel extends MemberCommon {
  readonly kind: 'instances';
  readonly capacity: CapacityModel;
}

export type CapacityModel = BlockModel | ReservationModel | ReservationGroupModel | ReserveModel | OnDemandModel;

export interface BlockModel {
  readonly kind: 'block';
  readonly reservationId: string;
  /** undefined: the block is active when the stack is deployed. */
  readonly startsAt: string | undefined;
  readonly endsAt: string;
  /** When the group goes to zero. */
  readonly drainAt: string;
}

export interface ReservationModel {
  readonly kind: 'reservation';
  readonly reservationId: string;
}

export interface ReservationGroupModel {
  readonly kind: 'reservation-group';
  readonly arn: string;
}

/** An On-Demand Capacity Reservation that the cluster creates. */
export interface ReserveModel {
  readonly kind: 'reserve';
  /** undefined: it stands until it is deleted. */
  readonly endsAt: string | undefined;
}

export interface OnDemandModel {
  readonly kind: 'on-demand';
}

/** An AMI, by id or by the path of an SSM parameter, with what is known of it. */
export interface ImageModel extends ImageFacts {
  readonly reference:
    { readonly kind: 'id'; readonly id: string } | { readonly kind: 'ssm'; readonly parameter: string };
}

export interface RootVolumeModel {
  readonly sizeGiB: number;
  readonly type: 'gp3' | 'gp2';
}
