import { GB200_NODE, NodeSandbox } from './node-sandbox';
import { changing, MARK, MEMBER, REMADE, volumes } from './store-scenarios';

/** What a reboot leaves of the volumes: their contents, and the node's root file system. */
export function reboot(node: NodeSandbox): void {
  node.file('/proc/mounts', '/dev/nvme0n1p1 / xfs rw 0 0\n');
  for (const path of ['/sys/block', '/sys/class/block', '/run/ultraserver']) {
    node.remove(path);
  }
}

/** A fake that is killed together with the script: it does what `before` says, and then nothing does anything. */
const killedAfter = (before: string): string =>
  // The parent is `timeout`, and its parent is the script.
  `${before}\nread -r _ _ _ script _ <"/proc/$PPID/stat"; kill -KILL "$script"; exit 1`;

const superblock = (disk: string): string =>
  `printf '${MEMBER.replaceAll('\n', '\\n')}' >"$ULTRASERVER_ROOT/contents/${disk}"`;

/** What the tool's own fake does, to have it done before the end. */
const bodyOf = (node: NodeSandbox, tool: string): string =>
  (node.read(`/bin/${tool}`) ?? '').split('\n').slice(2).join('\n');

/** A moment in which a reboot ends the script, and what the next boot must do. */
export interface Interruption {
  readonly name: string;

  /** The tool that the end meets. */
  readonly tool: string;

  /** What the tool has done by then; the text of its fake. */
  readonly done: (fake: string) => string;

  /** Calls of the next boot that change something, by their first words. */
  readonly changes: string[];

  /** Calls of the next boot where there is no record: nothing is formatted then. @default - as with it */
  readonly unrecorded?: string[];
}

const REFORMATTED = ['mdadm --assemble', 'mount', 'wipefs', 'mdadm --stop', ...REMADE];

/** Every step of formatting, ended by a reboot. */
export const INTERRUPTIONS: Interruption[] = [
  {
    name: 'before mdadm has written',
    tool: 'mdadm',
    done: () => ':',
    changes: ['mdadm --create', 'mkfs.xfs', 'mount'],
  },
  {
    name: 'when mdadm has written to two of three volumes',
    tool: 'mdadm',
    done: () => `${superblock('nvme1n1')}; ${superblock('nvme2n1')}`,
    changes: REMADE,
    unrecorded: [],
  },
  {
    name: 'after mdadm',
    tool: 'mdadm',
    done: (fake) => fake,
    changes: ['mdadm --assemble', 'mkfs.xfs', 'mount'],
  },
  {
    name: 'before mkfs has written',
    tool: 'mkfs.xfs',
    done: () => ':',
    changes: ['mdadm --assemble', 'mkfs.xfs', 'mount'],
  },
  {
    name: 'during mkfs',
    tool: 'mkfs.xfs',
    done: (fake) => `${fake}\ntouch "$ULTRASERVER_ROOT/unfinished"`,
    changes: REFORMATTED,
    unrecorded: ['mdadm --assemble', 'mount'],
  },
  { name: 'after mkfs', tool: 'mkfs.xfs', done: (fake) => fake, changes: ['mdadm --assemble', 'mount'] },
  { name: 'before the mount', tool: 'mount', done: () => ':', changes: ['mdadm --assemble', 'mount'] },
  { name: 'after the mount', tool: 'mount', done: (fake) => fake, changes: ['mdadm --assemble', 'mount'] },
];

/** Ends the script in the moment, and boots again; gives what differs from a store that is whole, or left alone. */
export function judgeInterruption(
  { name, tool, done, ...expected }: Interruption,
  mutate?: (name: string, text: string) => string,
  recorded = true,
): string[] {
  const node = new NodeSandbox(GB200_NODE, mutate);
  try {
    volumes(node);
    const fake = bodyOf(node, tool);
    node.fake(tool, killedAfter(done(fake)));
    const ended = node.run('instance-store.sh').status;
    node.fake(tool, fake);
    if (!recorded) {
      node.remove(MARK);
    }
    reboot(node);
    node.file('/calls', '');
    const { status, output } = node.run('instance-store.sh');
    const changes = recorded ? expected.changes : (expected.unrecorded ?? expected.changes);
    const whole = recorded || expected.unrecorded === undefined;
    const checks: [string, unknown, unknown][] = [
      ['the end of the first run', ended, null],
      ['the exit status', status, whole ? 0 : 1],
      ['what it called', shorten(changing(node), changes).join(', '), changes.join(', ')],
      ['the mount', node.read('/proc/mounts')?.includes('/mnt/instance-store'), whole],
      ['the record', node.read(MARK) !== undefined, false],
    ];
    return checks.flatMap(([what, got, want]) =>
      got === want ? [] : [`${name}: ${what} is ${String(got)}, not ${String(want)}: ${output}`],
    );
  } finally {
    node.destroy();
  }
}

/** Each call as the expected one where it begins so. */
function shorten(calls: string[], expected: string[]): string[] {
  return calls.map((call, index) => (call.startsWith(expected[index] ?? '-') ? (expected[index] ?? call) : call));
}
