import type { Problem } from '../hardware/problem';

const STEP_MBPS = 4000;
const MOST_MBPS = 2_000_000;
const CACHE_GIB_PER_STEP = { least: 32, most: 131_072 } as const;

/** Throughput and read cache of a Lustre file system on Intelligent-Tiering, whose capacity grows by itself. */
export interface LustreTieringSize {
  /** In MB/s, for the whole file system. */
  readonly throughputMBps: number;

  /**
   * SSD read cache, in GiB.
   *
   * @default - not given: in proportion to the throughput, or none
   */
  readonly readCacheGiB?: number;
}

/**
 * What keeps FSx from making a file system of this size.
 *
 * @see https://docs.aws.amazon.com/fsx/latest/APIReference/API_CreateFileSystemLustreConfiguration.html
 * @see https://docs.aws.amazon.com/fsx/latest/APIReference/API_LustreReadCacheConfiguration.html
 */
export function checkLustreTiering(size: LustreTieringSize): Problem[] {
  const problems = checkThroughput(size);
  return problems.length > 0 ? problems : checkReadCache(size);
}

function checkThroughput({ throughputMBps }: LustreTieringSize): Problem[] {
  const steps = throughputMBps / STEP_MBPS;
  if (Number.isInteger(steps) && steps >= 1 && throughputMBps <= MOST_MBPS) {
    return [];
  }
  const clamp = (value: number): number => Math.min(Math.max(value, 1), MOST_MBPS / STEP_MBPS) * STEP_MBPS;
  const near = Number.isFinite(steps) ? [clamp(Math.floor(steps)), clamp(Math.ceil(steps))] : [STEP_MBPS];
  return [
    {
      id: 'lustre-tiering-throughput',
      message: `'throughputMBps' is ${throughputMBps}; Intelligent-Tiering takes multiples of ${STEP_MBPS} MB/s up to ${MOST_MBPS}: take ${[...new Set(near)].join(' or ')}`,
      path: ['throughputMBps'],
    },
  ];
}

function checkReadCache({ throughputMBps, readCacheGiB }: LustreTieringSize): Problem[] {
  if (readCacheGiB === undefined) {
    return [];
  }
  const steps = throughputMBps / STEP_MBPS;
  const [least, most] = [CACHE_GIB_PER_STEP.least * steps, CACHE_GIB_PER_STEP.most * steps];
  if (Number.isInteger(readCacheGiB) && readCacheGiB >= least && readCacheGiB <= most) {
    return [];
  }
  return [
    {
      id: 'lustre-read-cache',
      message: `'readCacheGiB' is ${readCacheGiB}; at ${throughputMBps} MB/s FSx takes a whole number from ${least} to ${most} GiB (${CACHE_GIB_PER_STEP.least} to ${CACHE_GIB_PER_STEP.most} for every ${STEP_MBPS} MB/s)`,
      path: ['readCacheGiB'],
    },
  ];
}
