import { domainFeature } from './domain-feature';
import { SLURM_EPILOG, SLURM_PROLOG } from './job-scripts';

/** A parameter of slurm.conf, as AWS PCS takes it in `SlurmCustomSettings`. */
export interface SlurmSetting {
  readonly parameterName: string;
  readonly parameterValue: string;
}

/**
 * Settings of the cluster that IMEX for each job rests on.
 *
 * - `Alloc`: the prolog runs on all of a job's nodes when they are allocated. Without it, it would run on each node at
 *   its first task, and the first would wait for the others in vain.
 * - `DeferBatch`: the batch script starts when the prolog is through on all nodes, not on the first one alone.
 * - `Contain`: AWS PCS sets it, as Slurm's step manager needs it; the list here replaces theirs.
 * - Not `NoHold`, which AWS's page on UltraServers names: it lets `salloc` and `srun` go on while prologs run, where a step
 *   then waits for no longer than `BatchStartTimeout`, and Slurm does not take it together with `Contain`.
 *
 * Slurm drains a node whose prolog fails and requeues the job, held. `nohold_on_prolog_fail` in `SchedulerParameters` would
 * send the job on to the next nodes, and drain those.
 *
 * @see https://slurm.schedmd.com/slurm.conf.html#OPT_PrologFlags
 * @see https://docs.aws.amazon.com/pcs/latest/userguide/slurm-versions_release-notes.html
 */
export const IMEX_CLUSTER_SETTINGS: SlurmSetting[] = [
  { parameterName: 'Prolog', parameterValue: SLURM_PROLOG },
  { parameterName: 'Epilog', parameterValue: SLURM_EPILOG },
  { parameterName: 'PrologFlags', parameterValue: 'Alloc,Contain,DeferBatch' },
];

/**
 * Settings of a queue of UltraServers: whole nodes, whatever a job asks for. A node has one IMEX daemon, so two jobs
 * cannot share it; without this, a job that forgets `--exclusive` fails in its prolog and drains its nodes.
 *
 * @see https://docs.aws.amazon.com/pcs/latest/userguide/slurm-custom-settings-queue.html
 * @see https://slurm.schedmd.com/cons_tres_share.html
 */
export const IMEX_QUEUE_SETTINGS: SlurmSetting[] = [{ parameterName: 'OverSubscribe', parameterValue: 'EXCLUSIVE' }];

/**
 * Settings of an UltraServer's node group: the feature by which the prolog knows its nodes.
 *
 * @see https://docs.aws.amazon.com/pcs/latest/userguide/slurm-custom-settings-cng.html
 */
export function imexNodeGroupSettings(member: string): SlurmSetting[] {
  return [{ parameterName: 'Features', parameterValue: domainFeature(member) }];
}
