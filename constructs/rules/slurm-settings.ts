import { nearest } from '../hardware/nearest';
import type { Problem } from '../hardware/problem';
import { compareVersions } from '../hardware/version';

/** Where a setting of Slurm is given: to the whole cluster, to a node group, or to a queue. */
export type SlurmSettingLevel = 'cluster' | 'node group' | 'queue';

/**
 * The settings of slurm.conf that AWS PCS takes.
 *
 * @see https://docs.aws.amazon.com/pcs/latest/userguide/slurm-custom-settings-cluster.html
 * @see https://docs.aws.amazon.com/pcs/latest/userguide/slurm-custom-settings-cng.html
 * @see https://docs.aws.amazon.com/pcs/latest/userguide/slurm-custom-settings-queue.html
 */
export const SLURM_SETTINGS: Readonly<Record<SlurmSettingLevel, readonly string[]>> = {
  cluster: names(
    'AccountingStorageEnforce AccountingStorageTRES AccountingStoreFlags AuthAltParameters CliFilterParameters',
    'CliFilterPlugins CommunicationParameters DefMemPerCPU EnforcePartLimits Epilog FairShareDampeningFactor',
    'FirstJobId HealthCheckInterval HealthCheckNodeState HealthCheckProgram JobRequeue LaunchParameters Licenses',
    'MetricsType MinJobAge OverTimeLimit PreemptExemptTime PreemptMode PreemptParameters PreemptType',
    'PriorityCalcPeriod PriorityDecayHalfLife PriorityFavorSmall PriorityFlags PriorityMaxAge',
    'PriorityUsageResetPeriod PriorityWeightAge PriorityWeightAssoc PriorityWeightFairshare PriorityWeightJobSize',
    'PriorityWeightPartition PriorityWeightQOS PriorityWeightTRES Prolog PrologFlags RequeueExit RequeueExitHold',
    'SchedulerParameters SelectTypeParameters SrunPortRange TaskEpilog TaskPluginParam TaskProlog TrackWCKey',
    'UnkillableStepProgram UnkillableStepTimeout',
  ),
  'node group': names('CpuSpecList Features Gres MemSpecLimit Parameters RealMemory Sockets Weight'),
  queue: names(
    'AllowAccounts AllowQos Default DefaultTime DenyAccounts DenyQos ExclusiveUser GraceTime MaxTime',
    'OverSubscribe OverTimeLimit PowerDownOnIdle PreemptMode PriorityJobFactor PriorityTier QOS',
    'TRESBillingWeights',
  ),
};

/** Settings that AWS PCS takes from a release of Slurm on; the others it takes with every release. */
const FIRST_VERSIONS: ReadonlyMap<string, string> = new Map([
  ['node group Parameters', '25.11'],
  ['node group Sockets', '25.11'],
]);

/**
 * Settings that IMEX for each job rests on, and that UltraServers therefore do not leave to the user: the prolog and the
 * epilog, when they run, and that no two jobs share a node.
 */
const IMEX_SETTINGS: Readonly<Record<SlurmSettingLevel, readonly string[]>> = {
  cluster: ['Prolog', 'Epilog', 'PrologFlags'],
  'node group': [],
  queue: ['OverSubscribe'],
};

/**
 * Settings whose value is a whole number and nothing else.
 *
 * @see https://slurm.schedmd.com/slurm.conf.html
 */
const NUMBERS: ReadonlySet<string> = new Set(
  names(
    'FairShareDampeningFactor FirstJobId HealthCheckInterval MinJobAge PriorityWeightAge PriorityWeightAssoc',
    'PriorityWeightFairshare PriorityWeightJobSize PriorityWeightPartition PriorityWeightQOS UnkillableStepTimeout',
    'MemSpecLimit RealMemory Sockets Weight PriorityJobFactor PriorityTier',
  ),
);

/** A setting of Slurm that a user gives. */
export interface SlurmSettingDemand {
  readonly level: SlurmSettingLevel;

  /** As slurm.conf writes it, `SchedulerParameters`. */
  readonly name: string;
  readonly value: string;

  /** The release of Slurm that the cluster runs. */
  readonly slurmVersion: string;

  /** Whether the cluster, the node group or the queue has UltraServers. */
  readonly ultraServers: boolean;
}

/** What is wrong with a setting of Slurm. */
export function checkSlurmSetting(demand: SlurmSettingDemand): Problem[] {
  const { level, name, value, slurmVersion, ultraServers } = demand;
  const known = SLURM_SETTINGS[level];
  if (!known.includes(name)) {
    return [
      problem('slurm-setting-unknown', `AWS PCS takes no '${name}' for a ${level}; ${remedy(level, name)}`, name),
    ];
  }
  const first = FIRST_VERSIONS.get(`${level} ${name}`);
  if (first !== undefined && compareVersions(slurmVersion, first) < 0) {
    const message = `AWS PCS takes '${name}' for a ${level} from Slurm ${first} on, got ${slurmVersion}; leave it out, or take ${first}`;
    return [problem('slurm-setting-version', message, name)];
  }
  if (ultraServers && IMEX_SETTINGS[level].includes(name)) {
    const message = `'${name}' of a ${level} with UltraServers cannot be given: IMEX for each job rests on it; leave it out`;
    return [problem('slurm-setting-imex', message, name)];
  }
  if (!/^[ -~]+$/.test(value)) {
    const message = `the value of '${name}' must be one line of printable ASCII, got ${JSON.stringify(value)}`;
    return [problem('slurm-setting-value', message, name)];
  }
  if (NUMBERS.has(name) && !/^\d+$/.test(value)) {
    const message = `the value of '${name}' must be a whole number, got '${value}'; write one`;
    return [problem('slurm-setting-number', message, name)];
  }
  return ultraServers ? checkImexValue(demand) : [];
}

/** Values that would undo what IMEX for each job rests on. */
function checkImexValue({ name, value }: SlurmSettingDemand): Problem[] {
  const parts = value.split(',').map((part) => part.trim());
  if (name === 'SchedulerParameters' && parts.includes('nohold_on_prolog_fail')) {
    const message =
      "'SchedulerParameters' of a cluster with UltraServers cannot have nohold_on_prolog_fail: a job whose prolog fails " +
      'would go on to the next nodes, and Slurm would drain those too; leave it out';
    return [problem('slurm-setting-prolog-hold', message, name)];
  }
  const taken = parts.find((part) => part.startsWith('ultraserver-'));
  if (name === 'Features' && taken !== undefined) {
    const message = `a feature of your own cannot begin with 'ultraserver-', got ${taken}: such features name NVLink domains; name it otherwise`;
    return [problem('slurm-setting-feature', message, name)];
  }
  return [];
}

function remedy(level: SlurmSettingLevel, name: string): string {
  const elsewhere = (['cluster', 'node group', 'queue'] as const).filter((other) =>
    SLURM_SETTINGS[other].includes(name),
  );
  if (elsewhere.length > 0) {
    return `give it to a ${elsewhere.join(' or a ')}`;
  }
  const meant = nearest(name, [...SLURM_SETTINGS[level]]);
  return meant === undefined ? `it takes ${SLURM_SETTINGS[level].join(', ')}` : `did you mean '${meant}'?`;
}

function problem(id: string, message: string, name: string): Problem {
  return { id, message, path: [name] };
}

/** Names that lines hold, between blanks. */
function names(...lines: string[]): string[] {
  return lines.flatMap((line) => line.split(' '));
}
