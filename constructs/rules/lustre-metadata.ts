import type { Problem } from '../hardware/problem';

/** The storage classes of a Lustre file system of type PERSISTENT_2. */
export type LustreStorageClass = 'ssd' | 'intelligent-tiering';

const STEP = 12_000;

/** The metadata IOPS that can be asked for on SSD: 1500, 3000, 6000, and multiples of 12000 up to 192000. */
const SSD_IOPS: readonly number[] = [1500, 3000, 6000, ...Array.from({ length: 16 }, (_, index) => (index + 1) * STEP)];

/**
 * The metadata IOPS that can be asked for.
 *
 * @see https://docs.aws.amazon.com/fsx/latest/APIReference/API_CreateFileSystemLustreMetadataConfiguration.html
 */
export const LUSTRE_METADATA_IOPS: Readonly<Record<LustreStorageClass, readonly number[]>> = {
  ssd: SSD_IOPS,
  'intelligent-tiering': [6000, 12_000],
};

/** Metadata IOPS on Intelligent-Tiering where nobody says otherwise. */
export const DEFAULT_TIERED_METADATA_IOPS = 6000;

/** Whether FSx takes this number of metadata IOPS; without one it scales them with the capacity, on SSD alone. */
export function checkLustreMetadataIops(iops: number | undefined, storageClass: LustreStorageClass): Problem[] {
  const allowed = LUSTRE_METADATA_IOPS[storageClass];
  if (iops === undefined ? storageClass === 'ssd' : allowed.includes(iops)) {
    return [];
  }
  const described =
    storageClass === 'ssd'
      ? `1500, 3000, 6000 and multiples of ${STEP} up to ${allowed.at(-1)}`
      : `${allowed.join(' and ')} on Intelligent-Tiering, where one must be given`;
  return [
    {
      id: 'lustre-metadata-iops',
      message: `'metadataIops' is ${iops ?? 'not given'}; FSx takes ${described}: take ${nearestOf(iops ?? 0, allowed).join(' or ')}`,
      path: ['metadataIops'],
    },
  ];
}

/** The allowed values on both sides of one. */
function nearestOf(value: number, allowed: readonly number[]): number[] {
  return [allowed.findLast((one) => one < value), allowed.find((one) => one > value)].filter(
    (one) => one !== undefined,
  );
}
