import type { NodeFile } from '../../nodes/user-data/cloud-config';
import { configFile, scriptFile } from '../../nodes/user-data/static-files';

/** Where these scripts lie in this package. */
const SCRIPTS = 'engines/slurm/scripts';

/**
 * Slurm's `Prolog`, on every node that runs jobs: brings IMEX up over the job's nodes, or fails. Where NVLink does not
 * join the node to others it does nothing.
 */
export const SLURM_PROLOG = '/opt/ultraserver/slurm-prolog.sh';

/** Slurm's `Epilog`, on every node that runs jobs: ends the job's IMEX. */
export const SLURM_EPILOG = '/opt/ultraserver/slurm-epilog.sh';

/**
 * What a node must have before it takes jobs, beside `/etc/ultraserver/node.env` of its user data and, where NVLink joins
 * it to others, `/etc/ultraserver/slurm.env` of `slurmNodePart`. The same on every node.
 */
export function slurmJobFiles(): NodeFile[] {
  return [
    scriptFile('lib.sh'),
    scriptFile('imex-lib.sh'),
    ...['slurm-job.sh', 'slurm-prolog.sh', 'slurm-epilog.sh'].map((name) => scriptFile(name, SCRIPTS)),
    configFile('imex-config.cfg', '/etc/nvidia-imex/config.cfg'),
  ];
}
