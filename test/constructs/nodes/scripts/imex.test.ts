import { fakeMetadata } from './cloud-fakes';
import {
  addresses,
  fakeInstances,
  IMEX_SCENARIOS,
  instanceFilters,
  judgeImex,
  wholeUltraServer,
} from './imex-scenarios';
import { firstDifferences, plant } from './mutation';
import type { Mutant } from './mutation';
import { GB200_NODE, inSandbox } from './node-sandbox';
import { renderNodeEnvironment } from '../../../../constructs/nodes/user-data/node-environment';

const NODES = '/etc/nvidia-imex/nodes_config.cfg';

describe('bringing IMEX up', () => {
  test.each(IMEX_SCENARIOS.map((scenario) => [scenario.name, scenario] as const))('%s', (_name, scenario) => {
    expect(judgeImex(scenario)).toEqual([]);
  });

  test('every node writes the same list, whatever the order in which EC2 lists the instances', () => {
    const lists = [addresses(18), addresses(18).toReversed(), addresses(18).toSorted()].map((order, index) =>
      inSandbox((node) => {
        wholeUltraServer(node);
        fakeMetadata(node, `10.0.0.${index + 4}`);
        fakeInstances(node, [order]);
        node.run('imex.sh', ['up']);
        return node.read(NODES);
      }),
    );
    expect(new Set(lists).size).toBe(1);
    expect(lists[0]?.trimEnd().split('\n')).toEqual(addresses(18).toSorted());
  });

  test('waits for the last instance, and says so once for each number', () => {
    inSandbox((node) => {
      wholeUltraServer(node);
      const late = 'echo >>"$ULTRASERVER_ROOT/asked"; (($(wc -l <"$ULTRASERVER_ROOT/asked") > 3)) || part=0';
      node.file(
        '/pages/0',
        addresses(17)
          .map((address) => `${address}\ti-0${address.replaceAll('.', 'f')}\n`)
          .join(''),
      );
      node.file('/pages/1', `10.0.0.19\ti-0abc\n`);
      node.fake('aws', `part='*'; ${late}; cat "$ULTRASERVER_ROOT"/pages/$part`);
      expect(node.run('imex.sh', ['up'], { ULTRASERVER_IMEX_WAIT: '10' }).status).toBe(0);
      expect(node.log('imex').map(({ result, nodes }) => `${result} ${nodes}`)).toEqual(['waiting 17', 'up 18']);
    });
  });

  test('no list of another life stands while it waits for the last instance', () => {
    inSandbox((node) => {
      wholeUltraServer(node);
      fakeInstances(node, [addresses(17)]);
      const look = `ls "$ULTRASERVER_ROOT"${NODES} >>"$ULTRASERVER_ROOT/seen" 2>/dev/null`;
      node.fake('sleep', `${look}; kill -KILL "$PPID"`);
      node.run('imex.sh', ['up'], { ULTRASERVER_IMEX_WAIT: '10' });
      expect(node.calls('sleep')).toHaveLength(1);
      expect(node.read('/seen')).toBe('');
    });
  });

  test('a list of another life that cannot be removed is a failure, and is told of', () => {
    inSandbox((node) => {
      wholeUltraServer(node);
      node.remove(NODES);
      node.file(`${NODES}/kept`, '');
      expect(node.run('imex.sh', ['up']).status).toBe(1);
      expect(node.status('imex')).toMatchObject({
        result: 'failed',
        reason: expect.stringMatching(/cannot be removed/),
      });
      expect(node.calls('systemctl start')).toEqual([]);
    });
  });

  test('the list stands before the daemon starts, and never changes while it runs', () => {
    inSandbox((node) => {
      wholeUltraServer(node);
      node.run('imex.sh', ['up']);
      node.run('imex.sh', ['up']);
      const calls = node.calls('systemctl');
      expect(calls).toEqual([
        'systemctl disable --now nvidia-imex.service',
        'systemctl start --no-block nvidia-imex.service',
        'systemctl disable --now nvidia-imex.service',
        'systemctl start --no-block nvidia-imex.service',
      ]);
      expect(node.read('/daemon')).toBe(node.read(NODES));
    });
  });
});

test.each([
  ['rack 1,a*', 'rack 1,a\\*'],
  ['what? "quoted"', 'what\\? "quoted"'],
  ['back\\slash', 'back\\\\slash'],
  ["o'brien", "o'brien"],
])('the name %s stands for itself in the filters: no list, no wildcard', (name, escaped) => {
  inSandbox((node) => {
    wholeUltraServer(node);
    node.file('/etc/ultraserver/node.env', renderNodeEnvironment({ ...GB200_NODE, cluster: name, member: name }));
    node.run('imex.sh', ['up']);
    expect(node.calls('aws')[0]).toContain(`--filters ${instanceFilters(escaped, escaped)} --query`);
  });
});

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
