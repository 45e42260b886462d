import { utimesSync } from 'node:fs';
import { join } from 'node:path';

import { inSandbox } from './node-sandbox';
import type { NodeSandbox } from './node-sandbox';

const LOG = '/var/log/ultraserver/kernel.log';
const XID = '2026-12-06T11:31:02+0000 ip-10-0-0-1 kernel: NVRM: Xid (PCI:0018:01:00): 79, GPU has fallen off the bus.';

/** A journal with lines of every kind. */
function journal(node: NodeSandbox): void {
  const lines = [XID, 'kernel: efa 0000:00:1e.0: reset', 'kernel: EDAC MC0: 1 CE', 'kernel: usb 1-1: new device'];
  node.file('/journal', `${lines.join('\n')}\n`);
  node.fake('journalctl', 'cat "$ULTRASERVER_ROOT/journal"');
}

const FOLLOW = 'journalctl -k -f -n all -o short-iso';

test('prints the lines on GPUs, EFA and hardware errors, from the start of the boot', () => {
  inSandbox((node) => {
    journal(node);
    expect(node.run('kernel-log.sh').output.trimEnd().split('\n')).toEqual([
      XID,
      'kernel: efa 0000:00:1e.0: reset',
      'kernel: EDAC MC0: 1 CE',
    ]);
    expect(node.calls()).toEqual([FOLLOW]);
  });
});

test('begun again it goes on after the last line: no Xid is counted twice', () => {
  inSandbox((node) => {
    journal(node);
    node.file(LOG, `${XID}\n`);
    utimesSync(join(node.root, LOG), 1_796_556_662, 1_796_556_662);
    node.run('kernel-log.sh');
    expect(node.calls()).toEqual([`${FOLLOW} --since @1796556663`]);
  });
});

test('the empty file that systemd makes for it hides nothing', () => {
  inSandbox((node) => {
    journal(node);
    node.file(LOG, '');
    node.run('kernel-log.sh');
    expect(node.calls()).toEqual([FOLLOW]);
  });
});

test('it ends, for systemd to begin it again, where the journal cannot be read', () => {
  inSandbox((node) => expect(node.run('kernel-log.sh').status).not.toBe(0));
});
