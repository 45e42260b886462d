import type { Source } from './source';

/** Driver releases that must not run on a type. */
export interface DriverFault {
  /** The driver branch, as the first number of its version: `595`. */
  readonly branch: string;

  /**
   * Whether every later branch has the fault too, as far as is known.
   *
   * @default false
   */
  readonly andLater?: boolean;

  /** What goes wrong. */
  readonly fault: string;

  readonly source: Source;
}

/**
 * The oldest software that an instance type works with, and releases known to fail on it. Versions are numbers between
 * dots or dashes, compared number by number.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/gpu-instances-started.html
 */
export interface SoftwareRequirements {
  /** Oldest NVIDIA driver, `570`. @default - none stated, and none checked */
  readonly nvidiaDriver?: string;

  /** Oldest EFA installer, `1.41.0`. @default - none stated */
  readonly efaInstaller?: string;

  /** Oldest NCCL, `2.26.2-1`. @default - none stated */
  readonly nccl?: string;

  /** Oldest CUDA, `12.8`. @default - none stated */
  readonly cuda?: string;

  /** Driver branches that are known to fail. @default - none */
  readonly driverFaults?: DriverFault[];

  readonly source: Source;
}
