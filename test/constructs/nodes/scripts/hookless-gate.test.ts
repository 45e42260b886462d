import { GATE_TIMER, hookless } from './hookless-nodes';
import { change, efaDevices, soundNode } from './gate-nodes';
import { inSandbox } from './node-sandbox';

const asked = ['aws', 'curl'];

/** What the sandbox was asked of Auto Scaling, or of the metadata that would lead there. */
const askedOf = (calls: string[]): string[] => calls.filter((call) => asked.includes(call.split(' ')[0] ?? ''));

test('a sound node passes, and nothing of Auto Scaling is asked', () => {
  inSandbox((node) => {
    soundNode(node);
    expect(node.run('boot-gate.sh').status).toBe(0);
    expect(node.status('gate')).toMatchObject({ event: 'gate', result: 'passed' });
    expect(askedOf(node.calls())).toEqual([]);
  }, hookless());
});

test('a faulty node reboots once, and is then kept out with its reason', () => {
  inSandbox((node) => {
    change((faulty) => efaDevices(faulty, 3))(node);
    node.fake('cloud-init', 'exit 0');
    expect(node.run('boot-gate.sh').status).toBe(1);
    expect(node.status('gate')).toMatchObject({ result: 'rebooting', check: 'efa-count' });
    expect(node.calls('systemctl reboot')).toHaveLength(1);

    expect(node.run('boot-gate.sh').status).toBe(1);
    expect(node.status('gate')).toMatchObject({ result: 'failed', check: 'efa-count' });
    expect(node.calls('systemctl reboot')).toHaveLength(1);
    expect(askedOf(node.calls())).toEqual([]);
  }, hookless());
});

test('the heartbeat stops its timer', () => {
  inSandbox((node) => {
    soundNode(node);
    expect(node.run('boot-gate.sh', ['heartbeat']).status).toBe(0);
    expect(node.calls()).toEqual([`systemctl stop ${GATE_TIMER}`]);
  }, hookless());
});

test('a gate that asked all the same would be seen', () => {
  inSandbox(
    (node) => {
      soundNode(node);
      node.run('boot-gate.sh');
      expect(askedOf(node.calls())).not.toEqual([]);
    },
    hookless(),
    (_name, text) => text.replace('[[ -n ${ULTRASERVER_HOOK:-} ]] || return 0\n', 'ULTRASERVER_HOOK=x\n'),
  );
});
