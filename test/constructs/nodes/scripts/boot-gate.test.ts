import { fakeAutoScaling } from './cloud-fakes';
import { efaDevices, fakeGpus, soundNode } from './gate-nodes';
import { GATE_SCENARIOS, judgeGate } from './gate-scenarios';
import { HANG, inSandbox, parseLines } from './node-sandbox';
import type { NodeSandbox } from './node-sandbox';
import { NODE_LOG_FILTERS } from '../../../../constructs/monitoring/node-log-filters';
import { matchesLogPattern } from '../../../support/log-pattern';

describe('boot gate', () => {
  test.each(GATE_SCENARIOS.map((scenario) => [scenario.name, scenario] as const))('%s', (_name, scenario) => {
    expect(judgeGate(scenario)).toEqual([]);
  });

  test('a verdict says what was expected and what was found', () => {
    inSandbox((node) => {
      soundNode(node);
      fakeGpus(node, 3);
      node.run('boot-gate.sh');
      expect(node.status('gate')).toEqual({
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        event: 'gate',
        result: 'rebooting',
        check: 'gpu-count',
        expected: '4',
        found: '3',
        reason: 'the node has another number of GPUs',
      });
    });
  });

  test('what a tool prints cannot break the log', () => {
    inSandbox((node) => {
      soundNode(node);
      node.fake('nvidia-smi', `printf '"\\\\\\x1b[31m\\xff\\n'`);
      node.run('boot-gate.sh');
      expect(node.status('gate')).toMatchObject({ check: 'gpu-count', found: '"\\ [31m ' });
    });
  });

  describe('a disk that is full', () => {
    const fill = (node: NodeSandbox) => {
      soundNode(node);
      // A write to this log fails, as one to standard output does.
      node.file('/var/log/ultraserver/gate.log/full', '');
      node.file('/opt/ultraserver/full.sh', 'exec bash "$ULTRASERVER_ROOT/opt/ultraserver/boot-gate.sh" >/dev/full');
    };

    test('keeps no sound node out of service', () => {
      inSandbox((node) => {
        fill(node);
        expect(node.run('full.sh').status).toBe(0);
        expect(node.calls('aws autoscaling complete')).toHaveLength(1);
        expect(node.status('gate')).toMatchObject({ result: 'passed' });
      });
    });

    test('keeps no faulty node from its reboot', () => {
      inSandbox((node) => {
        fill(node);
        fakeGpus(node, 3);
        expect(node.run('full.sh').status).toBe(1);
        expect(node.calls('systemctl reboot')).toHaveLength(1);
        expect(node.status('gate')).toMatchObject({ result: 'rebooting', check: 'gpu-count' });
      });
    });
  });

  test('waits for a GPU that comes late', () => {
    inSandbox((node) => {
      soundNode(node);
      const late = `echo >>"$ULTRASERVER_ROOT/asked"; (($(wc -l <"$ULTRASERVER_ROOT/asked") > 2)) || exit 9`;
      node.fake('nvidia-smi', `${late}\n${(node.read('/bin/nvidia-smi') ?? '').split('\n').slice(2).join('\n')}`);
      expect(node.run('boot-gate.sh', [], { ULTRASERVER_GATE_WAIT: '5' }).status).toBe(0);
      expect(node.calls('systemctl reboot')).toEqual([]);
    });
  });

  test('does nothing while a reboot for a driver option is on its way', () => {
    inSandbox((node) => {
      soundNode(node);
      node.file('/run/ultraserver/rebooting', '');
      expect(node.run('boot-gate.sh').status).toBe(1);
      expect(node.calls()).toEqual([]);
    });
  });
});

