import { fakeMetadata } from './cloud-fakes';
import {
  addresses,
  fakeInstances,
  IMEX_SCENARIOS,
  instanceFilters,
  judgeImex,
  wholeUltraServer,
} from './imex-scenarios';
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
