/** EBS volume types that can be a root volume. */
export type RootVolumeType = 'gp3' | 'gp2' | 'io1' | 'io2';

/** The encrypted root volume of a node. */
export interface RootVolumeOptions {
  /**
   * Size in GiB.
   *
   * @default 200
   */
  readonly sizeGiB?: number;

  /**
   * The volume type. Not every Local Zone has gp3.
   *
   * @default 'gp3'
   * @see https://aws.amazon.com/about-aws/global-infrastructure/localzones/features/
   */
  readonly type?: RootVolumeType;

  /**
   * I/O operations per second; io1 and io2 need it.
   *
   * @default - none for gp2, EBS's own for gp3
   */
  readonly iops?: number;
}
