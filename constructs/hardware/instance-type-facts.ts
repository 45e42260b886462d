import type { InterfaceLayoutDefinition } from './interface-placement';
import type { NetworkCard, SharedBandwidth } from './network-card';
import type { SoftwareRequirements } from './software-requirements';
import type { Source } from './source';

/** A processor architecture, spelled as EC2 spells it in `DescribeInstanceTypes`. */
export type CpuArchitecture = 'arm64' | 'x86_64';

/** How far NVLink reaches. */
export type NvlinkDomain = 'none' | 'instance' | 'ultraserver';

/** The accelerators of one instance. */
export interface Accelerators {
  /** The chip, as its maker names it: `NVIDIA B200`. */
  readonly model: string;

  /** Whose driver and tools run it. */
  readonly manufacturer: 'nvidia' | 'aws-neuron';

  /** Accelerators in one instance. */
  readonly count: number;

  /** Memory of one accelerator, in GiB, as EC2 states it (rounded down to a whole number). */
  readonly memoryGiB: number;
}

/** Instance store volumes of one instance. */
export interface InstanceStore {
  /** NVMe volumes. */
  readonly count: number;

  /** Size of one volume in GB (10^9 bytes), as EC2 states it. */
  readonly sizeGB: number;
}

/** What EBS gives one instance. */
export interface EbsLimits {
  /** Bandwidth in Gbps. */
  readonly gbps: number;

  /** I/O operations per second at 16 KiB. */
  readonly iops: number;

  /** Most attached volumes. */
  readonly volumes: number;
}

/** All that is stated of an accelerated instance type; the shape that `AcceleratedInstanceType.of` takes. */
export interface AcceleratedInstanceTypeFacts {
  /** The EC2 name, `p6e-gb200.36xlarge`. */
  readonly name: string;
  readonly accelerators: Accelerators;
  readonly architecture: CpuArchitecture;
  readonly vcpus: number;
  readonly memoryGiB: number;
  readonly instanceStore: InstanceStore;
  readonly ebs: EbsLimits;

  /** Every network card, card 0 first. */
  readonly networkCards: NetworkCard[];

  /**
   * Limits that several cards share.
   *
   * @default - no two cards share anything
   */
  readonly sharedBandwidth?: SharedBandwidth[];

  /** EFA bandwidth that one instance can use in all, in Gbps. */
  readonly efaGbps: number;

  /**
   * EFA interfaces that one instance holds in all.
   *
   * @default - as many as it has cards with EFA bandwidth: one a card
   */
  readonly maxEfaInterfaces?: number;

  /** Named arrangements of network interfaces; the first is the default. */
  readonly layouts: InterfaceLayoutDefinition[];

  /**
   * Whether the NVLink domain ends at the instance or spans the UltraServer; `none` where the accelerators have no NVLink
   * (Trainium).
   *
   * @default 'instance'
   */
  readonly nvlinkDomain?: NvlinkDomain;

  /**
   * Whether EC2 offers the type as part of an UltraServer alone.
   *
   * @default false
   */
  readonly ultraServerOnly?: boolean;

  /**
   * Software below which, or with which, the type does not work.
   *
   * @default - nothing is known, and nothing is checked
   */
  readonly software?: SoftwareRequirements;

  /** Where the facts come from; at least one. */
  readonly sources: Source[];

  /**
   * False where AWS has not published the facts, and somebody else stated them. Output built on it says so.
   *
   * @default true
   */
  readonly verified?: boolean;
}
