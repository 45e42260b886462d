import type { Mount } from '../../storage/mount';
import type { NodeFile } from './cloud-config';
import { imexScripts, imexScriptsWith } from './imex';
import { nodeScriptsWith, nodeUserData, type NodeUserDataOptions } from './node-user-data';
import { scriptFile } from './static-files';
import type { PackagePart, UserDataPart } from './user-data-part';

/**
 * The parts of user data that every node has, and those that mount file systems on it before it comes into service. What
 * is packed is packed once.
 *
 * @param mounts `checkMounts` says which may stand together
 */
export function nodeUserDataWithMounts(options: NodeUserDataOptions, mounts: Mount[]): UserDataPart[] {
  if (mounts.length === 0) {
    return nodeUserData(options);
  }
  const parts = nodeUserData({ ...options, files: [...(options.files ?? []), mountTable(mounts)] });
  const imex = parts.some(({ filename }) => filename === imexScripts().filename);
  return [...parts, imex ? imexMountScripts() : mountScripts()];
}

/** The scripts that every node has, and those that mount file systems. */
export function mountScripts(): PackagePart {
  return nodeScriptsWith('ultraserver-mounts-scripts.cfg', mountFiles());
}

/** The scripts that every node has, those of IMEX, and those that mount file systems. */
export function imexMountScripts(): PackagePart {
  return imexScriptsWith('ultraserver-imex-mounts-scripts.cfg', mountFiles());
}

/** How `mount` names each kind. */
const TYPES: Readonly<Record<Mount['kind'], string>> = { lustre: 'lustre', efs: 'efs', openzfs: 'nfs' };

/**
 * A mount as a line of `fstab`. `mount` passes no option on that begins with X-.
 *
 * @see https://man7.org/linux/man-pages/man8/mount.8.html
 */
export function fstabLine(mount: Mount): string {
  const { kind, fileSystemId, dnsName, exportName, path, options, efaInterfaces } = mount;
  const source: Record<Mount['kind'], string> = {
    lustre: `${dnsName}@tcp:/${exportName}`,
    efs: `${fileSystemId}:${exportName}`,
    openzfs: `${dnsName}:${exportName}`,
  };
  const efa = efaInterfaces === undefined ? [] : [`X-ultraserver.efa=${efaInterfaces}`];
  return [source[kind], path, TYPES[kind], [...options, ...efa].join(','), '0 0'].join(' ');
}

/** Not `/etc/fstab`: the boot must not wait for file systems whose client is yet to be installed. */
function mountTable(mounts: Mount[]): NodeFile {
  return { path: '/etc/ultraserver/mounts.fstab', content: `${mounts.map(fstabLine).join('\n')}\n` };
}

/**
 * The gate comes after what may reboot the node, waits for the network, and begins again where this fails with any status:
 * `RestartPreventExitStatus` is about the gate's own verdict.
 *
 * @see https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html
 */
function mountFiles(): NodeFile[] {
  return [
    scriptFile('mounts.sh', 'storage/scripts'),
    {
      path: '/etc/systemd/system/ultraserver-boot-gate.service.d/mounts.conf',
      content: '[Service]\nExecStartPre=/opt/ultraserver/mounts.sh\n',
    },
  ];
}
