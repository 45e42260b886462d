import type { NodeFile } from './cloud-config';
import { configFile } from './static-files';

/** The unit that starts what a node runs beside its work, at every boot. */
const TARGET = 'ultraserver.target';

/** The target itself; every node has it. */
export function bootTarget(): NodeFile {
  return configFile(TARGET, `/etc/systemd/system/${TARGET}`);
}

/**
 * A drop-in by which the target starts units; timers stand for their services.
 *
 * cloud-init writes the files of all parts before it runs any command of a part, and it runs those once in the life of an
 * instance. So the units are complete, whatever the order of the parts, before the first of them starts and may reboot
 * the node; and no part needs a command of its own to enable them.
 *
 * @param part names the drop-in; letters, digits and dashes
 * @see https://docs.cloud-init.io/en/latest/explanation/boot.html
 */
export function wantUnits(part: string, units: string[]): NodeFile {
  return {
    path: `/etc/systemd/system/${TARGET}.d/${part}.conf`,
    content: `[Unit]\nWants=${units.join(' ')}\n`,
  };
}

/**
 * Commands that start the target now and at every boot; for one part alone. cloud-init does not wait for its units: some
 * wait for cloud-init.
 */
export function startBootTarget(): string[] {
  return ['systemctl daemon-reload', `systemctl enable --now --no-block ${TARGET}`];
}
