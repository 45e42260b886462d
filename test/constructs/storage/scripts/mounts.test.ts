import type { Mount } from 'cdk-ultraserver';

import { fstabLine } from '../../../../constructs/nodes/user-data/mounts';
import { scriptFile } from '../../../../constructs/nodes/user-data/static-files';
import { HANG, inSandbox, parseLines, type NodeSandbox } from '../../nodes/scripts/node-sandbox';

const LUSTRE: Mount = {
  kind: 'lustre',
  fileSystemId: 'fs-0123456789abcdef0',
  dnsName: 'fs-0123456789abcdef0.fsx.us-east-1.amazonaws.com',
  exportName: 'abcdefgh',
  path: '/fsx',
  options: ['_netdev', 'noatime', 'flock'],
};
const EFS: Mount = { ...LUSTRE, kind: 'efs', exportName: '/', path: '/home', options: ['_netdev', 'tls'] };
const OPENZFS: Mount = { ...LUSTRE, kind: 'openzfs', exportName: '/fsx/', path: '/home', options: ['nfsvers=4.1'] };

/** How the kernel names what is mounted. */
const KERNEL = `case $* in *fsx) type=lustre ;; *) type=nfs4 ;; esac
eval "point=\\\${$#}"
printf 'server:/ %s %s rw 0 0\\n' "$point" "$type" >>"$ULTRASERVER_ROOT/proc/mounts"`;
const SOURCE = scriptFile('mounts.sh', 'storage/scripts');

/** A node of AL2023 whose image has every client. */
function arrange(node: NodeSandbox, mounts: Mount[], script = SOURCE.content): void {
  node.file(SOURCE.path, script);
  node.file('/etc/ultraserver/mounts.fstab', mounts.map((mount) => `${fstabLine(mount)}\n`).join(''));
  for (const tool of ['mount.lustre', 'mount.efs', 'mount.nfs', 'modprobe']) {
    node.fake(tool, 'exit 0');
  }
  node.fake('uname', 'echo 6.12.0');
  node.fake('mount', KERNEL);
}

function run(node: NodeSandbox): { status: number | null; said: Readonly<Record<string, string>>[] } {
  const { status, output } = node.run('mounts.sh', [], { ULTRASERVER_MOUNT_TIMEOUT: node.patience });
  return {
    status,
    said: parseLines(output).map(
      ({ event, result, path, reason }) => ({ event, result, path, reason }) as Record<string, string>,
    ),
  };
}

const failed = (reason: RegExp, path = '/fsx') => ({
  status: 75,
  said: [{ event: 'mounts', result: 'failed', path, reason: expect.stringMatching(reason) }],
});

test('mounts what is not mounted, by the table of its own', () => {
  inSandbox((node) => {
    arrange(node, [LUSTRE, EFS]);
    expect(run(node)).toMatchObject({
      status: 0,
      said: [
        { result: 'mounted', path: '/fsx' },
        { result: 'mounted', path: '/home' },
      ],
    });
    const table = `${node.root}/etc/ultraserver/mounts.fstab`;
    expect(node.calls('mount ')).toEqual([`mount -T ${table} /fsx`, `mount -T ${table} /home`]);
    expect(node.calls('modprobe')).toEqual(['modprobe lustre']);
  });
});

test('leaves alone what is mounted: a second run does nothing', () => {
  inSandbox((node) => {
    arrange(node, [LUSTRE, OPENZFS]);
    run(node);
    const before = node.calls().length;
    expect(run(node)).toEqual({ status: 0, said: [] });
    expect(node.calls()).toHaveLength(before);
  });
});

test('another type at the mount point is not taken for it', () => {
  inSandbox((node) => {
    arrange(node, [LUSTRE]);
    node.file('/proc/mounts', 'tmpfs /fsx tmpfs rw 0 0\nserver:/ /fsx2 lustre rw 0 0\n');
    expect(run(node)).toMatchObject({ status: 0, said: [{ result: 'mounted' }] });
  });
});

