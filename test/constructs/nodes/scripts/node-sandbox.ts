import { spawnSync } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';

import type { NodeFile } from '../../../../constructs/nodes/user-data/cloud-config';
import type { NodeFacts } from '../../../../constructs/nodes/user-data/node-facts';
import { renderNodeEnvironment } from '../../../../constructs/nodes/user-data/node-environment';
import { scriptFile } from '../../../../constructs/nodes/user-data/static-files';

/** A node of a u-p6e-gb200x72. */
export const GB200_NODE: NodeFacts = {
  cluster: 'frontier',
  member: 'alpha',
  architecture: 'arm64',
  accelerator: 'nvidia',
  acceleratorCount: 4,
  driverMinimum: '570',
  imageDriver: '580.159.03',
  layoutName: 'four-efa',
  efaInterfaces: 4,
  nvmeCount: 3,
  nvlinkDomainInstances: 18,
  hookName: 'boot-gate',
};

/** A script without a fault. */
const asItIs = (_name: string, text: string): string => text;

/** The scripts that user data installs. */
const NODE_SCRIPTS = [
  'lib.sh',
  'kernel-log.sh',
  'instance-store.sh',
  'tune.sh',
  'boot-gate.sh',
  'imex-lib.sh',
  'imex.sh',
  'agent.sh',
];

/** The programs of a bare system that the scripts may use unasked. Everything else on a node is a fake. */
const BASE_TOOLS =
  'awk bash cat chmod cut date env find grep head ln mkdir readlink rm sed sleep sort sync timeout touch wc'.split(' ');

/** Ways in which a tool fails to answer. */
export const SILENT = 'exit 0';
export const GARBAGE = `printf '%s\\n' '<<< "not" {what} was asked'`;

/**
 * Waits for ever. Under the time that the node's tools have, it tells `timeout` that the time is over, once that waits for
 * it: before, `timeout` would end and leave it behind.
 */
export const HANG = `mapfile -d '' -t parent <"/proc/$PPID/cmdline" || parent=()
if [[ -n \${ULTRASERVER_EARLY_ALARM:-} && "\${parent[*]} " == "timeout -k 5 $ULTRASERVER_TOOL_TIMEOUT "* ]]; then
  while read -r _ _ state _ <"/proc/$PPID/stat" && [[ $state != S ]]; do :; done
  kill -ALRM "$PPID"
fi
exec sleep 60`;

/** What a script left behind. */
export interface ScriptRun {
  /** The exit status. */
  readonly status: number | null;

  /** Standard output and standard error. */
  readonly output: string;
}

/** One line of a log on the node. */
export type LogLine = Readonly<Record<string, string>>;

/**
 * A node's file system in a temporary folder, with fakes for every tool that the scripts ask, and the scripts as user data
 * installs them. A fake notes each call in `calls`.
 */
export class NodeSandbox {
  readonly root = mkdtempSync(join(tmpdir(), 'ultraserver-node-'));

  /** Whether a fake hangs: only then are the scripts to be short of patience. */
  private hangs = false;

  /** @param mutate changes the scripts' text, to see whether a test notices */
  constructor(
    facts: NodeFacts = GB200_NODE,
    private readonly mutate: (name: string, text: string) => string = asItIs,
  ) {
    this.file('/calls', '');
    this.file('/proc/mounts', '');
    this.file('/etc/ultraserver/node.env', renderNodeEnvironment(facts));
    for (const script of NODE_SCRIPTS) {
      this.install(scriptFile(script));
    }
    this.fake('systemctl', 'exit 0');
  }

  /** Installs a file of the package, with the fault that was planted in it. */
  install({ path, content }: NodeFile): void {
    this.file(path, this.mutate(basename(path), content));
  }

