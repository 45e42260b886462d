import type { Problem } from '../hardware/problem';

const PATH = /^(\/[A-Za-z0-9_.][A-Za-z0-9_.-]*)+$/;
const OPTION = /^[A-Za-z0-9_.:=/-]+$/;

/** Folders that belong to the system, the node's scripts or the instance store, with all below them. */
const TAKEN = [
  '/bin /boot /dev /etc /lib /lib64 /proc /root /run /sbin /sys /tmp /usr',
  '/mnt/instance-store /opt/aws /opt/nvidia /opt/slurm /opt/ultraserver',
  '/var/lib /var/log /var/run /var/tmp',
].flatMap((line) => line.split(' '));

/** Folders that may hold mounts and cannot be one. */
const PARENTS = ['/mnt', '/opt', '/var'];

/** Where a file system appears on nodes. */
export interface MountPoint {
  readonly path: string;

  /** Options for `mount`, one each. */
  readonly options: string[];
}

/** What keeps file systems from being mounted where they are to be. */
export function checkMounts(mounts: MountPoint[]): Problem[] {
  return [
    ...mounts.flatMap((mount, index) => [...checkPath(mount, index), ...checkOptions(mount, index)]),
    ...mounts.flatMap((mount, index) => checkOverlap(mount, mounts.slice(0, index), index)),
  ];
}

const within = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);

function checkPath({ path }: MountPoint, index: number): Problem[] {
  if (!PATH.test(path) || path.split('/').includes('..') || path.split('/').includes('.')) {
    return [
      {
        id: 'mount-path',
        message: `the mount point '${path}' is no absolute path of letters, digits, dots, hyphens and underscores without a slash at its end; give one such as /fsx`,
        path: [index, 'path'],
      },
    ];
  }
  const taken = TAKEN.find((folder) => within(path, folder)) ?? PARENTS.find((folder) => path === folder);
  return taken === undefined
    ? []
    : [
        {
          id: 'mount-path-taken',
          message: `the mount point '${path}' would hide ${taken}, which the node needs; give one such as /fsx, /home or /mnt/shared`,
          path: [index, 'path'],
        },
      ];
}

function checkOptions({ options }: MountPoint, index: number): Problem[] {
  return options.flatMap((option, position) =>
    OPTION.test(option)
      ? []
      : [
          {
            id: 'mount-option',
            message: `'${option}' is no single mount option; give one an entry, without blanks and commas: noatime, rsize=1048576`,
            path: [index, 'options', position],
          },
        ],
  );
}

function checkOverlap({ path }: MountPoint, earlier: MountPoint[], index: number): Problem[] {
  const other = earlier.find((mount) => within(path, mount.path) || within(mount.path, path));
  return other === undefined
    ? []
    : [
        {
          id: 'mount-path-overlap',
          message: `the mount points '${other.path}' and '${path}' are one inside the other, so that one would hide the other; put them side by side`,
          path: [index, 'path'],
        },
      ];
}