describe('a client that the image lacks', () => {
  const install = (tool: string) =>
    `printf '#!/bin/sh\\n' >"$ULTRASERVER_ROOT/bin/${tool}"\nchmod 755 "$ULTRASERVER_ROOT/bin/${tool}"`;

  test.each<[Mount, string, string, string]>([
    [LUSTRE, 'mount.lustre', 'dnf', 'dnf install -q -y lustre-client'],
    [EFS, 'mount.efs', 'dnf', 'dnf install -q -y amazon-efs-utils'],
    [OPENZFS, 'mount.nfs', 'dnf', 'dnf install -q -y nfs-utils'],
    [LUSTRE, 'mount.lustre', 'apt-get', 'apt-get install -q -y lustre-client-modules-6.12.0'],
    [EFS, 'mount.efs', 'apt-get', 'apt-get install -q -y amazon-efs-utils'],
    [OPENZFS, 'mount.nfs', 'apt-get', 'apt-get install -q -y nfs-common'],
  ])('%s', (mount, tool, manager, call) => {
    inSandbox((node) => {
      arrange(node, [mount]);
      node.remove(`/bin/${tool}`);
      node.fake(manager, install(tool));
      expect(run(node).status).toBe(0);
      expect(node.calls(manager)).toEqual([call]);
    });
  });

  test('is said where it cannot be installed, and where that leaves nothing', () => {
    for (const body of ['exit 3', 'exit 0', HANG]) {
      inSandbox((node) => {
        arrange(node, [LUSTRE]);
        node.remove('/bin/mount.lustre');
        node.fake('dnf', body);
        expect(run(node)).toEqual(failed(/^no mount.lustre after dnf install lustre-client: \d+$/));
        expect(node.calls('mount ')).toEqual([]);
      });
    }
  });

  test('is said where there is no package manager', () => {
    inSandbox((node) => {
      arrange(node, [LUSTRE]);
      node.remove('/bin/mount.lustre');
      expect(run(node)).toEqual(failed(/^no mount.lustre after apt-get install lustre-client-modules-6.12.0: 127$/));
    });
  });
});

test.each<[string, (node: NodeSandbox) => void, RegExp]>([
  ['a kernel without Lustre', (node) => node.fake('modprobe', 'exit 1'), /^modprobe lustre failed: 1$/],
  ['a mount that fails', (node) => node.fake('mount', 'exit 32'), /^mount of fs-.*@tcp:\/abcdefgh failed: 32$/],
  ['a mount that hangs', (node) => node.fake('mount', HANG), /^mount of .* failed: 124$/],
  ['a mount that only says so', (node) => node.fake('mount', 'exit 0'), /left no mount$/],
])('fails closed: %s', (_name, spoil, reason) => {
  inSandbox((node) => {
    arrange(node, [LUSTRE]);
    spoil(node);
    expect(run(node)).toEqual(failed(reason));
  });
});

test('one that fails keeps the next from looking mounted', () => {
  inSandbox((node) => {
    arrange(node, [EFS, { ...LUSTRE, path: '/fsx' }]);
    node.fake('mount', `case $* in */home) exit 32 ;; esac\n${KERNEL}`);
    expect(run(node)).toEqual(failed(/failed: 32$/, '/home'));
    expect(node.read('/proc/mounts')).toBe('');
  });
});

test('a table that is not there is a failure, not nothing to do', () => {
  inSandbox((node) => {
    arrange(node, [LUSTRE]);
    node.remove('/etc/ultraserver/mounts.fstab');
    expect(run(node).status).not.toBe(0);
  });
});

describe('over EFA', () => {
  const OVER_EFA = { ...LUSTRE, efaInterfaces: 4 };
  const nids = (count: number): string =>
    Array.from({ length: count }, (_, index) => `echo '- nid: 10.0.0.${index}@efa'`).join('\n');

  test('mounts where the image has given Lustre as many interfaces as were counted', () => {
    inSandbox((node) => {
      arrange(node, [OVER_EFA]);
      node.fake('lnetctl', nids(4));
      expect(run(node).status).toBe(0);
      expect(node.calls('systemctl')).toEqual(['systemctl start configure-efa-fsx-lustre-client']);
    });
  });

  test.each<[string, (node: NodeSandbox) => void, RegExp]>([
    ['fewer', (node) => node.fake('lnetctl', nids(3)), /^Lustre uses 3 EFA interfaces, expected 4$/],
    ['more', (node) => node.fake('lnetctl', nids(8)), /^Lustre uses 8 EFA interfaces, expected 4$/],
    ['none', (node) => node.fake('lnetctl', 'echo "net:"'), /^Lustre uses 0 EFA interfaces/],
    ['no answer', (node) => node.fake('lnetctl', 'exit 0'), /^lnetctl printed nothing$/],
    ['no tool', () => undefined, /^lnetctl is not installed$/],
    ['no service', (node) => node.fake('systemctl', 'exit 5'), /^configure-efa-fsx-lustre-client failed: 5$/],
  ])('%s: does not', (_name, spoil, reason) => {
    inSandbox((node) => {
      arrange(node, [OVER_EFA]);
      spoil(node);
      expect(run(node)).toEqual(failed(reason));
      expect(node.calls('mount ')).toEqual([]);
    });
  });
});

test('a script that took the word of mount would be seen', () => {
  const mutant = SOURCE.content.replace('mounted || die', 'true || die');
  expect(mutant).not.toBe(SOURCE.content);
  inSandbox((node) => {
    arrange(node, [LUSTRE], mutant);
    node.fake('mount', 'exit 0');
    expect(run(node).status).toBe(0);
  });
});
