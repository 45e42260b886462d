import { fakeImex, fakeProcess } from '../../nodes/scripts/imex-scenarios';
import { GARBAGE, HANG, type NodeSandbox, parseLines, SILENT } from '../../nodes/scripts/node-sandbox';
import {
  ALPHA,
  ALPHA_JOB,
  BRAVO,
  domainNodes,
  fakeSlurm,
  type Job,
  type KnownNode,
  NODES,
  onSlurmNode,
  OWNER,
  prolog,
  sortedAddresses,
  tellNode,
} from './slurm-node';

const CHANNEL = '/dev/nvidia-caps-imex-channels/channel0';

/** A job and a state of its node, and what the prolog must make of them. */
export interface PrologScenario {
  readonly name: string;

  /** @default ALPHA_JOB */
  readonly job?: Job;
  readonly arrange?: (node: NodeSandbox) => void;

  /** Nodes of the IMEX domain. @default - the job's */
  readonly domain?: readonly KnownNode[];

  /** What the reason must say. @default - the domain comes up */
  readonly reason?: RegExp;

  /** Whether IMEX and its list are left as they are: they are another's. @default false */
  readonly untouched?: boolean;
}

const job = (nodes: readonly KnownNode[], variables: Record<string, string> = {}, on?: string): Job => ({
  id: '41',
  nodes,
  variables,
  ...(on === undefined ? {} : { on }),
});
const tool = (name: string, body: string) => (node: NodeSandbox) => node.fake(name, body);
const without = (name: string) => (node: NodeSandbox) => node.remove(`/bin/${name}`);
const slurmKnows = (change: (nodes: KnownNode[]) => KnownNode[]) => (node: NodeSandbox) =>
  fakeSlurm(node, change([...ALPHA, ...BRAVO]));
const change = (name: string, to: Partial<KnownNode>) =>
  slurmKnows((nodes) => nodes.map((known) => (known.name === name ? { ...known, ...to } : known)));

const runningJob = (node: NodeSandbox): void => {
  node.file('/daemon', '10.0.0.99\n');
  fakeProcess(node, 4711, 'python3', CHANNEL);
};

