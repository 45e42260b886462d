import { renderAssignments } from '../../../../constructs/nodes/user-data/node-environment';
import { slurmJobFiles } from '../../../../constructs/engines/slurm/job-scripts';
import { addresses, fakeImex, fakeProcess } from '../../nodes/scripts/imex-scenarios';
import { GB200_NODE, NodeSandbox, type ScriptRun } from '../../nodes/scripts/node-sandbox';

export const NODES = '/etc/nvidia-imex/nodes_config.cfg';
export const GATE = '/run/ultraserver/gate.json';
export const PASSED = '{"time":"2026-12-06T11:31:02Z","event":"gate","result":"passed","check":"","reason":""}\n';
export const OWNER = '/run/ultraserver/slurm-job';

/** A node as Slurm knows it. */
export interface KnownNode {
  readonly name: string;
  readonly address: string;
  readonly features: string;
}

/** A job on nodes, as slurmd tells the prolog and the epilog of it. */
export interface Job {
  readonly id: string;
  readonly nodes: readonly KnownNode[];

  /** The node on which the script runs. @default the first one */
  readonly on?: string;

  /** Further variables; an empty one is not set. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** Nodes of an UltraServer; their addresses begin so, and have no order that their names have. */
export function domainNodes(member: string, count: number, network = '10.0.0'): KnownNode[] {
  return addresses(count).map((address, index) => ({
    name: `${member}-${index + 1}`,
    address: address.replace('10.0.0', network),
    features: `p6e,ultraserver-${member},rack`,
  }));
}

export const ALPHA = domainNodes('alpha', 18);
export const BRAVO = domainNodes('bravo', 18, '10.0.1');

/** A job on all of alpha. */
export const ALPHA_JOB: Job = { id: '41', nodes: ALPHA };

/** The addresses in the order in which every node must write them. */
export function sortedAddresses(nodes: readonly KnownNode[]): string {
  return nodes
    .map(({ address }) => `${address}\n`)
    .toSorted()
    .join('');
}

/** A node of an UltraServer that AWS PCS has started, with Slurm's scripts as they are installed. */
export function slurmNode(node: NodeSandbox): void {
  for (const file of slurmJobFiles()) {
    node.install(file);
  }
  tellNode(node);
  node.file(GATE, PASSED);
  fakeImex(node);
  fakeProcess(node, 1, 'systemd', '/dev/nvidiactl');
  node.file('/proc/devices', 'Character devices:\n  1 mem\n237 nvidia-caps-imex-channels\n');
  node.fake('mknod', `[[ $* == "-m 666 "*"/dev/nvidia-caps-imex-channels/channel0 c 237 0" ]] || exit 1; echo >"$3"`);
  fakeSlurm(node, [...ALPHA, ...BRAVO]);
  // A list of another life of the node.
  node.file(NODES, '10.0.0.99\n');
}

/** What user data tells the node of itself. */
export function tellNode(node: NodeSandbox, member = 'alpha'): void {
  node.file(
    '/etc/ultraserver/slurm.env',
    renderAssignments({ ULTRASERVER_SLURM_FEATURE: `ultraserver-${member}`, ULTRASERVER_SLURM_BIN: '/opt/slurm/bin' }),
  );
}

/** Slurm's command, which knows these nodes; lines as Slurm prints them, with words of an operator at their end. */
export function fakeSlurm(node: NodeSandbox, known: readonly KnownNode[]): void {
  const lines = known.map(
    ({ name, address, features }) =>
      `NodeName=${name} Arch=aarch64 CoresPerSocket=72  CPUAlloc=0 CPUTot=144 AvailableFeatures=${features},ultraserver-spare ` +
      `ActiveFeatures=${features} Gres=gpu:4 NodeAddr=${address} NodeHostName=${name} Version=25.11.2 OS=Linux 6.8 #1 SMP  ` +
      `State=IDLE+CLOUD Partitions=train  Comment=was NodeAddr=10.9.9.9 ActiveFeatures=ultraserver-none Reason=NodeName=x\n`,
  );
  node.file('/slurm', lines.join(''));
  node.fake(
    'scontrol',
    `case "$*" in
      'show hostnames '*) printf '%s\\n' \${3//,/ } ;;
      '--all --oneliner show node '*) for name in \${5//,/ }; do grep "^NodeName=$name " "$ULTRASERVER_ROOT/slurm"; done ;;
      *) exit 1 ;;
    esac`,
  );
}

export function prolog(node: NodeSandbox, job: Job): ScriptRun {
  return runAs(node, 'slurm-prolog.sh', job);
}

export function epilog(node: NodeSandbox, job: Job): ScriptRun {
  return runAs(node, 'slurm-epilog.sh', job);
}

/** Runs a script with the variables that slurmd sets. @see https://slurm.schedmd.com/prolog_epilog.html */
function runAs(node: NodeSandbox, script: string, job: Job): ScriptRun {
  const nodes = job.nodes.map(({ name }) => name).join(',');
  const variables: Record<string, string> = {
    SLURM_CONF: '/etc/slurm/slurm.conf',
    SLURM_JOB_ID: job.id,
    SLURM_JOB_NODELIST: nodes,
    SLURM_NODELIST: nodes,
    SLURM_JOB_NUM_NODES: String(job.nodes.length),
    SLURM_JOB_OVERSUBSCRIBE: 'NO',
    SLURM_JOB_RESTART_COUNT: '0',
    SLURMD_NODENAME: job.on ?? job.nodes[0]?.name ?? '',
    ULTRASERVER_NODES_WAIT: '0',
    ...job.variables,
  };
  const set = Object.entries(variables).filter(([, value]) => value !== '');
  return node.run(script, [], Object.fromEntries(set));
}

/** Gives a node of an UltraServer to a test and takes it away again. */
export function onSlurmNode<T>(use: (node: NodeSandbox) => T, mutate?: (name: string, text: string) => string): T {
  const node = new NodeSandbox(GB200_NODE, mutate);
  try {
    slurmNode(node);
    return use(node);
  } finally {
    node.destroy();
  }
}
