import type { Problem } from '../hardware/problem';

/** Where a node group's instances come from. */
export interface SlurmCapacity {
  /** The node group's name. */
  readonly name: string;

  /** Whether they come from a Capacity Block. */
  readonly capacityBlock: boolean;

  /** Whether the block or reservation is named by its id; else it is a group, or none. */
  readonly byId: boolean;
}

/**
 * Whether AWS PCS can launch instances there: in a Capacity Block, in a group of other reservations, or on demand. By its id
 * it takes a block alone.
 *
 * @see https://docs.aws.amazon.com/pcs/latest/userguide/capacity-blocks-configure-cng.html
 * @see https://docs.aws.amazon.com/pcs/latest/userguide/working-with_launch-templates_overview.html
 */
export function checkSlurmCapacity({ name, capacityBlock, byId }: SlurmCapacity): Problem[] {
  const message = `${name} names a reservation by its id, which AWS PCS takes of Capacity Blocks alone; put it into a reservation group`;
  return capacityBlock || !byId ? [] : [{ id: 'slurm-reservation-id', message, path: ['capacity'] }];
}