/** Every answer that the prolog's tools can give. */
export const PROLOG_SCENARIOS: PrologScenario[] = [
  { name: 'a job on the whole UltraServer' },
  { name: 'a job on a part of it', job: job(ALPHA.slice(3, 9)) },
  { name: 'a job on one node', job: job(ALPHA.slice(5, 6)) },
  { name: 'a partition that no two jobs share', job: job(ALPHA, { SLURM_JOB_OVERSUBSCRIBE: 'TOPO' }) },
  {
    name: 'Slurm 26.05',
    job: job(ALPHA, { SLURM_JOB_OVERSUBSCRIBE: 'OK', SLURM_JOB_EXCLUSIVE: 'NODE' }),
  },
  { name: 'an older name of the variable', job: job(ALPHA, { SLURM_JOB_NODELIST: '' }) },
  { name: 'a channel that is there', arrange: (node) => [node.file(CHANNEL, ''), node.remove('/bin/mknod')] },
  {
    name: 'a job over two domains, in the first',
    job: job([...ALPHA.slice(0, 6), ...BRAVO.slice(0, 4)]),
    domain: ALPHA.slice(0, 6),
  },
  {
    name: 'a job over two domains, in the second',
    job: job([...ALPHA.slice(0, 6), ...BRAVO.slice(0, 4)], {}, 'bravo-3'),
    arrange: (node) => tellNode(node, 'bravo'),
    domain: BRAVO.slice(0, 4),
  },
  {
    name: 'a job over two domains with a node of the other that has not registered',
    job: job([...ALPHA.slice(0, 6), ...BRAVO.slice(0, 4)]),
    arrange: change('bravo-1', { address: 'bravo-1' }),
    domain: ALPHA.slice(0, 6),
  },

  {
    name: 'a job that shares its nodes',
    job: job(ALPHA, { SLURM_JOB_OVERSUBSCRIBE: 'YES' }),
    reason: /may share its nodes \(OverSubscribe=YES\): submit it with --exclusive/,
  },
  {
    name: 'a job that may share its nodes',
    job: job(ALPHA, { SLURM_JOB_OVERSUBSCRIBE: 'OK' }),
    reason: /OverSubscribe=OK/,
  },
  {
    name: "a job that shares its nodes with its user's others",
    job: job(ALPHA, { SLURM_JOB_OVERSUBSCRIBE: 'USER' }),
    reason: /OverSubscribe=USER/,
  },
  {
    name: 'a job of which Slurm does not say whether it shares',
    job: job(ALPHA, { SLURM_JOB_OVERSUBSCRIBE: '' }),
    reason: /OverSubscribe=unknown/,
  },
  {
    name: 'Slurm 26.05 and a job that may share its nodes',
    job: job(ALPHA, { SLURM_JOB_EXCLUSIVE: 'NO' }),
    reason: /may share its nodes/,
  },
  { name: 'a heterogeneous job', job: job(ALPHA, { SLURM_HET_JOB_ID: '40' }), reason: /heterogeneous/ },
  { name: 'no job', job: { ...ALPHA_JOB, id: '' }, reason: /SLURM_JOB_ID is ''/, untouched: true },
  { name: 'a job without nodes', job: job([]), reason: /SLURM_JOB_NODELIST is empty/ },
  {
    name: "another job's processes on the node",
    arrange: runningJob,
    reason: /process 4711 \(python3\) uses an IMEX channel: IMEX runs for another job/,
    untouched: true,
  },
  {
    name: 'a node that cannot see what runs',
    arrange: tool('find', 'exit 126'),
    reason: /nobody knows whether a job runs/,
    untouched: true,
  },

  {
    name: 'a node without a feature',
    arrange: change('alpha-4', { features: 'p6e' }),
    reason: /node alpha-4 must have one feature ultraserver-\*.*has ''/,
  },
  {
    name: 'a node with two domains',
    arrange: change('alpha-4', { features: 'ultraserver-alpha,ultraserver-bravo' }),
    reason: /has 'ultraserver-alpha,ultraserver-bravo'/,
  },
  {
    name: 'a node that was started in another domain',
    arrange: (node) => tellNode(node, 'charlie'),
    reason: /alpha-1, was started in ultraserver-charlie; Slurm has it in 'ultraserver-alpha'/,
  },
  {
    name: 'a node that the job does not have',
    job: job(ALPHA.slice(0, 6), {}, 'alpha-9'),
    reason: /alpha-9, was started in ultraserver-alpha; Slurm has it in ''/,
  },
  {
    name: 'more nodes than the domain has',
    job: job([...ALPHA, ...domainNodes('alpha', 19).slice(18)]),
    arrange: slurmKnows((nodes) => [
      ...nodes,
      { name: 'alpha-19', address: '10.0.0.77', features: 'ultraserver-alpha' },
    ]),
    reason: /the job has 19 nodes in ultraserver-alpha, which has 18/,
  },
  {
    name: 'a node that has not registered',
    arrange: change('alpha-4', { address: 'alpha-4' }),
    reason: /node alpha-4 has 'alpha-4' where its IPv4 address should be/,
  },
  {
    name: 'two nodes with one address',
    arrange: change('alpha-4', { address: ALPHA[4]?.address ?? '' }),
    reason: /two of the job's nodes have the same address/,
  },
  {
    name: 'a node that Slurm does not know',
    arrange: slurmKnows((nodes) => nodes.filter(({ name }) => name !== 'alpha-4')),
    reason: /scontrol knows nodes 'alpha-1,.*', where the job has/,
  },

  { name: 'scontrol absent', arrange: without('scontrol'), reason: /scontrol is not installed/ },
  { name: 'scontrol silent', arrange: tool('scontrol', SILENT), reason: /scontrol printed nothing/ },
  { name: 'scontrol garbage', arrange: tool('scontrol', GARBAGE), reason: /scontrol knows nodes/ },
  { name: 'scontrol hanging', arrange: tool('scontrol', HANG), reason: /scontrol did not answer/ },
  { name: 'scontrol refused', arrange: tool('scontrol', 'exit 1'), reason: /scontrol failed with exit status 1/ },

  { name: 'nvidia-imex-ctl absent', arrange: without('nvidia-imex-ctl'), reason: /nvidia-imex-ctl is not installed/ },
  { name: 'nvidia-imex-ctl silent', arrange: tool('nvidia-imex-ctl', SILENT), reason: /printed nothing/ },
  { name: 'nvidia-imex-ctl garbage', arrange: tool('nvidia-imex-ctl', GARBAGE), reason: /domain unknown, 0 nodes/ },
  { name: 'nvidia-imex-ctl hanging', arrange: tool('nvidia-imex-ctl', HANG), reason: /did not answer/ },
  {
    name: 'a quorum that is never reached',
    arrange: (node) => fakeImex(node, 'DOWN', 18),
    reason: /domain DOWN, 0 nodes ready$/,
  },
  {
    name: 'a domain without one of its nodes',
    arrange: (node) => fakeImex(node, 'DEGRADED', 1),
    reason: /domain DEGRADED, 17 nodes ready$/,
  },
  {
    name: 'a daemon with another list',
    arrange: (node) => {
      const fake = (node.read('/bin/nvidia-imex-ctl') ?? '').split('\n').slice(2).join('\n');
      node.fake('nvidia-imex-ctl', `sed -i s/10.0.0.2$/10.0.0.98/ "$ULTRASERVER_ROOT/daemon"\n${fake}`);
    },
    reason: /and not for the nodes of the list/,
  },
  {
    name: 'a daemon that does not stop',
    arrange: (node) => {
      const fake = (node.read('/bin/systemctl') ?? '').split('\n').slice(2).join('\n');
      node.fake('systemctl', `[[ $1 != stop ]] || exit 1\n${fake}`);
    },
    reason: /nvidia-imex cannot be stopped/,
  },
  { name: 'systemctl absent', arrange: without('systemctl'), reason: /nvidia-imex cannot be stopped.*installed/ },
  { name: 'systemctl hanging', arrange: tool('systemctl', HANG), reason: /nvidia-imex cannot be stopped/ },
  { name: 'no nvidia-imex unit', arrange: tool('systemctl', 'exit 5'), reason: /cannot be stopped \(exit status 5\)/ },
  {
    name: 'a unit that does not start',
    arrange: tool('systemctl', '[[ $* != start* ]]'),
    reason: /nvidia-imex cannot be started/,
  },
  {
    name: 'a driver without IMEX',
    arrange: (node) => node.file('/proc/devices', 'Character devices:\n'),
    reason: /no IMEX channels/,
  },
  { name: 'mknod failing', arrange: tool('mknod', 'exit 1'), reason: /mknod failed/ },
];

