import { fakeAutoScaling, fakeMetadata } from './cloud-fakes';
import { plant } from './mutation';
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
    node.fake('cloud-init', 'exit 0');
  };

  test('is reloaded by one reboot, at most', () => {
    inSandbox((node) => {
      early(node);
      expect(tune(node)).toMatchObject({ status: 0, said: [{ result: 'rebooting' }, { event: 'heartbeat' }] });
      expect(node.read('/run/ultraserver/rebooting')).toBe('');
      node.remove('/run/ultraserver/rebooting');
      expect(tune(node)).toEqual({ status: 1, said: [expect.objectContaining({ result: 'failed' })] });
      expect(node.calls('systemctl reboot')).toHaveLength(1);
    });
  });

  describe('before the reboot', () => {
    const order = (node: NodeSandbox) =>
      node
        .calls()
        .filter((call) => /^(cloud-init|systemctl)|record-lifecycle/.test(call))
        .map((call) => /^(cloud-init status --wait|systemctl reboot)$|record-lifecycle/.exec(call)?.[0] ?? call);

    test('cloud-init comes to its end, and Auto Scaling hears that the node still boots', () => {
      inSandbox((node) => {
        early(node);
        fakeMetadata(node);
        fakeAutoScaling(node);
        node.fake('cloud-init', 'echo status: done');
        expect(tune(node)).toMatchObject({ status: 0, said: [{ result: 'rebooting' }, { result: 'sent' }] });
        expect(order(node)).toEqual(['cloud-init status --wait', 'record-lifecycle', 'systemctl reboot']);
      });
    });

    test.each([
      ['hanging', HANG, '124'],
      ['absent', undefined, '127'],
      ['in error', 'exit 1', '1'],
    ])('cloud-init %s does not hold it, and is told of', (_name, body, status) => {
      inSandbox((node) => {
        early(node);
        node.remove('/bin/cloud-init');
        if (body !== undefined) {
          node.fake('cloud-init', body);
        }
        const { output } = node.run('tune.sh', [], { ULTRASERVER_CLOUD_INIT_WAIT: '0.4' });
        expect(parseLines(output)[1]).toMatchObject({ event: 'reboot', reason: expect.stringContaining(status) });
        expect(node.calls('systemctl reboot')).toHaveLength(1);
      });
    });

    test('Auto Scaling hanging does not hold it', () => {
      inSandbox((node) => {
        early(node);
        fakeMetadata(node);
        node.fake('cloud-init', 'exit 0');
        node.fake('aws', HANG);
        expect(tune(node).status).toBe(0);
        expect(node.calls('systemctl reboot')).toHaveLength(1);
      });
    });

    test.each([
      [
        'cloud-init is cut off',
        'TOOL_TIMEOUT=${ULTRASERVER_CLOUD_INIT_WAIT:-900} run cloud-init status --wait >/dev/null ||',
        'true ||',
      ],
      ['Auto Scaling hears nothing', 'run bash "$ROOT/opt/ultraserver/boot-gate.sh" heartbeat || true', ''],
    ])('it is noticed that %s', (name, from, to) => {
      inSandbox(
        (node) => {
          early(node);
          fakeMetadata(node);
          fakeAutoScaling(node);
          node.fake('cloud-init', 'exit 0');
          tune(node);
          expect(order(node)).toHaveLength(2);
        },
        GB200_NODE,
        plant({ name, script: 'lib.sh', from, to }),
      );
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

  test('is left alone where the record does not reach the disk: sync hangs', () => {
    inSandbox((node) => {
      early(node);
      node.fake('sync', HANG);
      expect(tune(node).said).toEqual([
        expect.objectContaining({ reason: expect.stringMatching(/cannot be recorded/) }),
      ]);
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
