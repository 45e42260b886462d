import type { Problem } from '../hardware/problem';
import { checkQueueBlocks, type SlurmBlock } from './slurm-topology';

/** A node group as its queue sees it. */
export interface SlurmQueueGroup extends SlurmBlock {
  /** Whether its nodes are an UltraServer's. */
  readonly ultraServer: boolean;
}

/**
 * Whether these node groups can share a queue: UltraServers stand apart from other nodes, and their numbers of instances fit
 * each other.
 *
 * @see https://docs.aws.amazon.com/pcs/latest/userguide/capacity-blocks-nvidia-imex.html
 */
export function checkSlurmQueue(queue: string, groups: readonly SlurmQueueGroup[]): Problem[] {
  const ultraServers = groups.filter(({ ultraServer }) => ultraServer);
  const others = groups.filter(({ ultraServer }) => !ultraServer);
  if (ultraServers.length > 0 && others.length > 0) {
    const names = (list: readonly SlurmQueueGroup[]): string => list.map(({ name }) => name).join(', ');
    return [
      {
        id: 'slurm-queue-mixed',
        message:
          `queue ${queue} has UltraServers (${names(ultraServers)}) and other nodes (${names(others)}), which AWS PCS wants ` +
          'in queues of their own; give them another pool',
        path: ['queue'],
      },
    ];
  }
  return checkQueueBlocks(queue, ultraServers);
}
