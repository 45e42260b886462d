import type { CpuArchitecture } from '../../hardware/instance-type-facts';

/** What a node of a group is, and what it must find when it boots. The numbers are those of one instance. */
export interface NodeFacts {
  /** The cluster's name, as the tag `ultraserver:cluster` says it. */
  readonly cluster: string;

  /** The member's name, as the tag `ultraserver:member` says it. */
  readonly member: string;
  readonly architecture: CpuArchitecture;

  /** Whose accelerators they are: which tool counts them. */
  readonly accelerator: 'nvidia' | 'aws-neuron';
  readonly acceleratorCount: number;

  /**
   * The oldest driver that the instance type works with, `570`.
   *
   * @default - none is known, and none is checked
   */
  readonly driverMinimum?: string;

  /** The driver that is stated for the image: a release, `580.159.03`, or a branch, `580`. The node refuses any other. */
  readonly imageDriver: string;

  /** The name of the interface layout, for messages. */
  readonly layoutName: string;

  /** EFA interfaces of the layout. */
  readonly efaInterfaces: number;

  /** NVMe instance store volumes. */
  readonly nvmeCount: number;

  /** Who makes one array of them: the node's own scripts, or the engine. @default 'node' */
  readonly instanceStore?: 'node' | 'engine';

  /**
   * Instances in the NVLink domain, where it spans the UltraServer.
   *
   * @default - the NVLink domain ends at the instance, or there is none
   */
  readonly nvlinkDomainInstances?: number;

  /** The name of the launching lifecycle hook that the boot gate completes. @default - there is none */
  readonly hookName?: string;
}
