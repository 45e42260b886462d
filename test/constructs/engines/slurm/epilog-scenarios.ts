import { HANG, type NodeSandbox } from '../../nodes/scripts/node-sandbox';
import { ALPHA, ALPHA_JOB, epilog, NODES, onSlurmNode, OWNER, prolog, sortedAddresses } from './slurm-node';

/** What is left of IMEX: its list, whose it is, and the daemon. */
export const remains = (node: NodeSandbox): (string | undefined)[] =>
  [NODES, OWNER, '/daemon'].map((path) => node.read(path));

/** What the epilog finds, and what must be left of it. */
export interface EpilogScenario {
  readonly name: string;
  readonly arrange: (node: NodeSandbox) => void;
  readonly job?: string;
  readonly status?: number;

  /** What the node says of IMEX. @default - nothing */
  readonly result?: string;

  /** Whether the daemon goes on. @default false */
  readonly runs?: boolean;
  readonly list?: string;
}

/** Every state in which a job can leave a node. */
export const EPILOG_SCENARIOS: EpilogScenario[] = [
  { name: 'after its prolog', arrange: (node) => void prolog(node, ALPHA_JOB), result: 'down' },
  {
    name: 'a second time',
    arrange: (node) => [prolog(node, ALPHA_JOB), epilog(node, ALPHA_JOB)],
    result: 'down',
  },
  { name: 'without a prolog', arrange: () => {} },
  {
    name: 'after a prolog that failed',
    arrange: (node) => void prolog(node, { ...ALPHA_JOB, variables: { SLURM_JOB_OVERSUBSCRIBE: 'OK' } }),
    result: 'failed',
  },
  {
    name: 'after a prolog that was killed',
    arrange: (node) => [node.file('/daemon', 'x\n'), node.file(OWNER, '41 0 alpha-1\n')],
    result: 'down',
  },
  {
    name: "late, when the next job's prolog has run",
    arrange: (node) => void prolog(node, { id: '411', nodes: ALPHA }),
    result: 'up',
    runs: true,
    list: sortedAddresses(ALPHA),
  },
  {
    name: 'with systemctl absent',
    arrange: (node) => [prolog(node, ALPHA_JOB), node.remove('/bin/systemctl')],
    status: 1,
    result: 'failed',
    runs: true,
  },
  {
    name: 'with systemctl hanging',
    arrange: (node) => [prolog(node, ALPHA_JOB), node.fake('systemctl', HANG)],
    status: 1,
    result: 'failed',
    runs: true,
  },
  {
    name: 'with no nvidia-imex unit',
    arrange: (node) => node.fake('systemctl', 'exit 5'),
    status: 1,
    result: 'failed',
  },
];

/** Runs the epilog in a scenario; gives what differs from what it says. */
export function judgeEpilog(scenario: EpilogScenario, mutate?: (name: string, text: string) => string): string[] {
  return onSlurmNode((node) => {
    scenario.arrange(node);
    const { status } = epilog(node, ALPHA_JOB);
    const [list, owner, daemon] = remains(node);
    const checks: [string, unknown, unknown][] = [
      ['the exit status', status, scenario.status ?? 0],
      ['the result', node.status('imex')?.result, scenario.result],
      ['the list', list, scenario.list],
      ['whose it is', owner !== undefined, scenario.list !== undefined],
      ['whether the daemon runs', daemon !== undefined, scenario.runs ?? false],
    ];
    return checks.flatMap(([what, got, want]) => (got === want ? [] : [`${scenario.name}: ${what} is ${String(got)}`]));
  }, mutate);
}
