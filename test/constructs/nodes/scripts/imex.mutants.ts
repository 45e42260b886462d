import { IMEX_SCENARIOS, judgeImex } from './imex-scenarios';
import { firstDifferences, plant } from './mutation';
import type { Mutant } from './mutation';

const MUTANTS: (Mutant & { readonly noticedBy: RegExp })[] = [
  imex('instances are not counted', 'until members && ((NODES == EXPECTED)); do', 'until members; do', /1[79] of 18/),
  imex(
    'more instances will do',
    'until members && ((NODES == EXPECTED)); do',
    'until members && ((NODES >= EXPECTED)); do',
    /19/,
  ),
  imex(
    'the list is not sorted',
    `LIST=$(cut -f1 <<<"$ANSWER" | sort -u)`,
    `LIST=$(cut -f1 <<<"$ANSWER")`,
    /whole|both/,
  ),
  imex(
    'one page is enough',
    'ask aws ec2 describe-instances',
    'ask aws ec2 describe-instances --no-paginate',
    /two pages/,
  ),
  imex(
    'instances that do not run count',
    `filters+='{"Name":"instance-state-name","Values":["running"]}'`,
    'filters=${filters%,}',
    /whole/,
  ),
  imex('any line will do', '[[ $line =~ $pattern ]] ||', 'true ||', /without an address|garbage/),
  imex('the node need not be a member', 'grep -qxF "$own" <<<"$LIST" && return 0', 'return 0', /another UltraServer/),
  imex(
    'a stale list is left',
    'fail() {\nrun systemctl stop nvidia-imex.service || true\nrm -f "$CONFIG"',
    'fail() {\nrun systemctl stop nvidia-imex.service || true',
    /quorum/,
  ),
  imex('IMEX is left running', 'run systemctl stop nvidia-imex.service || true', 'true', /quorum/),
  imexLib('the domain is not asked', 'until domain_up; do', 'until true; do', /quorum/),
  imexLib('any state is up', '[[ $state == UP && ', '[[ ', /degraded with all/),
  imexLib('nodes that are ready are not counted', '&& $NODES == "$EXPECTED" ', '', /up with a node/),
  imexLib(
    'the states of connections count',
    'depth == 3 && at[2] == "nodes" && key == "status"',
    'key == "status"',
    /whole/,
  ),
  imexLib('the nodes may be others', '&& $hosts == "$LIST" ]]', ']]', /another list/),
  imexLib(
    'a driver without devices ends it in silence',
    `"$ROOT/proc/devices") || major=''`,
    '"$ROOT/proc/devices")',
    /no list of/,
  ),
  imexLib(
    'a list that is not written ends it in silence',
    `"$CONFIG"; } || fail 'the list of nodes cannot be written'`,
    '"$CONFIG"; }',
    /cannot be written/,
  ),
  imexLib('no channel is made', '[[ ! -e $dir/channel0 ]] || return 0', 'return 0', /whole/),
  imex('any failure passes', 'tell failed "$1"\nexit 1', 'tell failed "$1"\nexit 0', /aws absent/),
  imex(
    'a missing unit passes',
    'run systemctl disable --now nvidia-imex.service ||',
    'run systemctl disable --now nvidia-imex.service || true ||',
    /no nvidia-imex unit/,
  ),
];

function imex(name: string, from: string, to: string, noticedBy: RegExp): Mutant & { readonly noticedBy: RegExp } {
  return { name, from, to, noticedBy, script: 'imex.sh' };
}

test.each(MUTANTS.map((mutant) => [mutant.name, mutant] as const))('the scenarios notice that %s', (_name, mutant) => {
  const scenarios = IMEX_SCENARIOS.filter(({ name }) => mutant.noticedBy.test(name));
  expect(firstDifferences(scenarios, (scenario) => judgeImex(scenario, plant(mutant)))).not.toEqual([]);
});

function imexLib(...mutant: Parameters<typeof imex>): ReturnType<typeof imex> {
  return { ...imex(...mutant), script: 'imex-lib.sh' };
}
