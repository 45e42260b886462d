import { type Mutant, plant } from '../../nodes/scripts/mutation';
import { HANG, type NodeSandbox } from '../../nodes/scripts/node-sandbox';
import { ALPHA, ALPHA_JOB, epilog, NODES, onSlurmNode, OWNER, prolog, sortedAddresses } from './slurm-node';

const remains = (node: NodeSandbox): (string | undefined)[] => [NODES, OWNER, '/daemon'].map((path) => node.read(path));
const NOTHING = [undefined, undefined, undefined];

/** What the epilog finds, and what must be left of it. */
const SCENARIOS: {
  readonly name: string;
  readonly arrange: (node: NodeSandbox) => void;
  readonly job?: string;
  readonly status?: number;

  /** What the node says of IMEX. @default - nothing */
  readonly result?: string;

  /** Whether the daemon goes on. @default false */
  readonly runs?: boolean;
  readonly list?: string;
}[] = [
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

function judge(scenario: (typeof SCENARIOS)[number], mutate?: (name: string, text: string) => string): string[] {
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

describe('when a job has ended, the epilog', () => {
  test.each(SCENARIOS.map((scenario) => [scenario.name, scenario] as const))('%s', (_name, scenario) => {
    expect(judge(scenario)).toEqual([]);
  });

  test('says whose IMEX it leaves alone', () => {
    onSlurmNode((node) => {
      prolog(node, { id: '42', nodes: ALPHA });
      expect(epilog(node, ALPHA_JOB).output).toContain('"result":"kept","job":"41","reason":"IMEX runs for job 42"');
      expect(remains(node)).not.toEqual(NOTHING);
    });
  });

  test.each([
    ["another job's IMEX is ended", '!= "$JOB "* ]]', '== none ]]', 'slurm-epilog.sh'],
    ['a job is taken for one whose number begins alike', '!= "$JOB "* ]]', '!= "$JOB"* ]]', 'slurm-epilog.sh'],
    ['IMEX that cannot be stopped passes', 'take_down || reject "$REASON"', 'take_down || true', 'slurm-epilog.sh'],
    ['the list is left', 'rm -f "$CONFIG" "$OWNER"', 'rm -f "$OWNER"', 'slurm-job.sh'],
    ['the owner is left', 'rm -f "$CONFIG" "$OWNER"', 'rm -f "$CONFIG"', 'slurm-job.sh'],
    ['IMEX is left running', 'run systemctl stop nvidia-imex.service || rc=$?', 'true', 'slurm-job.sh'],
  ])('is seen to fail where %s', (name, from, to, script) => {
    const mutant: Mutant = { name, from, to, script };
    expect(SCENARIOS.flatMap((scenario) => judge(scenario, plant(mutant)))).not.toEqual([]);
  });
});
