import { firstDifferences, type Mutant, plant } from '../../nodes/scripts/mutation';
import { judgeProlog, PROLOG_SCENARIOS } from './prolog-scenarios';

const MUTANTS: (Mutant & { readonly noticedBy: RegExp })[] = [
  mutant('sharing is not asked', 'exclusive || fail', 'true || fail', /shares its nodes/),
  mutant('any sharing will do', '== NO ]]', '!= YES ]]', /may share its nodes/),
  mutant(
    'silence is exclusive',
    '${SLURM_JOB_OVERSUBSCRIBE:-} == NO',
    '${SLURM_JOB_OVERSUBSCRIBE:-NO} == NO',
    /does not say/,
  ),
  mutant(
    "26.05's variable is not read",
    '${SLURM_JOB_EXCLUSIVE:-${SLURM_JOB_OVERSUBSCRIBE:-unset}}',
    '${SLURM_JOB_OVERSUBSCRIBE:-unset}',
    /26\.05$/,
  ),
  mutant("26.05's variable is not believed", '! -v SLURM_JOB_EXCLUSIVE && ', '', /26\.05 and/),
  mutant('heterogeneous jobs pass', '[[ -z ${SLURM_HET_JOB_ID:-} ]] ||', 'true ||', /heterogeneous/),
  mutant("another job's IMEX is stopped", '! busy || reject', 'true || reject', /another job's/),
  mutant(
    "all of the job's nodes are one domain",
    '[[ $DOMAIN == "$ULTRASERVER_SLURM_FEATURE" ]] || continue',
    '',
    /two domains, in/,
  ),
  mutant(
    'nodes without a domain pass',
    '[[ -n $DOMAIN && $DOMAIN != *,* ]]',
    '[[ $DOMAIN != *,* ]]',
    /without a feature/,
  ),
  mutant('nodes of two domains pass', '[[ -n $DOMAIN && $DOMAIN != *,* ]]', '[[ -n $DOMAIN ]]', /with two domains/),
  mutant(
    'the node need not be in its domain',
    '[[ $own == "$ULTRASERVER_SLURM_FEATURE" ]] || return 1',
    '',
    /does not have|started in/,
  ),
  mutant(
    'any address will do',
    '[[ $address =~ ^[0-9]+(\\.[0-9]+){3}$ ]] ||',
    'true ||',
    /^a node that has not registered/,
  ),
  mutant('the list is not sorted', 'LIST=$(sort -u <<<"$LIST")', '', /whole UltraServer/),
  mutant('addresses may repeat', '(($(wc -l <<<"$LIST") == EXPECTED))', 'true', /one address/),
  mutant(
    'a domain may have any number of nodes',
    '((EXPECTED <= ULTRASERVER_DOMAIN_INSTANCES)) || return 1',
    '',
    /more nodes/,
  ),
  mutant('missing nodes are not missed', '[[ $told == "$names" ]] && return 0', 'return 0', /does not know/),
  mutant('the last address of a line counts', 'if (address == "" && sub(', 'if (sub(', /whole UltraServer/),
  mutant('features count that are not active', '/^ActiveFeatures=/', '/^AvailableFeatures=/', /whole UltraServer/),
  mutant('a stale list is left', 'rm -f "$CONFIG" "$OWNER"', '', /cannot be started|does not start/, 'slurm-job.sh'),
  mutant('IMEX is left running', 'run systemctl stop nvidia-imex.service || rc=$?', 'true', /quorum/, 'slurm-job.sh'),
  mutant('a failure passes', 'tell failed "$1"\nexit 1', 'tell failed "$1"\nexit 0', /scontrol absent/, 'slurm-job.sh'),
  mutant('a unit that cannot be stopped passes', 'take_down || reject "$REASON"', 'take_down || true', /does not stop/),
  mutant('the domain is not asked', 'until domain_up; do', 'until true; do', /quorum/, 'imex-lib.sh'),
  mutant('the job need not be one', '[[ $JOB =~ ^[0-9]+$ ]] ||', 'true ||', /^no job$/, 'slurm-job.sh'),
];

function mutant(
  name: string,
  from: string,
  to: string,
  noticedBy: RegExp,
  script = 'slurm-prolog.sh',
): Mutant & { readonly noticedBy: RegExp } {
  return { name, from, to, noticedBy, script };
}

test.each(MUTANTS.map((each) => [each.name, each] as const))('the scenarios notice that %s', (_name, each) => {
  const scenarios = PROLOG_SCENARIOS.filter(({ name }) => each.noticedBy.test(name));
  expect(firstDifferences(scenarios, (scenario) => judgeProlog(scenario, plant(each)))).not.toEqual([]);
});
