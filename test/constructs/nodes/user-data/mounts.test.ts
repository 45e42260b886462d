import { parse } from 'yaml';
import type { Mount } from 'cdk-ultraserver';

import { imexParts } from '../../../../constructs/nodes/user-data/imex';
import { renderMimeMultipart, USER_DATA_LIMIT_BYTES, userDataBytes } from '../../../../constructs/nodes/user-data/mime';
import { fstabLine, nodeUserDataWithMounts } from '../../../../constructs/nodes/user-data/mounts';
import { nodeUserData, type NodeUserDataOptions } from '../../../../constructs/nodes/user-data/node-user-data';
import { effectiveParts, isPackagePart } from '../../../../constructs/nodes/user-data/user-data-part';
import { GB200_NODE } from '../scripts/node-sandbox';
import { bootProblems } from './boot-order';
import { parseMimeMultipart } from './mime-parser';

const options = (name: string): NodeUserDataOptions => ({
  ...GB200_NODE,
  cluster: name,
  member: name,
  logGroups: {
    boot: `${name}-operations-LogsBootABCD1234-ABCDEFGHIJKL`,
    gate: `${name}-operations-LogsGateABCD1234-ABCDEFGHIJKL`,
    imex: `${name}-operations-LogsImexABCD1234-ABCDEFGHIJKL`,
    kernel: `${name}-operations-LogsKernelABCD1234-ABCDEFGHIJKL`,
    agent: `${name}-operations-LogsAgentABCD1234-ABCDEFGHIJKL`,
  },
});
const IMEX = imexParts({ instances: 18 });

const LUSTRE: Mount = {
  kind: 'lustre',
  fileSystemId: 'fs-0123456789abcdef0',
  dnsName: 'fs-0123456789abcdef0.fsx.us-east-1.amazonaws.com',
  exportName: 'abcdefgh',
  path: '/fsx',
  options: ['_netdev', 'noatime', 'flock'],
};
const EFS: Mount = {
  ...LUSTRE,
  kind: 'efs',
  exportName: '/',
  path: '/home',
  options: ['_netdev', 'noatime', 'noresvport', 'tls', 'mounttargetip=10.123.123.123'],
};

const PLAIN = options('frontier');
const WITH_IMEX = { ...PLAIN, extra: IMEX };

/** Every file that reaches the node, with the number of parts that write it. */
function files(one: NodeUserDataOptions, mounts: Mount[]): Map<string, { content: string; times: number }> {
  const all = new Map<string, { content: string; times: number }>();
  for (const { body } of parseMimeMultipart(renderMimeMultipart(nodeUserDataWithMounts(one, mounts)))) {
    for (const { path, content } of (parse(body) as { write_files: { path: string; content: string }[] }).write_files) {
      all.set(path, { content, times: (all.get(path)?.times ?? 0) + 1 });
    }
  }
  return all;
}

describe('a line of fstab', () => {
  test.each<[Mount, string]>([
    [LUSTRE, 'fs-0123456789abcdef0.fsx.us-east-1.amazonaws.com@tcp:/abcdefgh /fsx lustre _netdev,noatime,flock 0 0'],
    [
      { ...LUSTRE, options: ['_netdev'], efaInterfaces: 4 },
      'fs-0123456789abcdef0.fsx.us-east-1.amazonaws.com@tcp:/abcdefgh /fsx lustre _netdev,X-ultraserver.efa=4 0 0',
    ],
    [EFS, 'fs-0123456789abcdef0:/ /home efs _netdev,noatime,noresvport,tls,mounttargetip=10.123.123.123 0 0'],
    [
      { ...LUSTRE, kind: 'openzfs', exportName: '/fsx/', options: ['nfsvers=4.1'] },
      'fs-0123456789abcdef0.fsx.us-east-1.amazonaws.com:/fsx/ /fsx nfs nfsvers=4.1 0 0',
    ],
  ])('$kind', (mount, line) => {
    expect(fstabLine(mount)).toBe(line);
  });
});

test('without mounts nothing changes', () => {
  expect(renderMimeMultipart(nodeUserDataWithMounts(WITH_IMEX, []))).toBe(renderMimeMultipart(nodeUserData(WITH_IMEX)));
});

test.each([
  ['with IMEX', WITH_IMEX],
  ['without', PLAIN],
])('%s: everything reaches the node, and once', (_name, one) => {
  const installed = files(one, [LUSTRE, EFS]);
  expect(installed.get('/etc/ultraserver/mounts.fstab')!.content).toBe(`${fstabLine(LUSTRE)}\n${fstabLine(EFS)}\n`);
  expect(installed.get('/opt/ultraserver/mounts.sh')!.content).toContain('mount -T');
  for (const [path] of files(one, [])) {
    expect([path, installed.has(path)]).toEqual([path, true]);
  }
  expect([...installed].filter(([, { times }]) => times !== 1)).toEqual([]);
  expect(bootProblems(nodeUserDataWithMounts(one, [LUSTRE, EFS]))).toEqual([]);
});

test('the gate does not begin before the file systems are there, and begins again where they are not', () => {
  const installed = files(WITH_IMEX, [LUSTRE]);
  expect(installed.get('/etc/systemd/system/ultraserver-boot-gate.service.d/mounts.conf')!.content).toBe(
    '[Service]\nExecStartPre=/opt/ultraserver/mounts.sh\n',
  );
  const gate = installed.get('/etc/systemd/system/ultraserver-boot-gate.service')!.content;
  expect(gate).toMatch(/^After=network-online.target ultraserver-instance-store.service ultraserver-tune.service$/m);
  expect(gate).toContain('Restart=on-failure\n');
  expect(installed.get('/opt/ultraserver/mounts.sh')!.content).toContain('exit 75');
});

test('scripts are packed once, and hold nothing of a file system', () => {
  const packed = effectiveParts(nodeUserDataWithMounts(WITH_IMEX, [LUSTRE])).filter(isPackagePart);
  expect(packed.map(({ filename }) => filename)).toEqual([
    'ultraserver-agent-nvidia-efa.cfg',
    'ultraserver-imex-mounts-scripts.cfg',
  ]);
  expect(packed.some(({ body }) => body.includes('fs-0123'))).toBe(false);
});

test('two file systems fit beside IMEX, with the longest names too', () => {
  for (const name of ['frontier', 'n'.repeat(40)]) {
    const parts = nodeUserDataWithMounts({ ...options(name), extra: IMEX }, [LUSTRE, EFS]);
    expect(userDataBytes(renderMimeMultipart(parts))).toBeLessThanOrEqual(USER_DATA_LIMIT_BYTES);
  }
});
