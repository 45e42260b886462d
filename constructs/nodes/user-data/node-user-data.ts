import type { NodeLogNames } from '../../monitoring/node-logs';
import type { MeasuredDevices } from './agent-config';
import { NODE_LOG_FILES, renderAgentLogs, renderAgentMetrics } from './agent-config';
import { bootTarget, startBootTarget, wantUnits } from './boot-target';
import type { NodeFile } from './cloud-config';
import { renderCloudConfig } from './cloud-config';
import { renderEfaEnvironment, renderNodeEnvironment } from './node-environment';
import type { NodeFacts } from './node-facts';
import { configFile, scriptFile, unitFile } from './static-files';
import { GRDMA_TOPOLOGY_OVERRIDE, MEMLOCK, NUMA_BALANCING } from './tuning';
import type { TuningSetting } from './tuning';
import type { PackagePart, UserDataPart } from './user-data-part';

/** What a node's user data is rendered from. */
export interface NodeUserDataOptions extends NodeFacts {
  readonly logGroups: NodeLogNames;

  /**
   * Further files; they may hold CDK tokens.
   *
   * @default - none
   */
  readonly files?: NodeFile[];

  /**
   * Parts that follow those which every node has: what an engine puts on it.
   *
   * @default - none
   */
  readonly extra?: UserDataPart[];
}

const SCRIPTS = ['lib.sh', 'kernel-log.sh', 'instance-store.sh', 'tune.sh', 'boot-gate.sh', 'agent.sh'];

/** Units that every node starts; timers stand for their services. */
const STARTED_UNITS = [
  'ultraserver-kernel-log.service',
  'ultraserver-instance-store.service',
  'ultraserver-tune.service',
  'ultraserver-boot-gate.service',
  'ultraserver-gate-heartbeat.timer',
  'ultraserver-agent.service',
];

/**
 * The parts of user data that every node has, whatever runs its work: instance store, kernel and driver settings, NCCL's
 * environment, the boot gate, logs and metrics. `renderMimeMultipart` joins them.
 */
export function nodeUserData(options: NodeUserDataOptions): UserDataPart[] {
  return [
    {
      contentType: 'text/cloud-config',
      filename: 'ultraserver-node.cfg',
      body: renderCloudConfig({ files: nodeFiles(options), logFile: NODE_LOG_FILES.boot }),
    },
    nodeScripts(),
    agentMetrics(options),
    ...(options.extra ?? []),
  ];
}

/** The scripts and units that every node has. */
export function nodeScripts(): PackagePart {
  return {
    contentType: 'text/cloud-config',
    filename: 'ultraserver-scripts.cfg',
    compressed: true,
    body: renderScripts([]),
  };
}

/**
 * The scripts and units that every node has, and further files, as one part in the place of `nodeScripts`. Its text is the
 * package's own: it must be packed.
 *
 * @param name the part's file name
 */
export function nodeScriptsWith(name: string, files: NodeFile[]): PackagePart {
  const scripts = nodeScripts();
  return { ...scripts, filename: name, contains: scripts.filename, body: renderScripts(files) };
}

function renderScripts(further: NodeFile[]): string {
  return renderCloudConfig({
    files: [
      ...SCRIPTS.map((name) => scriptFile(name)),
      ...[...STARTED_UNITS, 'ultraserver-gate-heartbeat.service'].map(unitFile),
      bootTarget(),
      wantUnits('node', STARTED_UNITS),
      configFile('logrotate.conf', '/etc/logrotate.d/ultraserver'),
      ...further,
    ],
    run: startBootTarget(),
  });
}

/** What the CloudWatch agent measures; the same on all nodes that have the same devices. */
export function agentMetrics(devices: MeasuredDevices): PackagePart {
  const kinds = [devices.accelerator, ...(devices.efaInterfaces > 0 ? ['efa'] : [])];
  return {
    contentType: 'text/cloud-config',
    filename: `ultraserver-agent-${kinds.join('-')}.cfg`,
    compressed: true,
    body: renderCloudConfig({
      files: [{ path: '/etc/ultraserver/agent-metrics.json', content: renderAgentMetrics(devices) }],
    }),
  };
}

function nodeFiles(options: NodeUserDataOptions): NodeFile[] {
  const setting = (path: string, { appliesTo, setting: line }: TuningSetting): NodeFile[] =>
    appliesTo(options) ? [{ path, content: `${line}\n` }] : [];
  return [
    { path: NODE_LOG_FILES.boot, content: '' },
    { path: '/etc/ultraserver/node.env', content: renderNodeEnvironment(options) },
    { path: '/etc/ultraserver/efa.env', content: renderEfaEnvironment(options) },
    { path: '/etc/profile.d/ultraserver-efa.sh', content: 'set -a; . /etc/ultraserver/efa.env; set +a\n' },
    { path: '/etc/ultraserver/agent-logs.json', content: renderAgentLogs(options.logGroups) },
    ...setting('/etc/security/limits.d/90-ultraserver.conf', MEMLOCK),
    ...setting('/etc/sysctl.d/90-ultraserver.conf', NUMA_BALANCING),
    ...setting('/etc/modprobe.d/90-ultraserver.conf', GRDMA_TOPOLOGY_OVERRIDE),
    ...(options.files ?? []),
  ];
}
