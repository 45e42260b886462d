import type { ImageModel } from './model';

/** What runs the work, with its defaults filled in. */
export type EngineModel = Ec2EngineModel | EksEngineModel | SlurmEngineModel;

/** Plain Auto Scaling groups. */
export interface Ec2EngineModel {
  readonly type: 'ec2';
}

/** Kubernetes: an EKS cluster for each cell. */
export interface EksEngineModel {
  readonly type: 'eks';
  /** Minor version: `1.36`. */
  readonly version: string;
  /** What holds the nodes of a member. */
  readonly nodes: 'self-managed' | 'managed';
  /** ARNs of roles. */
  readonly access: {
    readonly admins: readonly string[];
    readonly editors: readonly string[];
    readonly viewers: readonly string[];
  };
  /** Ranges that may call the private endpoint. */
  readonly clients: readonly string[];
  /** Ranges that may call the public endpoint; undefined: there is none. */
  readonly publicFrom: readonly string[] | undefined;
  /** Namespaces that have queues, sorted. */
  readonly namespaces: readonly string[];
  /** How the pools are shared out, by the pool's name. */
  readonly queues: Readonly<Record<string, QueueModel>>;
  readonly cpuPools: readonly CpuPoolModel[];
  readonly scalingTier: string;
  readonly supportType: 'STANDARD' | 'EXTENDED';
  readonly deletionProtection: boolean;
  /** undefined: EKS's own key. */
  readonly secretsKeyArn: string | undefined;
  /** Addresses of services. */
  readonly serviceCidr: string;
  readonly systemNodes: {
    /** undefined: those that the construct knows. */
    readonly instanceTypes: readonly string[] | undefined;
    readonly count: number;
    readonly volumeSizeGiB: number;
  };
  readonly addOns: { readonly versions: Readonly<Record<string, string>>; readonly without: readonly string[] };
  /** What is to be otherwise with Helm charts, by name. */
  readonly charts: Readonly<Record<string, ChartModel>>;
}

/** A pool's queue in Kubernetes. */
export interface QueueModel {
  /** Namespaces whose work may use the pool. */
  readonly namespaces: readonly string[];
  /** Pools whose idle nodes it may borrow. */
  readonly borrowsFrom: readonly string[];
}

/** Nodes without GPUs that Karpenter launches. */
export interface CpuPoolModel {
  readonly name: string;
  readonly maxCpus: number;
  readonly image: string;
  /** undefined: any that such a pool may have. */
  readonly families: readonly string[] | undefined;
  readonly spot: boolean;
  /** Zones in whose node subnets its nodes are; undefined: the control subnets. */
  readonly zones: readonly string[] | undefined;
  readonly rootVolumeGiB: number;
}

/** What is to be otherwise with a Helm chart; undefined: as it is pinned. */
export interface ChartModel {
  readonly repository: string | undefined;
  readonly version: string | undefined;
  readonly values: Readonly<Record<string, unknown>> | undefined;
}

/** Settings of slurm.conf, by name. */
export type SlurmSettings = Readonly<Record<string, string>>;

/** Slurm: a cluster of AWS PCS for each cell. */
export interface SlurmEngineModel {
  readonly type: 'slurm';
  /** Release: `25.11`. */
  readonly version: string;
  /** Zone of the controller. */
  readonly controlZone: string;
  /** undefined: as many as nine UltraServers have, and login nodes. */
  readonly mostInstances: number | undefined;
  /** undefined: what the size has room for. */
  readonly mostJobs: number | undefined;
  /** undefined: records of jobs stay as long as the cluster. */
  readonly purgeAfterDays: number | undefined;
  /** Who makes a volume of the NVMe instance store. */
  readonly instanceStore: 'image' | 'node';
  readonly settings: SlurmSettings;
  readonly nodeSettings: SlurmSettings;
  /** By pool, whose queue they are for. */
  readonly queueSettings: Readonly<Record<string, SlurmSettings>>;
  /** undefined: no login nodes. */
  readonly login: LoginModel | undefined;
}

export interface LoginModel {
  readonly instanceType: string;
  readonly count: number;
  readonly volumeSizeGiB: number;
  /** The AMI, by the name of the cell. */
  readonly images: Readonly<Record<string, ImageModel>>;
}
