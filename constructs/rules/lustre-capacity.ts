import type { Problem } from '../hardware/problem';

/**
 * What a file system of type PERSISTENT_2 on SSD gives for each TiB of capacity, in MB/s.
 *
 * @see https://docs.aws.amazon.com/fsx/latest/APIReference/API_CreateFileSystemLustreConfiguration.html
 */
export const LUSTRE_THROUGHPUTS: readonly number[] = [125, 250, 500, 1000];

const GIB_PER_TIB = 1024;
const SMALLEST_GIB = 1200;
const STEP_GIB = 2400;

/** One object storage server with EFA: the less throughput a TiB has, the more TiB it serves. */
const EFA_STEPS: ReadonlyMap<number, number> = new Map([
  [125, 38_400],
  [250, 19_200],
  [500, 9_600],
  [1000, 4_800],
]);

/** Capacity and throughput of a Lustre file system on SSD. */
export interface LustreSsdSize {
  readonly capacityGiB: number;

  /** In MB/s for each TiB; one of `LUSTRE_THROUGHPUTS`. */
  readonly throughputPerTiB: number;

  /** Whether clients reach it over EFA. */
  readonly efa: boolean;
}

/**
 * What keeps FSx from making a file system of this size.
 *
 * @see https://docs.aws.amazon.com/fsx/latest/APIReference/API_CreateFileSystem.html
 * @see https://docs.aws.amazon.com/fsx/latest/LustreGuide/increase-storage-capacity.html
 */
export function checkLustreSsd(size: LustreSsdSize): Problem[] {
  return LUSTRE_THROUGHPUTS.includes(size.throughputPerTiB) ? checkCapacity(size) : [badThroughput(size)];
}

/** What the whole file system gives, in MB/s. */
export function lustreSsdThroughput({ capacityGiB, throughputPerTiB }: LustreSsdSize): number {
  return Math.round((capacityGiB / GIB_PER_TIB) * throughputPerTiB);
}

/**
 * The allowed capacities next to one, in GiB, smaller first; the capacity alone where it is allowed itself. A throughput
 * that is not allowed counts as the smallest one.
 */
export function nearestLustreCapacities({ capacityGiB, throughputPerTiB, efa }: LustreSsdSize): number[] {
  const efaStep = EFA_STEPS.get(throughputPerTiB) ?? STEP_GIB;
  const step = efa ? efaStep : STEP_GIB;
  const smallest = efa ? efaStep : SMALLEST_GIB;
  const wanted = Number.isFinite(capacityGiB) ? capacityGiB : smallest;
  if (wanted <= smallest) {
    return [smallest];
  }
  const below = Math.max(Math.floor(wanted / step) * step, smallest);
  return below === wanted ? [below] : [below, Math.ceil(wanted / step) * step];
}

function badThroughput({ throughputPerTiB }: LustreSsdSize): Problem {
  return {
    id: 'lustre-throughput',
    message: `'throughputPerTiB' is ${throughputPerTiB} MB/s; PERSISTENT_2 on SSD has ${LUSTRE_THROUGHPUTS.join(', ')}: take one of them`,
    path: ['throughputPerTiB'],
  };
}

function checkCapacity(size: LustreSsdSize): Problem[] {
  const { capacityGiB, throughputPerTiB, efa } = size;
  const near = nearestLustreCapacities(size);
  if (near.length === 1 && near[0] === capacityGiB) {
    return [];
  }
  const allowed = efa
    ? `with EFA at ${throughputPerTiB} MB/s a TiB FSx takes multiples of ${EFA_STEPS.get(throughputPerTiB)} GiB`
    : `FSx takes ${SMALLEST_GIB} GiB and multiples of ${STEP_GIB} GiB`;
  return [
    {
      id: 'lustre-capacity',
      message: `'capacityGiB' is ${capacityGiB}; ${allowed}: take ${near.join(' or ')}`,
      path: ['capacityGiB'],
    },
  ];
}
