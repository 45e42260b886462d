/** What a batch script asks of Slurm, and what it runs. */
export interface BatchScript {
  /** The job's name. */
  readonly name: string;

  /** What the script shows, in one or more sentences of one line each. */
  readonly about: string[];

  /** The queue, Slurm's partition. */
  readonly queue: string;
  readonly nodes: number;

  /** Nodes that stay together in one NVLink domain. */
  readonly segment: number;

  /** Tasks on each node. */
  readonly tasksPerNode: number;
  readonly gpusPerNode: number;

  /** Longest time, as `--time` takes it: `00:30:00`. */
  readonly time: string;

  /** Further options: `['--requeue']`. @default - none */
  readonly options?: string[];

  /** The script after its options. */
  readonly body: string[];
}

/**
 * Renders a batch script. Every script takes whole nodes with all of their memory, as IMEX for each job wants it.
 *
 * @see https://slurm.schedmd.com/sbatch.html
 */
export function renderBatchScript(script: BatchScript): string {
  const options = [
    `--job-name=${script.name}`,
    `--partition=${script.queue}`,
    `--nodes=${script.nodes}`,
    `--segment=${script.segment}`,
    `--ntasks-per-node=${script.tasksPerNode}`,
    `--gpus-per-node=${script.gpusPerNode}`,
    '--exclusive',
    '--mem=0',
    `--time=${script.time}`,
    '--output=%x-%j.out',
    ...(script.options ?? []),
  ];
  const lines = [
    '#!/usr/bin/env bash',
    ...options.map((option) => `#SBATCH ${option}`),
    ...script.about.map((line) => `# ${line}`),
    'set -euo pipefail',
    '',
    '# What NCCL and libfabric want on these nodes.',
    'set -o allexport',
    '# shellcheck source=/dev/null',
    '. /etc/ultraserver/efa.env',
    'set +o allexport',
    '',
    ...script.body,
  ];
  return [...lines, ''].join('\n');
}
