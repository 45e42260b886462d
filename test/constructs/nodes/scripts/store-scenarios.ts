import { instanceStore } from './gate-nodes';
import { GARBAGE, GB200_NODE, HANG, NodeSandbox, SILENT } from './node-sandbox';

/** What stands on a device, as `blkid -p -o export` prints it. */
export const MEMBER = 'LABEL=any:ultraserver\nTYPE=linux_raid_member\n';
const FILE_SYSTEM = 'LABEL=ultraserver\nTYPE=xfs\n';

/** A state of the volumes, and what the script must do with it. */
export interface StoreScenario {
  readonly name: string;
  readonly arrange: (node: NodeSandbox) => void;

  /** Calls that change something, by their first words. */
  readonly changes: string[];

  /** What the reason must say. @default - the array is mounted */
  readonly reason?: RegExp;

  /** Whether a run that ended in the middle of formatting left its record. @default false */
  readonly begun?: boolean;
}

/** The record that formatting has begun and no mount has succeeded since. */
export const MARK = '/var/lib/ultraserver/instance-store-formatting';

/** Three volumes with contents, and tools that do to them what the real ones would. */
export function volumes(node: NodeSandbox, contents: string[] = ['', '', '']): void {
  instanceStore(node, contents.length);
  node.file('/proc/mounts', '/dev/nvme0n1p1 / xfs rw 0 0\n');
  node.remove('/sys/block');
  contents.forEach((content, index) => content !== '' && node.file(`/contents/nvme${index + 1}n1`, content));
  node.fake(
    'blkid',
    `[[ $1 == -p ]] || exit 4
    content=$ULTRASERVER_ROOT/contents/\${!###*/}
    [[ -s $content ]] || exit 2
    echo "DEVNAME=\${!#}"; cat "$content"`,
  );
  node.fake(
    'wipefs',
    `[[ "$1 $2" == '-q -a' ]] || exit 1
    : >"$ULTRASERVER_ROOT/contents/\${3##*/}"
    [[ $3 != */md127 ]] || rm -f "$ULTRASERVER_ROOT/unfinished"`,
  );
  const assemble = `mkdir -p "$ULTRASERVER_ROOT/sys/block/md127/md" "$ULTRASERVER_ROOT/dev"
    echo 3 >"$ULTRASERVER_ROOT/sys/block/md127/md/raid_disks"
    for disk in nvme1n1 nvme2n1 nvme3n1; do mkdir -p "$ULTRASERVER_ROOT/sys/class/block/$disk/holders/md127"; done`;
  node.fake(
    'mdadm',
    `case "$*" in
      *--run* | *--force*) exit 1 ;;
      '--create /dev/md/ultraserver --level=0 --name=ultraserver --homehost=any --raid-devices=3 '*nvme1n1*nvme2n1*nvme3n1)
        for disk in nvme1n1 nvme2n1 nvme3n1; do printf '${MEMBER.replaceAll('\n', '\\n')}' >"$ULTRASERVER_ROOT/contents/$disk"; done ;;
      '--assemble /dev/md/ultraserver '*nvme1n1*nvme2n1*nvme3n1) ;;
      "--stop $ULTRASERVER_ROOT/dev/md127") rm -r "$ULTRASERVER_ROOT/sys/block/md127" "$ULTRASERVER_ROOT"/sys/class/block/*/holders/md127; exit ;;
      *) exit 1 ;;
    esac
    ${assemble}`,
  );
  node.file('/contents/none', '');
  node.fake(
    'mkfs.xfs',
    `[[ ! " $* " == *' -f '* ]] || exit 1; printf '${FILE_SYSTEM.replaceAll('\n', '\\n')}' >"$ULTRASERVER_ROOT/contents/md127"`,
  );
  node.fake(
    'mount',
    `[[ $* == "-t xfs -o noatime "* && ! -e $ULTRASERVER_ROOT/unfinished ]] || exit 32
    echo "$5 /mnt/instance-store xfs rw 0 0" >>"$ULTRASERVER_ROOT/proc/mounts"`,
  );
  node.fake('udevadm', 'exit 0');
  node.file('/dev/md127', '');
}

/** An array that is there since an earlier boot; the kernel may have put it together already. */
function existing(node: NodeSandbox, assembled: boolean, fileSystem = FILE_SYSTEM): void {
  volumes(node, [MEMBER, MEMBER, MEMBER]);
  node.file('/contents/md127', fileSystem);
  if (assembled) {
    node.file('/sys/block/md127/md/raid_disks', '3\n');
    node.file('/sys/class/block/nvme1n1/holders/md127/dev', '9:127\n');
  }
}