  /** Writes a file of the node. */
  file(path: string, content: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), content);
  }

  /** Writes a program that nobody is to run. */
  program(path: string): void {
    this.file(path, '');
    chmodSync(join(this.root, path), 0o755);
  }

  link(path: string, target: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    symlinkSync(join(this.root, target), join(this.root, path));
  }

  read(path: string): string | undefined {
    return existsSync(join(this.root, path)) ? readFileSync(join(this.root, path), 'utf8') : undefined;
  }

  remove(path: string): void {
    rmSync(join(this.root, path), { recursive: true, force: true });
  }

  /** Installs a fake tool: lines of bash, with the node's root in `$ULTRASERVER_ROOT`. */
  fake(name: string, body: string): void {
    this.hangs ||= body === HANG;
    const path = join('/bin', name);
    // Not by way of `env`, which would be one process more for each call.
    this.file(path, `#!${baseTool('bash')}\nprintf '%s\\n' "${name} $*" >>"$ULTRASERVER_ROOT/calls"\n${body}\n`);
    chmodSync(join(this.root, path), 0o755);
  }

  /** Seconds that the scripts wait for a tool. */
  get patience(): string {
    return this.hangs && !alarmEndsWait() ? '0.4' : '10';
  }

  /** Runs a script of the node, with waits short enough for a test. */
  run(script: string, args: string[] = [], environment: Record<string, string> = {}): ScriptRun {
    const { status, stdout, stderr } = spawnSync('bash', [join(this.root, 'opt/ultraserver', script), ...args], {
      encoding: 'utf8',
      env: {
        PATH: [join(this.root, 'bin'), baseTools()].join(delimiter),
        ULTRASERVER_ROOT: this.root,
        ULTRASERVER_TOOL_TIMEOUT: this.patience,
        ULTRASERVER_EARLY_ALARM: this.hangs && alarmEndsWait() ? 'yes' : '',
        ULTRASERVER_PAUSE: '0.01',
        ULTRASERVER_TRIES: this.hangs ? '1' : '2',
        ULTRASERVER_GATE_WAIT: '0',
        ULTRASERVER_STORE_WAIT: '0',
        ULTRASERVER_IMEX_WAIT: '0',
        ULTRASERVER_QUORUM_WAIT: '0',
        ...environment,
      },
      // A fault that has a script hang, or begin for ever, is noticed by that.
      timeout: this.mutate === asItIs ? 20_000 : 4000,
    });
    return { status, output: stdout + stderr };
  }

  /** Calls of the fakes so far, those that begin so. */
  calls(prefix = ''): string[] {
    return (this.read('/calls') ?? '').split('\n').filter((line) => line !== '' && line.startsWith(prefix));
  }

  /** The lines that a script logged for an event. */
  log(event: string): LogLine[] {
    return parseLines(this.read(`/var/log/ultraserver/${event}.log`) ?? '');
  }

  /** The state that stands for an event. */
  status(event: string): LogLine | undefined {
    return parseLines(this.read(`/run/ultraserver/${event}.json`) ?? '')[0];
  }

  destroy(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** Gives a sandbox to a test and takes it away again, whatever happens. */
export function inSandbox<T>(use: (node: NodeSandbox) => T, ...args: ConstructorParameters<typeof NodeSandbox>): T {
  const node = new NodeSandbox(...args);
  try {
    return use(node);
  } finally {
    node.destroy();
  }
}

/** JSON lines among other output. */
export function parseLines(text: string): LogLine[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as LogLine);
}

let early: boolean | undefined;

/** Whether `timeout` takes an alarm for the end of its time, as GNU's does: then nobody waits for a tool that hangs. */
function alarmEndsWait(): boolean {
  early ??=
    spawnSync('timeout', ['10', baseTool('bash'), '-c', 'sleep 0.1; kill -ALRM "$PPID"; exec sleep 10'], {
      env: { PATH: baseTools() },
    }).status === 124;
  return early;
}

let base: string | undefined;

/** A folder with the base tools and nothing else. */
function baseTools(): string {
  if (base === undefined) {
    base = mkdtempSync(join(tmpdir(), 'ultraserver-tools-'));
    for (const tool of BASE_TOOLS) {
      symlinkSync(locate(tool), join(base, tool));
    }
  }
  return base;
}

// The folder goes with the last test of a file.
afterAll(() => base !== undefined && rmSync(base, { recursive: true, force: true }));

/** Path of a base tool itself. */
function baseTool(name: string): string {
  return realpathSync(join(baseTools(), name));
}

function locate(tool: string): string {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, tool);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      continue;
    }
  }
  throw new Error(`these tests run the node's scripts and need '${tool}' on the PATH`);
}
