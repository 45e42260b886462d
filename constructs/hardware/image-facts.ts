import type { CpuArchitecture } from './instance-type-facts';
import type { Source } from './source';

/** What must be known of an AMI before a node can be built on it. */
export interface ImageFacts {
  readonly architecture: CpuArchitecture;

  /**
   * Name of the root device in the AMI: `/dev/xvda` (Amazon Linux), `/dev/sda1` (Ubuntu). A wrong one adds a second disk.
   *
   * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/device_naming.html
   */
  readonly rootDevice: string;

  /** Version of the accelerator driver in the AMI: the NVIDIA driver, `580.159.03`; on Trainium the Neuron driver. */
  readonly driver: string;
}

/** An AMI that this package knows and takes by default. */
export interface KnownImage extends ImageFacts {
  /** A public SSM parameter that names one AMI for good: a version in the path, never `latest` or `recommended`. */
  readonly ssmParameter: string;

  /** What it is, for people: `Amazon EKS optimized AL2023 ...`. */
  readonly description: string;

  readonly sources: Source[];
}