/** `blkid` where the volumes can be read and the array cannot. */
const unreadable = `[[ $* != *md127 ]] || exit 2; printf '${MEMBER.replaceAll('\n', '\\n')}'`;

const withTool = (name: string, body: string) => (node: NodeSandbox) => {
  volumes(node);
  node.fake(name, body);
};

/** Calls that begin again. */
export const REMADE = ['wipefs', 'wipefs', 'wipefs', 'mdadm --create', 'mkfs.xfs', 'mount'];

const MADE = ['mdadm --create', 'mkfs.xfs', 'mount'];

/** Every state that the volumes can be in, and every answer that a tool can give. */
export const STORE_SCENARIOS: StoreScenario[] = [
  { name: 'blank volumes', arrange: (node) => volumes(node), changes: MADE },
  { name: 'an array after a reboot', arrange: (node) => existing(node, false), changes: ['mdadm --assemble', 'mount'] },
  { name: 'an array that is assembled', arrange: (node) => existing(node, true), changes: ['mount'] },
  {
    name: 'an array without a file system',
    arrange: (node) => existing(node, true, ''),
    changes: ['mkfs.xfs', 'mount'],
  },
  { name: 'an array that is mounted', arrange: (node) => [volumes(node), instanceStore(node, 3)], changes: [] },

  {
    name: 'a volume too few',
    arrange: (node) => volumes(node, ['', '']),
    changes: [],
    reason: /found 2 instance store/,
  },
  {
    name: 'a volume too many',
    arrange: (node) => volumes(node, ['', '', '', '']),
    changes: [],
    reason: /found 4 instance store/,
  },
  { name: 'no volumes', arrange: (node) => [volumes(node), node.remove('/dev')], changes: [], reason: /found 0/ },
  {
    name: 'a file system on a volume',
    arrange: (node) => volumes(node, ['', 'TYPE=ext4\nLABEL=data\n', '']),
    changes: [],
    reason: /nvme2n1 holds 'ext4 data'/,
  },
  {
    name: 'a partition table on a volume',
    arrange: (node) => volumes(node, ['', '', 'PTTYPE=gpt\n']),
    changes: [],
    reason: /holds 'unknown /,
  },
  {
    name: "somebody else's array",
    arrange: (node) =>
      volumes(
        node,
        Array.from({ length: 3 }, () => 'TYPE=linux_raid_member\nLABEL=any:scratch\n'),
      ),
    changes: [],
    reason: /holds 'linux_raid_member any:scratch'/,
  },
  {
    name: 'an array that lost a volume',
    arrange: (node) => volumes(node, [MEMBER, '', MEMBER]),
    changes: [],
    reason: /2 volumes belong to the array and 1 are blank/,
  },
  {
    name: 'another file system in the array',
    arrange: (node) => existing(node, true, 'TYPE=ext4\n'),
    changes: [],
    reason: /array holds 'ext4 '/,
  },

  {
    name: 'blkid absent',
    arrange: (node) => [volumes(node), node.remove('/bin/blkid')],
    changes: [],
    reason: /status 127/,
  },
  { name: 'blkid silent', arrange: withTool('blkid', SILENT), changes: [], reason: /holds 'unknown '/ },
  { name: 'blkid garbage', arrange: withTool('blkid', GARBAGE), changes: [], reason: /holds 'unknown '/ },
  { name: 'blkid hanging', arrange: withTool('blkid', HANG), changes: [], reason: /status 124/ },
  { name: 'blkid in doubt', arrange: withTool('blkid', 'exit 8'), changes: [], reason: /status 8/ },
  {
    name: 'volumes that cannot be read, which blkid calls blank',
    arrange: withTool('head', 'exit 1'),
    changes: [],
    reason: /nvme1n1 cannot be read \(exit status 1\)/,
  },
  {
    name: 'volumes that do not answer',
    arrange: withTool('head', HANG),
    changes: [],
    reason: /nvme1n1 cannot be read \(exit status 124\)/,
  },
  {
    name: 'an array that cannot be read, which blkid calls blank',
    arrange: (node) => [existing(node, true), node.fake('blkid', unreadable), node.fake('head', '[[ $* != *md127 ]]')],
    changes: [],
    reason: /md127 cannot be read/,
  },
  {
    name: 'mdadm absent',
    arrange: (node) => [volumes(node), node.remove('/bin/mdadm')],
    changes: [],
    reason: /mdadm --create failed with exit status 127/,
  },
  { name: 'mdadm silent', arrange: withTool('mdadm', SILENT), changes: ['mdadm --create'], reason: /no array holds/ },
  { name: 'mdadm hanging', arrange: withTool('mdadm', HANG), changes: ['mdadm --create'], reason: /status 124/ },
  {
    name: 'mdadm with a question',
    arrange: withTool('mdadm', 'read -r answer || exit 1'),
    changes: ['mdadm --create'],
    reason: /mdadm --create failed with exit status 1/,
  },
  {
    name: 'mkfs.xfs absent',
    arrange: (node) => [volumes(node), node.remove('/bin/mkfs.xfs')],
    changes: ['mdadm --create'],
    reason: /mkfs.xfs failed with exit status 127/,
  },
  {
    name: 'a record that cannot be written',
    arrange: withTool('sync', 'exit 1'),
    changes: [],
    reason: /cannot be recorded/,
  },
  {
    name: 'a record that does not reach the disk: sync hangs',
    arrange: withTool('sync', HANG),
    changes: [],
    reason: /cannot be recorded/,
  },
  {
    name: 'a record that cannot be removed',
    arrange: withTool('sync', '[[ ! -e $ULTRASERVER_ROOT/mnt ]]'),
    changes: MADE,
    reason: /record .* cannot be removed/,
  },
  {
    name: 'an array that is mounted, with a record of its formatting',
    arrange: (node) => [volumes(node), instanceStore(node, 3)],
    changes: [],
    begun: true,
  },
  {
    name: 'a file system on a volume, with a record of other formatting',
    arrange: (node) => volumes(node, [MEMBER, 'TYPE=ext4\nLABEL=data\n', '']),
    changes: [],
    reason: /nvme2n1 holds 'ext4 data'/,
    begun: true,
  },
  {
    name: 'another file system in the array, with a record of other formatting',
    arrange: (node) => existing(node, true, 'TYPE=ext4\n'),
    changes: [],
    reason: /array holds 'ext4 '/,
    begun: true,
  },
  {
    name: 'what was begun, on volumes that cannot be wiped',
    arrange: (node) => [volumes(node, [MEMBER, '', MEMBER]), node.fake('wipefs', 'exit 1')],
    changes: ['wipefs'],
    reason: /wipefs failed with exit status 1/,
    begun: true,
  },
  {
    name: 'what was begun, in an array that cannot be stopped',
    arrange: (node) => [existing(node, true), node.fake('mount', 'exit 32'), node.fake('mdadm', 'exit 1')],
    changes: ['mount', 'wipefs', 'mdadm --stop'],
    reason: /mdadm --stop failed with exit status 1/,
    begun: true,
  },
  {
    name: 'what was begun, and still cannot be mounted: it is begun again once',
    arrange: (node) => [existing(node, true), node.fake('mount', 'exit 32')],
    changes: ['mount', 'wipefs', 'mdadm --stop', ...REMADE],
    reason: /mount failed with exit status 32/,
    begun: true,
  },
  {
    name: 'mount failing',
    arrange: withTool('mount', 'exit 32'),
    changes: MADE,
    reason: /mount failed with exit status 32/,
  },
  { name: 'mount silent', arrange: withTool('mount', SILENT), changes: MADE, reason: /not mounted/ },
];

