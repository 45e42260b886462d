import { checkSlurmDomainName } from '../../rules/slurm-domain-name';
import { refuse } from '../../private/errors';

/**
 * The feature of Slurm nodes that names their NVLink domain: every node of the UltraServer has it, and no other.
 * The prolog tells the domains of a job's nodes by it; users may ask for it with `--constraint`.
 *
 * @param member name of the UltraServer, unique in its Slurm cluster
 * @throws InvalidPropsError where Slurm could not take it in a list of features
 * @see https://slurm.schedmd.com/slurm.conf.html#OPT_Features
 */
export function domainFeature(member: string): string {
  refuse(checkSlurmDomainName(member));
  return `ultraserver-${member}`;
}
