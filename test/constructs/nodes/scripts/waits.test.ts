import { fakeAutoScaling } from './cloud-fakes';
import { soundNode } from './gate-nodes';
import { addresses, fakeInstances, wholeUltraServer } from './imex-scenarios';
import { GB200_NODE, inSandbox } from './node-sandbox';
import type { NodeSandbox } from './node-sandbox';
import { volumes } from './store-scenarios';

/** What a sandbox sets so that tests need not wait. */
const WAITS = ['TOOL_TIMEOUT', 'PAUSE', 'TRIES', 'GATE_WAIT', 'STORE_WAIT', 'IMEX_WAIT', 'QUORUM_WAIT'];

/** None of it: an empty setting counts as none, so that the scripts use what they use on a node. */
const DEFAULTS = Object.fromEntries(WAITS.map((name) => [`ULTRASERVER_${name}`, '']));

/** What the scripts wait where nobody says otherwise; `sleep` and `timeout` do not, and note what they were asked for. */
function withoutSleep(node: NodeSandbox): void {
  node.fake('sleep', 'exit 0');
  node.fake('timeout', 'shift 3; exec "$@"');
}

/** Runs a script that finds its clock at so many seconds. */
function runAt(node: NodeSandbox, seconds: number, script: string, args: string[] = []): number | null {
  node.file('/clock', `SECONDS=${seconds}\n`);
  return node.run(script, args, { ...DEFAULTS, BASH_ENV: `${node.root}/clock` }).status;
}

/** A tool that fails twice before it does what it should. */
function late(node: NodeSandbox, tool: string): void {
  const fake = (node.read(`/bin/${tool}`) ?? '').split('\n').slice(2).join('\n');
  const asked = '"$ULTRASERVER_ROOT/asked"';
  node.fake(tool, `echo >>${asked}; (($(wc -l <${asked}) > 2)) || exit 9\n${fake}`);
}

describe('the gate', () => {
  test.each([
    [280, 0, 'passed'],
    [300, 1, 'rebooting'],
  ])('asks again for five minutes: after %d seconds it ends with %d', (seconds, status, result) => {
    inSandbox((node) => {
      soundNode(node);
      withoutSleep(node);
      late(node, 'nvidia-smi');
      expect(runAt(node, seconds, 'boot-gate.sh')).toBe(status);
      expect(node.status('gate')).toMatchObject({ result });
      expect(new Set(node.calls('sleep'))).toEqual(new Set(status === 0 ? ['sleep 10'] : []));
    });
  });

  test('asks Auto Scaling twelve times, ten seconds apart', () => {
    inSandbox((node) => {
      soundNode(node);
      withoutSleep(node);
      fakeAutoScaling(node, 'Pending');
      expect(runAt(node, 0, 'boot-gate.sh')).toBe(75);
      expect(node.calls('aws autoscaling describe')).toHaveLength(12);
      expect(node.calls('sleep')).toEqual(Array.from({ length: 11 }, () => 'sleep 10'));
    });
  });

  test('gives a tool 30 seconds, and five more to end', () => {
    inSandbox((node) => {
      soundNode(node);
      withoutSleep(node);
      runAt(node, 0, 'boot-gate.sh');
      const limits = node.calls('timeout').map((call) => call.split(' ').slice(0, 4).join(' '));
      expect(new Set(limits)).toEqual(new Set(['timeout -k 5 30']));
    });
  });
});

test('a reboot waits for cloud-init for 15 minutes', () => {
  inSandbox((node) => {
    soundNode(node);
    withoutSleep(node);
    node.remove('/bin/nvidia-smi');
    runAt(node, 300, 'boot-gate.sh');
    expect(node.calls('timeout')).toContain('timeout -k 5 900 cloud-init status --wait');
  });
});

test('the agent may take ten minutes to be installed', () => {
  inSandbox((node) => {
    withoutSleep(node);
    node.run('agent.sh');
    expect(node.calls('timeout')[0]).toMatch(/^timeout -k 5 600 dnf install /);
  });
});

test.each([
  [40, 0],
  [60, 1],
])('the instance store waits a minute for its volumes: after %d seconds it ends with %d', (seconds, status) => {
  inSandbox((node) => {
    volumes(node);
    withoutSleep(node);
    // The third volume comes with the first sleep.
    const link = '$ULTRASERVER_ROOT/dev/disk/by-id/nvme-Amazon_EC2_NVMe_Instance_Storage_AWS3';
    node.remove('/dev/disk/by-id/nvme-Amazon_EC2_NVMe_Instance_Storage_AWS3');
    node.remove('/dev/disk/by-id/nvme-Amazon_EC2_NVMe_Instance_Storage_AWS3-ns-1');
    node.fake('sleep', `ln -s "$ULTRASERVER_ROOT/dev/nvme3n1" "${link}"`);
    expect(runAt(node, seconds, 'instance-store.sh')).toBe(status);
    expect(node.calls('sleep')).toEqual(status === 0 ? ['sleep 10'] : []);
  });
});

describe('IMEX', () => {
  test.each([
    [1780, 'up'],
    [1800, 'failed'],
  ])('waits half an hour for all instances: after %d seconds it is %s', (seconds, result) => {
    inSandbox((node) => {
      wholeUltraServer(node);
      withoutSleep(node);
      fakeInstances(node, [addresses(17)]);
      node.fake('sleep', `printf '10.0.0.19\\ti-0abc\\n' >"$ULTRASERVER_ROOT/pages/1"`);
      runAt(node, seconds, 'imex.sh', ['up']);
      expect(node.status('imex')).toMatchObject({ result });
    });
  });

  test('waits as long for the domain, however long it has waited for the instances', () => {
    inSandbox((node) => {
      wholeUltraServer(node);
      withoutSleep(node);
      late(node, 'nvidia-imex-ctl');
      expect(runAt(node, 1780, 'imex.sh', ['up'])).toBe(0);
      expect(node.status('imex')).toMatchObject({ result: 'up' });
    });
  });

  test.each([
    [1180, 'up'],
    [1200, 'failed'],
  ])('waits twenty minutes for the domain: after %d seconds it is %s', (seconds, result) => {
    inSandbox(
      (node) => {
        wholeUltraServer(node);
        withoutSleep(node);
        late(node, 'nvidia-imex-ctl');
        runAt(node, 0, 'imex.sh', ['up']);
        expect(node.status('imex')).toMatchObject({ result });
      },
      GB200_NODE,
      (name, text) => (name === 'imex-lib.sh' ? text.replace('SECONDS=0', `SECONDS=${seconds}`) : text),
    );
  });
});
