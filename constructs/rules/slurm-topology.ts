import type { Problem } from '../hardware/problem';

/** The nodes of one UltraServer in a queue. */
export interface SlurmBlock {
  /** The UltraServer's name. */
  readonly name: string;
  readonly nodes: number;
}

/** What a job asks of Slurm's block topology. */
export interface SlurmJobShape {
  /** Nodes of the whole job, `--nodes`. */
  readonly nodes: number;

  /** Nodes that stay together in one block, `--segment`. @default - Slurm fills block after block */
  readonly segment?: number;

  /** The blocks of the job's queue; at least one. */
  readonly blocks: SlurmBlock[];
}

/** Whether each larger number is a smaller one, doubled some times or none. */
function inPowersOfTwo(sizes: readonly number[]): boolean {
  const smallest = Math.min(...sizes);
  return sizes.every((size) => Number.isInteger(Math.log2(size / smallest)));
}

/**
 * Whether block sizes can stand in a topology: whole numbers, each larger than the one before by a power of two.
 *
 * @see https://slurm.schedmd.com/topology.yaml.html
 */
export function checkBlockSizes(sizes: readonly number[]): Problem[] {
  const bad = sizes.findIndex((size, index) => {
    const before = sizes[index - 1];
    return !isCount(size) || (before !== undefined && (size <= before || !inPowersOfTwo([before, size])));
  });
  if (bad < 0 && sizes.length > 0) {
    return [];
  }
  return [
    {
      id: 'slurm-block-sizes',
      message:
        `block sizes must be whole numbers, each the one before times a power of two, like 18, 36, 72, got ${sizes.join(', ') || 'none'}; ` +
        'slurmctld does not start with others',
      path: ['blockSizes', ...(bad < 0 ? [] : [bad])],
    },
  ];
}

/**
 * Whether these UltraServers can share a queue: AWS PCS wants their numbers of instances to be one another's power-of-two
 * multiples.
 *
 * @see https://docs.aws.amazon.com/pcs/latest/userguide/capacity-blocks-nvidia-imex.html
 */
export function checkQueueBlocks(queue: string, blocks: readonly SlurmBlock[]): Problem[] {
  if (blocks.length === 0 || inPowersOfTwo(blocks.map(({ nodes }) => nodes))) {
    return [];
  }
  const told = blocks.map(({ name, nodes }) => `${name} has ${nodes}`).join(', ');
  return [
    {
      id: 'slurm-queue-blocks',
      message:
        `the UltraServers of queue ${queue} must have numbers of instances that are power-of-two multiples of each other, ` +
        `like 9 and 18, got ${told}; give them queues of their own`,
      path: ['queue'],
    },
  ];
}

/**
 * What is wrong with a job's shape. Slurm itself takes a segment that no block holds, and spreads it over two.
 *
 * A segment fits the smallest block of the queue: Slurm plans by a base size that every block has, and AWS PCS wants
 * segments not to exceed it.
 *
 * @see https://slurm.schedmd.com/sbatch.html#OPT_segment
 * @see https://docs.aws.amazon.com/pcs/latest/userguide/capacity-blocks-nvidia-imex.html
 */
export function checkJobShape({ nodes, segment, blocks }: SlurmJobShape): Problem[] {
  const all = blocks.reduce((sum, block) => sum + block.nodes, 0);
  if (!isCount(nodes) || nodes > all) {
    const message = `a job must have a whole number of nodes from 1 to ${all}, which the queue's UltraServers have, got ${nodes}`;
    return [{ id: 'slurm-job-nodes', message, path: ['nodes'] }];
  }
  if (segment === undefined) {
    return [];
  }
  const smallest = Math.min(...blocks.map((block) => block.nodes));
  if (!isCount(segment) || segment > smallest) {
    const message =
      `a segment must have a whole number of nodes from 1 to ${smallest}, which the queue's smallest UltraServer has, ` +
      `got ${segment}: its nodes are to be in one NVLink domain`;
    return [{ id: 'slurm-segment', message, path: ['segment'] }];
  }
  // Slurm leaves out of account a segment that holds the whole job.
  if (nodes <= segment) {
    return [];
  }
  if (nodes % segment !== 0) {
    const message = `a job must have whole segments, got ${nodes} nodes in segments of ${segment}; ask for a multiple of ${segment}`;
    return [{ id: 'slurm-segment-multiple', message, path: ['segment'] }];
  }
  const fitting = blocks.reduce((sum, block) => sum + Math.floor(block.nodes / segment), 0);
  if (nodes / segment > fitting) {
    const message =
      `the queue's UltraServers have room for ${fitting} segments of ${segment} nodes, got ${nodes / segment}: ` +
      'a segment does not cross from one to another; take smaller segments or fewer nodes';
    return [{ id: 'slurm-segments', message, path: ['nodes'] }];
  }
  return [];
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 1;
}
