import { fakeMetadata } from './cloud-fakes';
import { addresses, fakeImex, fakeInstances, IMEX_SCENARIOS, judgeImex, wholeUltraServer } from './imex-scenarios';
import { firstDifferences, plant } from './mutation';
import type { Mutant } from './mutation';
import { GARBAGE, HANG, inSandbox, SILENT } from './node-sandbox';
import type { NodeSandbox } from './node-sandbox';

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

describe('watching the domain', () => {
  const running = (node: NodeSandbox) => {
    wholeUltraServer(node);
    node.run('imex.sh', ['up']);
    node.file('/calls', '');
  };
  const watch = (node: NodeSandbox) => node.run('imex.sh', ['watch']).status;
  const daemonCalls = (node: NodeSandbox) => node.calls('systemctl').filter((call) => !call.includes('is-active'));

  test('says nothing new of a domain that stays up', () => {
    inSandbox((node) => {
      running(node);
      expect(watch(node)).toBe(0);
      expect(node.log('imex')).toHaveLength(1);
      expect(daemonCalls(node)).toEqual([]);
    });
  });

  test('restarts IMEX where an instance has been replaced', () => {
    inSandbox((node) => {
      running(node);
      fakeInstances(node, [[...addresses(18).filter((address) => address !== '10.0.0.5'), '10.0.0.77']]);
      expect(watch(node)).toBe(0);
      expect(daemonCalls(node)).toEqual(['systemctl restart --no-block ultraserver-imex.service']);
      node.run('imex.sh', ['up']);
      expect(node.read('/daemon')).toContain('10.0.0.77\n');
      expect(node.read('/daemon')).not.toContain('10.0.0.5\n');
      expect(watch(node)).toBe(0);
      expect(node.log('imex').map(({ result }) => result)).toEqual(['up', 'waiting', 'up']);
    });
  });

  test('leaves the other nodes their domain where an instance is gone', () => {
    inSandbox((node) => {
      running(node);
      fakeInstances(node, [addresses(17)]);
      expect(watch(node)).toBe(0);
      expect(daemonCalls(node)).toEqual([]);
      expect(node.status('imex')).toMatchObject({ result: 'waiting', nodes: '17', expected: '18' });
      expect(node.read('/daemon')).toBeDefined();
    });
  });

  test.each([
    ['a domain that has broken up', (node: NodeSandbox) => fakeImex(node, 'DEGRADED', 1), /DEGRADED, 17/],
    ['nvidia-imex-ctl silent', (node: NodeSandbox) => node.fake('nvidia-imex-ctl', SILENT), /printed nothing/],
    ['nvidia-imex-ctl garbage', (node: NodeSandbox) => node.fake('nvidia-imex-ctl', GARBAGE), /unknown/],
    ['nvidia-imex-ctl absent', (node: NodeSandbox) => node.remove('/bin/nvidia-imex-ctl'), /not installed/],
    ['aws hanging', (node: NodeSandbox) => node.fake('aws', HANG), /did not answer/],
    ['systemctl absent', (node: NodeSandbox) => node.remove('/bin/systemctl'), /systemctl gave no verdict/],
  ])('reports %s each time, and stops nothing', (_name, arrange, reason) => {
    inSandbox((node) => {
      running(node);
      arrange(node);
      expect([watch(node), watch(node)]).toEqual([1, 1]);
      expect(node.log('imex').slice(1)).toEqual([
        expect.objectContaining({ result: 'failed', reason: expect.stringMatching(reason) }),
        expect.objectContaining({ result: 'failed', reason: expect.stringMatching(reason) }),
      ]);
      expect(daemonCalls(node)).toEqual([]);
    });
  });

  test('keeps quiet while IMEX is on its way up', () => {
    inSandbox((node) => {
      running(node);
      node.fake('systemctl', 'exit 3');
      expect(watch(node)).toBe(0);
      expect(node.calls()).toEqual(['systemctl is-active -q ultraserver-imex.service']);
    });
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
  imex('instances that do not run count', ' Name=instance-state-name,Values=running', '', /whole/),
  imex('any line will do', '[[ $line =~ $pattern ]] ||', 'true ||', /without an address|garbage/),
  imex('the node need not be a member', 'grep -qxF "$own" <<<"$LIST" && return 0', 'return 0', /another UltraServer/),
  imex(
    'a stale list is left',
    'fail() {\nrun systemctl stop nvidia-imex.service || true\nrm -f "$CONFIG"',
    'fail() {\nrun systemctl stop nvidia-imex.service || true',
    /quorum/,
  ),
  imex('IMEX is left running', 'run systemctl stop nvidia-imex.service || true', 'true', /quorum/),
  imex('the domain is not asked', 'until domain_up; do', 'until true; do', /quorum/),
  imex('any state is up', '[[ $state == UP && ', '[[ ', /degraded with all/),
  imex('nodes that are ready are not counted', '&& $NODES == "$EXPECTED" ', '', /up with a node/),
  imex(
    'the states of connections count',
    'depth == 3 && at[2] == "nodes" && key == "status"',
    'key == "status"',
    /whole/,
  ),
  imex('the nodes may be others', '&& $hosts == "$LIST" ]]', ']]', /another list/),
  imex('no channel is made', '[[ ! -e $dir/channel0 ]] || return 0', 'return 0', /whole/),
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
