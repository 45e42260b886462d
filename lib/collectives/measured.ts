import { type AllReduceEstimate, estimateAllReduce } from './all-reduce';
import type { Fabric } from './fabric';
import type { RankedHost } from './order-traffic';

/** An all-reduce that somebody measured and published. */
export interface MeasuredAllReduce {
  readonly where: string;
  readonly racks: number;
  readonly gpusPerRack: number;
  readonly bufferGiB: number;

  /** Bus bandwidth out of place and in place. */
  readonly busGBps: readonly [number, number];
  readonly source: string;
}

/** A measured figure beside what the model says of the same racks. */
export interface ModelError {
  readonly measured: MeasuredAllReduce;
  readonly estimate: AllReduceEstimate;

  /** How far the hierarchical estimate is above the mean of what was measured: 0.1 is 10 % too much. */
  readonly hierarchicalAbove: number;

  /** The same of the ring. */
  readonly ringAbove: number;
}

const COREWEAVE = 'https://github.com/coreweave/nccl-tests#expected-performance';

/**
 * GB200 NVL72 at another provider, over InfiniBand, with NCCL 2.26.2 and the largest buffer of each table. No figures for EC2 are
 * published that go beyond one UltraServer.
 *
 * @see https://github.com/coreweave/nccl-tests#expected-performance
 */
export const MEASURED: readonly MeasuredAllReduce[] = [
  { where: 'CoreWeave', racks: 1, gpusPerRack: 72, bufferGiB: 8, busGBps: [834.57, 846.82], source: COREWEAVE },
  { where: 'CoreWeave', racks: 2, gpusPerRack: 72, bufferGiB: 16, busGBps: [810.41, 820.36], source: COREWEAVE },
  { where: 'CoreWeave', racks: 20, gpusPerRack: 72, bufferGiB: 16, busGBps: [405.74, 404.77], source: COREWEAVE },
];

const GPUS_PER_HOST = 4;

/**
 * Puts the model beside what was measured.
 *
 * @param fabric taken for the measured one, whose interfaces the source does not state
 */
export function modelErrors(fabric: Fabric): ModelError[] {
  return MEASURED.map((measured) => {
    const estimate = estimateAllReduce(racks(measured), fabric);
    const mean = (measured.busGBps[0] + measured.busGBps[1]) / 2;
    return {
      measured,
      estimate,
      hierarchicalAbove: estimate.hierarchicalGBps / mean - 1,
      ringAbove: estimate.ring.busGBps / mean - 1,
    };
  });
}

function racks({ racks: count, gpusPerRack }: MeasuredAllReduce): RankedHost[] {
  return Array.from({ length: (count * gpusPerRack) / GPUS_PER_HOST }, (_, index) => ({
    domain: String(Math.floor((index * GPUS_PER_HOST) / gpusPerRack)),
    networkNodes: [],
    accelerators: GPUS_PER_HOST,
  }));
}
