import type { Problem } from '../hardware/problem';

/** Where a node group's instances come from. */
export interface SlurmCapacity {
  /** The node group's name. */
  readonly name: string;

  /** Whether the instances form one UltraServer. */
  readonly ultraServer: boolean;

  /** Whether they come from a Capacity Block. */
  readonly capacityBlock: boolean;

  /** Whether the block or reservation is named by its id; else it is a group, or none. */
  readonly byId: boolean;
}

/**
 * Whether AWS PCS can launch instances there: in a Capacity Block that is named by its id, in a group of other reservations,
 * or on demand. An UltraServer is always a block.
 *
 * @see https://docs.aws.amazon.com/pcs/latest/userguide/capacity-blocks.html
 * @see https://docs.aws.amazon.com/pcs/latest/userguide/working-with_launch-templates_overview.html
 */
export function checkSlurmCapacity({ name, ultraServer, capacityBlock, byId }: SlurmCapacity): Problem[] {
  if (capacityBlock && !byId) {
    const message = `${name} has a reservation group of Capacity Blocks, which AWS PCS does not take; name the block by its id`;
    return [{ id: 'slurm-block-group', message, path: ['capacity'] }];
  }
  if (ultraServer && !capacityBlock) {
    const message = `${name} is an UltraServer without a Capacity Block; AWS PCS learns of its NVLink domain from the block: give one`;
    return [{ id: 'slurm-ultraserver-block', message, path: ['capacity'] }];
  }
  if (!capacityBlock && byId) {
    const message = `${name} names a reservation by its id, which AWS PCS takes of Capacity Blocks alone; put it into a reservation group`;
    return [{ id: 'slurm-reservation-id', message, path: ['capacity'] }];
  }
  return [];
}