/** Runs the script on the volumes of a scenario; gives what differs from what it says. */
export function judgeStore(scenario: StoreScenario, mutate?: (name: string, text: string) => string): string[] {
  const node = new NodeSandbox(GB200_NODE, mutate);
  try {
    scenario.arrange(node);
    if (scenario.begun) {
      node.file(MARK, 'begun\n');
    }
    const { status, output } = node.run('instance-store.sh');
    const changes = changing(node);
    const expected = scenario.changes;
    const differences: string[] = [];
    if (status !== (scenario.reason ? 1 : 0)) {
      differences.push(`${scenario.name}: exit status ${status}: ${output}`);
    }
    if (
      changes.length !== expected.length ||
      !changes.every((call, index) => call.startsWith(expected[index] ?? '-'))
    ) {
      differences.push(`${scenario.name}: it called ${changes.join(', ')}`);
    }
    if (scenario.reason && !scenario.reason.test(output)) {
      differences.push(`${scenario.name}: it said ${output}`);
    }
    if (!scenario.reason && node.read(MARK) !== undefined) {
      differences.push(`${scenario.name}: the record of formatting stays`);
    }
    return differences;
  } finally {
    node.destroy();
  }
}

/** Calls that change something. */
export function changing(node: NodeSandbox): string[] {
  return node.calls().filter((call) => /^(mdadm|mkfs|mount|wipefs)/.test(call));
}