/** Runs the prolog of a scenario; gives what differs from what it says. */
export function judgeProlog(scenario: PrologScenario, mutate?: (name: string, text: string) => string): string[] {
  return onSlurmNode((node) => {
    scenario.arrange?.(node);
    const asked = scenario.job ?? ALPHA_JOB;
    const stale = node.read(NODES);
    const ran = node.read('/daemon') !== undefined;
    const { status, output } = prolog(node, asked);
    const up = scenario.reason === undefined;
    const state = node.status('imex');
    const domain = scenario.domain ?? asked.nodes;
    const left = scenario.untouched ? stale : undefined;
    const checks: [string, unknown, unknown][] = [
      ['the exit status', status, up ? 0 : 1],
      ['the result', state?.result, up ? 'up' : 'failed'],
      ['the reason', scenario.reason?.test(state?.reason ?? '') ?? state?.reason === '', true],
      ['the job', state?.job, asked.id],
      ['the list', node.read(NODES), up ? sortedAddresses(domain) : left],
      ['whether the daemon runs', node.read('/daemon') !== undefined, up || (scenario.untouched === true && ran)],
      ['whether the node knows whose IMEX it is', node.read(OWNER) !== undefined, up],
      ['whether there is a channel', !up || node.read(CHANNEL) !== undefined, true],
      [
        'the numbers',
        up ? `${state?.nodes} of ${state?.expected}` : '',
        up ? `${domain.length} of ${domain.length}` : '',
      ],
      ['what slurmd is told', JSON.stringify(parseLines(output).at(-1)), JSON.stringify(state)],
    ];
    return checks.flatMap(([what, got, want]) =>
      got === want
        ? []
        : [`${scenario.name}: ${what} is ${String(got)}, not ${String(want)}; ${JSON.stringify(state)} ${output}`],
    );
  }, mutate);
}
