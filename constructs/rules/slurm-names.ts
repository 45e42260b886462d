import type { Problem } from '../hardware/problem';

/** What is named in AWS PCS. */
export type SlurmNamed = 'cluster' | 'node group' | 'queue';

const SHORTEST = 3;

/**
 * Longest names.
 *
 * @see https://docs.aws.amazon.com/pcs/latest/APIReference/API_CreateCluster.html
 * @see https://docs.aws.amazon.com/pcs/latest/APIReference/API_CreateComputeNodeGroup.html
 * @see https://docs.aws.amazon.com/pcs/latest/APIReference/API_CreateQueue.html
 */
const LONGEST: Readonly<Record<SlurmNamed, number>> = { cluster: 40, 'node group': 25, queue: 25 };

/** Whether AWS PCS takes a name: a letter, then letters, digits and dashes. */
export function checkSlurmName(named: SlurmNamed, name: string): Problem[] {
  const longest = LONGEST[named];
  if (/^[A-Za-z][A-Za-z0-9-]*$/.test(name) && name.length >= SHORTEST && name.length <= longest) {
    return [];
  }
  return [
    {
      id: 'slurm-name',
      message: `the name of a ${named} of AWS PCS has ${SHORTEST} to ${longest} characters: a letter, then letters, digits and '-', got ${JSON.stringify(name)}; rename it`,
      path: ['name'],
    },
  ];
}
