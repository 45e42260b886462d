import type { Problem } from '../hardware/problem';

/**
 * Whether an UltraServer's name can be part of a feature of Slurm nodes. Slurm divides lists of features at commas; in
 * `--constraint`, `&`, `|`, `*` and brackets have a meaning.
 *
 * @see https://slurm.schedmd.com/sbatch.html#OPT_constraint
 */
export function checkSlurmDomainName(member: string): Problem[] {
  if (/^[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?$/.test(member)) {
    return [];
  }
  return [
    {
      id: 'slurm-domain-name',
      message: `the name of an UltraServer becomes a feature of its Slurm nodes and must be made of letters, digits, '-', '_' and '.', got ${JSON.stringify(member)}`,
      path: ['name'],
    },
  ];
}
