import type { Problem } from '../hardware/problem';
import { compareVersions, isVersion } from '../hardware/version';

/**
 * Releases of Slurm that AWS PCS runs and has not retired, oldest first.
 *
 * @see https://docs.aws.amazon.com/pcs/latest/userguide/slurm-versions.html
 */
export const SLURM_VERSIONS: readonly string[] = ['24.11', '25.05', '25.11'];

/** The release that a cluster runs where nobody says otherwise: the newest of `SLURM_VERSIONS`. */
export const DEFAULT_SLURM_VERSION = '25.11';

/**
 * The oldest release that AWS PCS runs UltraServers with: it has the topology that keeps a job in one of them.
 *
 * @see https://docs.aws.amazon.com/pcs/latest/userguide/capacity-blocks-nvidia-imex.html
 */
export const ULTRASERVER_SLURM_VERSION = '25.05';

/** What a release of Slurm is to run. */
export interface SlurmVersionDemand {
  /** As AWS PCS names it, `25.11`. */
  readonly version: string;

  /** Whether the cluster has UltraServers. */
  readonly ultraServers: boolean;
}

/**
 * What is wrong with a release of Slurm. A release that is newer than all known ones passes: AWS PCS adds them, and
 * refuses itself what it does not run.
 */
export function checkSlurmVersion({ version, ultraServers }: SlurmVersionDemand): Problem[] {
  const newest = SLURM_VERSIONS.at(-1) ?? DEFAULT_SLURM_VERSION;
  if (!/^\d\d\.\d\d$/.test(version)) {
    const fix = isVersion(version) ? `leave out what follows the release's two numbers` : `write ${newest}`;
    return [problem('slurm-version-form', `'${version}' is no release of Slurm as AWS PCS names them; ${fix}`)];
  }
  if (!SLURM_VERSIONS.includes(version) && compareVersions(version, newest) < 0) {
    return [
      problem(
        'slurm-version-unknown',
        `AWS PCS does not run Slurm ${version}; it runs ${SLURM_VERSIONS.join(', ')}, leave it out for ${DEFAULT_SLURM_VERSION}`,
      ),
    ];
  }
  if (ultraServers && compareVersions(version, ULTRASERVER_SLURM_VERSION) < 0) {
    return [
      problem(
        'slurm-version-ultraserver',
        `UltraServers need Slurm ${ULTRASERVER_SLURM_VERSION} or newer on AWS PCS, got ${version}; leave it out for ${DEFAULT_SLURM_VERSION}`,
      ),
    ];
  }
  return [];
}

function problem(id: string, message: string): Problem {
  return { id, message, path: ['version'] };
}
