import type { Problem } from '../hardware/problem';

/**
 * Throughput that FSx for OpenZFS takes for its second generation, in MB/s. The API lists them for SINGLE_AZ_2, and for
 * SINGLE_AZ_HA_2 the same bounds.
 *
 * @see https://docs.aws.amazon.com/fsx/latest/APIReference/API_CreateFileSystemOpenZFSConfiguration.html
 */
export const OPENZFS_THROUGHPUTS: readonly number[] = [160, 320, 640, 1280, 2560, 3840, 5120, 7680, 10_240];

const CAPACITY_GIB = { least: 64, most: 524_288 } as const;

/** Size of an FSx for OpenZFS file system on SSD. */
export interface OpenZfsSize {
  readonly capacityGiB: number;

  /** One of `OPENZFS_THROUGHPUTS`. */
  readonly throughputMBps: number;
}

/** What keeps FSx from making a file system of this size. @see https://docs.aws.amazon.com/fsx/latest/APIReference/API_CreateFileSystem.html */
export function checkOpenZfs({ capacityGiB, throughputMBps }: OpenZfsSize): Problem[] {
  const { least, most } = CAPACITY_GIB;
  return [
    ...(Number.isInteger(capacityGiB) && capacityGiB >= least && capacityGiB <= most
      ? []
      : [
          {
            id: 'openzfs-capacity',
            message: `'capacityGiB' is ${capacityGiB}; FSx for OpenZFS takes a whole number from ${least} to ${most}`,
            path: ['capacityGiB'],
          },
        ]),
    ...(OPENZFS_THROUGHPUTS.includes(throughputMBps)
      ? []
      : [
          {
            id: 'openzfs-throughput',
            message: `'throughputMBps' is ${throughputMBps}; FSx for OpenZFS takes ${OPENZFS_THROUGHPUTS.join(', ')}`,
            path: ['throughputMBps'],
          },
        ]),
  ];
}
