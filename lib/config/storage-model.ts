import type { DataRepositoryLink, LustreEfaClients } from 'cdk-ultraserver/rules';

/** What nodes share, with its defaults filled in and its zones resolved. */
export interface StorageModel {
  /** In the order of the file; nothing may be named or numbered after that order. */
  readonly lustre: readonly LustreModel[];
  readonly home: HomeModel | undefined;
  readonly checkpoints: CheckpointsModel | undefined;
}

/** What becomes of storage that leaves the file, or whose stack is deleted. */
export type OnDelete = 'retain' | 'delete';

/** What stands in a zone. */
interface ZonalModel {
  readonly zone: string;
  readonly offeredInLocalZone: boolean;
}

/** Which of a zone's subnets something stands in: it follows from its own zone and transport, and from nothing else. */
export type SubnetPurpose = 'control' | 'nodes';

/** A file system of FSx for Lustre. */
export interface LustreModel extends ZonalModel {
  /** Unique among them; names resources. */
  readonly name: string;
  readonly mount: string;
  readonly subnet: SubnetPurpose;
  readonly storage: LustreSsdModel | LustreTieringModel;
  /** undefined: over TCP, for all. */
  readonly efa: LustreEfaModel | undefined;
  readonly repositories: readonly DataRepositoryLink[];
  /** 0 is none. */
  readonly backupDays: number;
  /** `d:HH:MM` in UTC; undefined: FSx chooses. */
  readonly maintenance: string | undefined;
  readonly onDelete: OnDelete;
}

export interface LustreSsdModel {
  readonly kind: 'ssd';
  readonly capacityGiB: number;
  /** In MB/s for each TiB. */
  readonly throughputPerTiB: number;
  /** undefined: FSx scales them with the capacity. */
  readonly metadataIops: number | undefined;
}

export interface LustreTieringModel {
  readonly kind: 'intelligent-tiering';
  readonly throughputMBps: number;
  readonly metadataIops: number;
  /** 0 is none; undefined: in proportion to the throughput. */
  readonly readCacheGiB: number | undefined;
}

export interface LustreEfaModel {
  /** Pools whose members mount it over EFA; others use TCP. */
  readonly pools: readonly string[];
  /** EFA interfaces of each node that Lustre uses. */
  readonly interfaces: number;
  readonly clients: readonly LustreEfaClients[];
}

/** Home directories. */
export type HomeModel = EfsHomeModel | OpenZfsHomeModel;

interface HomeCommon {
  readonly mount: string;
  readonly onDelete: OnDelete;
}

export interface EfsHomeModel extends HomeCommon {
  readonly kind: 'efs';
  /** Zone of the mount target for nodes without one near; undefined: all have one. */
  readonly zone: string | undefined;
}

export interface OpenZfsHomeModel extends HomeCommon, ZonalModel {
  readonly kind: 'openzfs';
  readonly subnet: SubnetPurpose;
  readonly capacityGiB: number;
  readonly throughputMBps: number;
  readonly deployment: 'SINGLE_AZ_HA_2' | 'SINGLE_AZ_2';
  /** 0 is none. */
  readonly backupDays: number;
}

/** A directory bucket for checkpoints. */
export interface CheckpointsModel extends ZonalModel {
  /** undefined: CloudFormation makes a name. */
  readonly baseName: string | undefined;
  readonly onDelete: OnDelete;
}
