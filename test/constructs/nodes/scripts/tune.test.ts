import { HANG, inSandbox, GB200_NODE, parseLines } from './node-sandbox';
import type { NodeSandbox } from './node-sandbox';

const PAGES = '/sys/kernel/mm/hugepages/hugepages-2048kB/nr_hugepages';
const PARAMS = '/proc/driver/nvidia/params';

function tunable(node: NodeSandbox): void {
  node.file(PAGES, '0\n');
  node.file(PARAMS, 'ModifyDeviceFiles: 1\nGrdmaPciTopoCheckOverride: 1\n');
  node.file('/etc/sysctl.d/90-ultraserver.conf', 'kernel.numa_balancing = 0\n');
  node.fake('sysctl', 'exit 0');
}

const tune = (node: NodeSandbox) => {
  const { status, output } = node.run('tune.sh');
  return { status, said: parseLines(output) };
};

test('gives huge pages and settings, and reboots nothing', () => {
  inSandbox((node) => {
    tunable(node);
    expect(tune(node)).toEqual({ status: 0, said: [] });
    expect(node.read(PAGES)).toBe('5128\n');
    expect(node.calls()).toEqual([`sysctl -q -p ${node.root}/etc/sysctl.d/90-ultraserver.conf`]);
  });
});

test('never takes huge pages away', () => {
  inSandbox((node) => {
    tunable(node);
    node.file(PAGES, '9000\n');
    expect(tune(node).status).toBe(0);
    expect(node.read(PAGES)).toBe('9000\n');
  });
});

test.each([
  ['a kernel without such pages', (node: NodeSandbox) => node.remove(PAGES), /no 2 MiB huge pages/],
  ['sysctl absent', (node: NodeSandbox) => node.remove('/bin/sysctl'), /sysctl failed with exit status 127/],
  ['sysctl hanging', (node: NodeSandbox) => node.fake('sysctl', HANG), /sysctl failed with exit status 124/],
])('says so: %s', (_name, arrange, reason) => {
  inSandbox((node) => {
    tunable(node);
    arrange(node);
    expect(tune(node)).toEqual({
      status: 1,
      said: [expect.objectContaining({ event: 'tune', result: 'failed', reason: expect.stringMatching(reason) })],
    });
  });
});

describe('a driver that was loaded before its option was written', () => {
  const early = (node: NodeSandbox) => {
    tunable(node);
    node.file(PARAMS, 'ModifyDeviceFiles: 1\n');
  };

  test('is reloaded by one reboot, at most', () => {
    inSandbox((node) => {
      early(node);
      expect(tune(node)).toEqual({ status: 0, said: [expect.objectContaining({ result: 'rebooting' })] });
      expect(node.read('/run/ultraserver/rebooting')).toBe('');
      node.remove('/run/ultraserver/rebooting');
      expect(tune(node)).toEqual({ status: 1, said: [expect.objectContaining({ result: 'failed' })] });
      expect(node.calls('systemctl reboot')).toHaveLength(1);
    });
  });

  test('does not hold the gate where the reboot fails', () => {
    inSandbox((node) => {
      early(node);
      node.fake('systemctl', 'exit 1');
      expect(tune(node).status).toBe(1);
      expect(node.read('/run/ultraserver/rebooting')).toBeUndefined();
    });
  });

  test('is left alone where the reboot cannot be recorded', () => {
    inSandbox((node) => {
      early(node);
      node.fake('sync', 'exit 1');
      expect(tune(node)).toEqual({
        status: 1,
        said: [expect.objectContaining({ reason: expect.stringMatching(/cannot be recorded/) })],
      });
      expect(node.calls('systemctl')).toEqual([]);
    });
  });

  test('matters only where the option is one of the node', () => {
    inSandbox(
      (node) => {
        early(node);
        expect(tune(node)).toEqual({ status: 0, said: [] });
      },
      { ...GB200_NODE, architecture: 'x86_64' },
    );
  });
});
