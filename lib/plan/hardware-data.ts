/** What hardware is at work, each kind once. */
export interface HardwarePlan {
  readonly instanceTypes: readonly InstanceTypePlan[];
  readonly ultraServerTypes: readonly UltraServerTypePlan[];
  readonly layouts: readonly LayoutPlan[];
}

/** One instance of a type. */
export interface InstanceTypePlan {
  /** The EC2 name; what shapes refer to. */
  readonly name: string;

  /** The chip, as its maker names it. */
  readonly gpuModel: string;
  readonly manufacturer: 'nvidia' | 'aws-neuron';
  readonly gpus: number;

  /** Memory of one GPU. */
  readonly gpuMemoryGib: number;
  readonly architecture: 'arm64' | 'x86_64';
  readonly vcpus: number;
  readonly memoryGib: number;
  readonly localNvmeVolumes: number;
  readonly localNvmeGB: number;
  readonly ebsGbps: number;

  /** EFA bandwidth that the type has in all, whatever the layout. */
  readonly efaGbps: number;

  /** Card 0 first. */
  readonly cards: readonly NetworkCardPlan[];

  /** What several cards share: the physical NIC that they sit on, the path to one GPU, or a limit of the instance. */
  readonly shared: readonly SharedPlan[];

  /** How far NVLink reaches; `none` on Trainium. */
  readonly nvlinkDomain: 'none' | 'instance' | 'ultraserver';

  /** NVLink bandwidth of one GPU, both directions together, in GB a second; null where no figure is published. */
  readonly nvlinkGBps: number | null;

  /** Peak compute of one GPU, where a figure is published. */
  readonly compute: readonly ComputePlan[];

  /** False where the facts are the cluster file's, not AWS's. */
  readonly verified: boolean;
}

/** A network card of an instance type, with what it can carry. */
export interface NetworkCardPlan {
  /** Network card index. */
  readonly card: number;
  readonly maxInterfaces: number;
  readonly efaGbps: number;
  readonly enaGbps: number;
}

/** Cards that share a limit. */
export interface SharedPlan {
  readonly of: 'physical NIC' | 'GPU' | 'instance';
  readonly cards: readonly number[];
  readonly gbps: number;

  /** Which traffic counts. */
  readonly counts: 'all' | 'efa' | 'ena';
}

/** Peak compute of one GPU in one number format. */
export interface ComputePlan {
  readonly format: string;
  readonly sparsity: 'dense' | 'sparse';

  /** 10^12 operations a second. */
  readonly tflops: number;
}

/** An UltraServer of a type. */
export interface UltraServerTypePlan {
  /** The EC2 name; what shapes refer to. */
  readonly name: string;
  readonly instanceType: string;
  readonly instances: number;
  readonly gpus: number;
  readonly gpuMemoryGib: number;

  /** EFA bandwidth of the type's instances together, whatever the layout. */
  readonly efaGbps: number;

  /** NVLink bandwidth inside the domain: that of all its GPUs, both directions together; null where not known. */
  readonly nvlinkGBps: number | null;

  /** False where the facts are the cluster file's, not AWS's. */
  readonly verified: boolean;
}

/** Which interface each network card of an instance has. */
export interface LayoutPlan {
  /** What shapes refer to: the instance type's name and the layout's, `p6e-gb200.36xlarge/four-efa`. */
  readonly name: string;
  readonly instanceType: string;

  /** In the order of the launch template: the primary one first. */
  readonly interfaces: readonly InterfacePlan[];
  readonly efaGbps: number;
  readonly enaGbps: number;
  readonly efaInterfaces: number;

  /** Private IPv4 addresses that one instance takes. */
  readonly addresses: number;
}

/** One interface of an instance. */
export interface InterfacePlan {
  /** Network card index. */
  readonly card: number;

  /** Device index on the card. */
  readonly device: number;
  readonly type: 'interface' | 'efa' | 'efa-only';

  /** While all interfaces of the instance are busy; 0 where it carries none. */
  readonly efaGbps: number;

  /** While all interfaces of the instance are busy; 0 where it carries none. */
  readonly enaGbps: number;

  /** Private IPv4 addresses: 1, or 0 for `efa-only`. */
  readonly addresses: number;
}
