import type { Problem } from '../hardware/problem';

/**
 * Node groups that a cluster of AWS PCS may have, login nodes among them; AWS does not raise it.
 *
 * @see https://docs.aws.amazon.com/pcs/latest/userguide/service-quotas.html
 */
export const MAX_SLURM_NODE_GROUPS = 10;

/**
 * Queues that a cluster of AWS PCS may have; AWS does not raise it.
 *
 * @see https://docs.aws.amazon.com/pcs/latest/userguide/service-quotas.html
 */
export const MAX_SLURM_QUEUES = 10;

/** A size of the controller of AWS PCS. It cannot be changed without a new cluster. */
export interface SlurmClusterSize {
  /** What `AWS::PCS::Cluster` takes as `Size`. */
  readonly name: string;

  /** Instances that the cluster may hold at one time, login nodes among them. */
  readonly instances: number;

  /** Jobs that it may know at one time. */
  readonly jobs: number;
}

/**
 * The sizes, smallest first.
 *
 * @see https://docs.aws.amazon.com/pcs/latest/userguide/service-quotas.html
 */
export const SLURM_CLUSTER_SIZES: readonly SlurmClusterSize[] = [
  { name: 'SMALL', instances: 32, jobs: 256 },
  { name: 'MEDIUM', instances: 512, jobs: 8192 },
  { name: 'LARGE', instances: 2048, jobs: 16_384 },
];

/** What one cluster of AWS PCS is to hold. */
export interface SlurmCell {
  /** The cell's name, for messages. */
  readonly name: string;

  /** Node groups beside those of the login nodes: one for each UltraServer, one for each pool of others. */
  readonly nodeGroups: number;

  /** Node groups of login nodes. @default 1 */
  readonly loginNodeGroups?: number;
  readonly queues: number;

  /** Instances that it may come to hold, login nodes among them. */
  readonly instances: number;

  /** Jobs that it may come to know at one time. @default - as many as fit the size that the instances need */
  readonly jobs?: number;

  /**
   * The cluster's size, for as long as it stands.
   *
   * @default - the smallest that holds what the cell may come to hold
   */
  readonly size?: string;
}

/** The smallest size that holds so many instances and jobs; undefined where none does. */
export function slurmClusterSize(demand: { instances: number; jobs?: number }): SlurmClusterSize | undefined {
  return SLURM_CLUSTER_SIZES.find(({ instances, jobs }) => demand.instances <= instances && (demand.jobs ?? 0) <= jobs);
}

/** What is wrong with what a cluster of AWS PCS is to hold. */
export function checkSlurmCell(cell: SlurmCell): Problem[] {
  return [...checkNodeGroups(cell), ...checkQueues(cell), ...checkSize(cell)];
}

function checkNodeGroups({ name, nodeGroups, loginNodeGroups = 1 }: SlurmCell): Problem[] {
  const room = MAX_SLURM_NODE_GROUPS - loginNodeGroups;
  if (nodeGroups <= room) {
    return [];
  }
  return [
    {
      id: 'slurm-node-groups',
      message:
        `cell ${name} has ${nodeGroups} node groups, one for each UltraServer; a cluster of AWS PCS has room for ${room} ` +
        `beside ${loginNodeGroups} of login nodes (${MAX_SLURM_NODE_GROUPS} in all, which AWS does not raise); ` +
        `name another cell for ${nodeGroups - room} of them`,
      path: ['cell'],
    },
  ];
}

function checkQueues({ name, queues }: SlurmCell): Problem[] {
  if (queues <= MAX_SLURM_QUEUES) {
    return [];
  }
  return [
    {
      id: 'slurm-queues',
      message:
        `cell ${name} has ${queues} queues; a cluster of AWS PCS has room for ${MAX_SLURM_QUEUES}, which AWS does not raise; ` +
        'join queues, or name another cell',
      path: ['cell'],
    },
  ];
}

function checkSize({ name, instances, jobs, size }: SlurmCell): Problem[] {
  const needed = slurmClusterSize({ instances, jobs });
  const names = SLURM_CLUSTER_SIZES.map((each) => each.name);
  const largest = SLURM_CLUSTER_SIZES.at(-1);
  const wants = `cell ${name} may come to ${instances} instances${jobs === undefined ? '' : ` and ${jobs} jobs`}`;
  if (needed === undefined) {
    const limit = `${largest?.instances} instances and ${largest?.jobs} jobs`;
    return [
      {
        id: 'slurm-cluster-size',
        message: `${wants}; the largest cluster of AWS PCS, ${largest?.name}, holds ${limit}; name another cell`,
        path: ['cell'],
      },
    ];
  }
  if (size === undefined) {
    return [];
  }
  if (!names.includes(size)) {
    return [
      {
        id: 'slurm-cluster-size-unknown',
        message: `'${size}' is no size of a cluster of AWS PCS; give one of ${names.join(', ')}, or leave it out for ${needed.name}`,
        path: ['size'],
      },
    ];
  }
  if (names.indexOf(size) < names.indexOf(needed.name)) {
    return [
      {
        id: 'slurm-cluster-size-small',
        message: `${wants}, which ${size} does not hold; give ${needed.name}: the size cannot be changed without a new cluster`,
        path: ['size'],
      },
    ];
  }
  return [];
}
