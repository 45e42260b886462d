import { Token } from 'aws-cdk-lib';

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

/**
 * What CloudFormation fills in for mounts is shorter than the references to it, in another stack above all: each with the
 * longest text that it can become.
 *
 * - Names of FSx are `<file system>.fsx.<region>.<suffix>`, mount names have 8 characters, ids of FSx 20.
 * - Ids of EFS have 43 characters at most, the address of a mount target 15.
 *
 * @see https://docs.aws.amazon.com/fsx/latest/LustreGuide/mounting-ec2-instance.html
 * @see https://docs.aws.amazon.com/fsx/latest/APIReference/API_LustreFileSystemConfiguration.html
 * @see https://docs.aws.amazon.com/efs/latest/ug/API_FileSystemDescription.html
 */
export function longestMountTexts(mounts: Mount[]): Map<string, string> {
  const bounds = mounts.flatMap(({ kind, fileSystemId, dnsName, exportName, options }): [string, number][] => [
    kind === 'efs' ? [fileSystemId, LONGEST_EFS_ID] : [dnsName, LONGEST_FSX_NAME],
    [exportName, LONGEST_MOUNT_NAME],
    ...options
      .filter((option) => option.startsWith(TARGET_OPTION))
      .map((option): [string, number] => [option, TARGET_OPTION.length + LONGEST_ADDRESS]),
  ]);
  return new Map(
    bounds.filter(([text]) => Token.isUnresolved(text)).map(([text, length]) => [text, 'x'.repeat(length)]),
  );
}

const TARGET_OPTION = 'mounttargetip=';
const LONGEST_ADDRESS = '255.255.255.255'.length;
const LONGEST_EFS_ID = 43;
const LONGEST_MOUNT_NAME = 8;
const LONGEST_FSX_NAME = 'fs-0123456789abcdef0.fsx.ap-southeast-1.amazonaws.com.cn'.length;

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
