import type { AcceleratedInstanceType } from 'cdk-ultraserver/hardware';

/** What a GPU can send, in gigabytes (10^9 bytes) a second and in one direction. */
export interface Fabric {
  readonly name: string;

  /** Over NVLink, to GPUs of its own domain. */
  readonly nvlinkGBps: number;

  /** Over its share of the instance's EFA interfaces. */
  readonly networkGBps: number;

  /** URLs. */
  readonly sources: readonly string[];
}

/** NVIDIA states NVLink's bandwidth in both directions together. */
const DIRECTIONS = 2;
const BITS = 8;

/**
 * Bandwidth of a GPU's NVLink, both directions, in GB/s, by GPU: the third, fourth and fifth generation.
 *
 * @see https://www.nvidia.com/en-us/data-center/nvlink/
 */
const NVLINK = new Map([
  ['A100', 600],
  ['H100', 900],
  ['H200', 900],
  ['B200', 1800],
  ['B300', 1800],
]);

const NVLINK_SOURCE = 'https://www.nvidia.com/en-us/data-center/nvlink/';

/**
 * The fabric of an instance type, from published bandwidths and nothing else.
 *
 * @returns undefined for accelerators without NVLink, and where no bandwidth is published
 */
export function fabricOf({ name, accelerators, efaGbps, sources }: AcceleratedInstanceType): Fabric | undefined {
  const gpu = [...NVLINK.keys()].find((model) => accelerators.model.includes(model));
  const nvlink = NVLINK.get(gpu ?? '');
  if (nvlink === undefined || efaGbps <= 0) {
    return undefined;
  }
  return {
    name,
    nvlinkGBps: nvlink / DIRECTIONS,
    networkGBps: efaGbps / BITS / accelerators.count,
    sources: [NVLINK_SOURCE, ...sources.map(({ url }) => url)],
  };
}