describe('what the alarm on failed gates counts', () => {
  const counted = (node: NodeSandbox) => {
    const pattern = NODE_LOG_FILTERS.find(({ metricName }) => metricName === 'GateFailed')?.pattern ?? '';
    const lines = (node.read('/var/log/ultraserver/gate.log') ?? '').trimEnd().split('\n');
    return lines.filter((line) => matchesLogPattern(pattern, line)).length;
  };

  test('is not a sound node that Auto Scaling could not be told of', () => {
    inSandbox((node) => {
      soundNode(node);
      node.fake('aws', 'exit 254');
      expect(node.run('boot-gate.sh').status).toBe(75);
      expect(node.status('gate')).toMatchObject({ result: 'unreported', check: 'lifecycle-action' });
      expect(counted(node)).toBe(0);
    });
  });

  test('is a node that fails after its one reboot', () => {
    inSandbox((node) => {
      soundNode(node);
      fakeGpus(node, 3);
      node.run('boot-gate.sh');
      expect(counted(node)).toBe(0);
      node.run('boot-gate.sh');
      expect(counted(node)).toBe(1);
    });
  });
});

describe('a node that fails twice', () => {
  test('is rebooted once, then kept out, and let in once it is sound', () => {
    inSandbox((node) => {
      soundNode(node);
      efaDevices(node, 3);
      expect(node.run('boot-gate.sh').status).toBe(1);
      expect(node.run('boot-gate.sh').status).toBe(1);
      expect(node.run('boot-gate.sh').status).toBe(1);
      expect(node.log('gate').map(({ result }) => result)).toEqual(['rebooting', 'failed', 'failed']);
      expect(node.calls('systemctl reboot')).toHaveLength(1);
      expect(node.calls('aws autoscaling complete')).toEqual([]);

      efaDevices(node, 4);
      expect(node.run('boot-gate.sh').status).toBe(0);
      expect(node.status('gate')).toMatchObject({ result: 'passed' });
      expect(node.calls('aws autoscaling complete')).toHaveLength(1);
      expect(node.read('/var/lib/ultraserver/gate-failed')).toBeUndefined();
    });
  });

  test('is rebooted anew where it has been sound in between', () => {
    inSandbox((node) => {
      soundNode(node);
      for (const devices of [3, 4, 3]) {
        efaDevices(node, devices);
        node.run('boot-gate.sh');
      }
      expect(node.log('gate').map(({ result }) => result)).toEqual(['rebooting', 'passed', 'rebooting']);
    });
  });
});

describe('heartbeat', () => {
  const beat = (node: NodeSandbox) => {
    const { status, output } = node.run('boot-gate.sh', ['heartbeat']);
    return { status, lines: parseLines(output) };
  };

  test('keeps Auto Scaling waiting, as often as the timer asks', () => {
    inSandbox((node) => {
      soundNode(node);
      expect(beat(node)).toMatchObject({ status: 0, lines: [{ event: 'heartbeat', result: 'sent' }] });
      beat(node);
      expect(node.calls('aws autoscaling record-lifecycle-action-heartbeat')).toHaveLength(2);
      expect(node.calls('systemctl')).toEqual([]);
    });
  });

  test('ends once the node is in service', () => {
    inSandbox((node) => {
      soundNode(node);
      fakeAutoScaling(node, 'InService');
      expect(beat(node).status).toBe(0);
      expect(node.calls('aws autoscaling record')).toEqual([]);
      expect(node.calls('systemctl')).toEqual(['systemctl stop ultraserver-gate-heartbeat.timer']);
    });
  });

  test.each([
    ['hanging', HANG, /did not answer/],
    ['silent', 'exit 0', /printed nothing/],
    ['refused', 'exit 254', /exit status 254/],
    ['not accepted', `[[ $* != *record* ]] || exit 254; printf 'Pending:Wait\\tg\\n'`, /heartbeat failed/],
  ])('goes on, and says so, where the AWS CLI is %s', (_name, body, reason) => {
    inSandbox((node) => {
      soundNode(node);
      node.fake('aws', body);
      expect(beat(node)).toMatchObject({
        status: 1,
        lines: [{ result: 'failed', reason: expect.stringMatching(reason) }],
      });
      expect(node.calls('systemctl')).toEqual([]);
    });
  });
});

test('an unknown mode is refused', () => {
  inSandbox((node) => expect(node.run('boot-gate.sh', ['completely']).status).toBe(64));
});
