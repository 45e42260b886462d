import { fakeAutoScaling, fakeMetadata, GROUP } from './cloud-fakes';
import { GARBAGE, GB200_NODE, HANG, NodeSandbox, SILENT } from './node-sandbox';
import type { NodeFacts } from '../../../../constructs/nodes/user-data/node-facts';

const CLUSTER = 'abc9829a-d4c8-491c-8da5-ad28fb34876b';

/** A state of a node, and what the boot gate must make of it on the node's first boot. */
export interface GateScenario {
  readonly name: string;
  readonly arrange: (node: NodeSandbox) => void;

  /** The check that the gate names; none where it lets the node in. */
  readonly check?: string;

  /** What the reason must say. */
  readonly reason?: RegExp;

  /** The verdict. @default 'rebooting', or 'passed' where no check fails */
  readonly result?: string;

  /** The exit status. @default 1, or 0 where no check fails */
  readonly status?: number;

  /** Whether the launch is completed. @default false, or true where no check fails */
  readonly completed?: boolean;

  /** How often the node is rebooted. @default 1 where a check fails */
  readonly reboots?: number;

  /** How often the gate runs, once a boot. @default 1 */
  readonly boots?: number;
  readonly facts?: NodeFacts;

  /** How often Auto Scaling is told that the node still boots. @default - as often as it is rebooted by itself */
  readonly heartbeats?: number;
}

/** A GB200 node as its type promises it. */
export function soundNode(node: NodeSandbox): void {
  fakeMetadata(node);
  fakeAutoScaling(node);
  fakeGpus(node, 4);
  node.file('/proc/driver/nvidia/params', 'ModifyDeviceFiles: 1\nGrdmaPciTopoCheckOverride: 1\n');
  efaDevices(node, 4);
  instanceStore(node, 3);
}

/** `nvidia-smi` for so many GPUs, with the fabric as `nvidia-smi -q` shows it. */
export function fakeGpus(node: NodeSandbox, count: number, driver = '580.159.03', fabric = fabricOf(count)): void {
  node.file('/fabric', fabric);
  node.fake(
    'nvidia-smi',
    `case "$*" in
      '--query-gpu=driver_version --format=csv,noheader') for ((i = 0; i < ${count}; i++)); do echo '${driver}'; done ;;
      -q) cat "$ULTRASERVER_ROOT/fabric" ;;
      *) exit 2 ;;
    esac`,
  );
}

function fabricOf(
  gpus: number,
  state = 'Completed',
  cluster = CLUSTER,
  clique: (gpu: number) => number = () => 1,
): string {
  return Array.from({ length: gpus }, (_gpu, index) =>
    [
      `GPU 0000000${index}:01:00.0`,
      '    Performance State                     : P0',
      '    Fabric',
      `        State                             : ${state}`,
      '        Status                            : Success',
      `        CliqueId                          : ${clique(index)}`,
      `        ClusterUUID                       : ${cluster}`,
      '        Health',
      '            Bandwidth                     : Full',
      '    Processes                             : None',
    ].join('\n'),
  ).join('\n');
}

/** EFA devices, beside one that another driver runs. */
export function efaDevices(node: NodeSandbox, count: number): void {
  node.remove('/sys/class/infiniband');
  node.file('/sys/bus/pci/drivers/efa/module', '');
  node.file('/sys/bus/pci/drivers/mlx5_core/module', '');
  for (let index = 0; index < count; index++) {
    node.link(`/sys/class/infiniband/rdmap${index}s0/device/driver`, '/sys/bus/pci/drivers/efa');
  }
  node.link('/sys/class/infiniband/mlx5_0/device/driver', '/sys/bus/pci/drivers/mlx5_core');
}

/** Instance store volumes with udev's several links for each, in a mounted array. */
export function instanceStore(node: NodeSandbox, volumes: number, members = 3, type = 'xfs'): void {
  node.remove('/dev');
  for (let index = 1; index <= volumes; index++) {
    node.file(`/dev/nvme${index}n1`, '');
    const link = `/dev/disk/by-id/nvme-Amazon_EC2_NVMe_Instance_Storage_AWS${index}`;
    node.link(link, `/dev/nvme${index}n1`);
    node.link(`${link}-ns-1`, `/dev/nvme${index}n1`);
    node.link(`${link}-part1`, `/dev/nvme${index}n1p1`);
  }
  node.file('/proc/mounts', `/dev/nvme0n1p1 / xfs rw 0 0\n/dev/md127 /mnt/instance-store ${type} rw,noatime 0 0\n`);
  node.file('/sys/block/md127/md/raid_disks', `${members}\n`);
}

const trainium: NodeFacts = {
  ...GB200_NODE,
  architecture: 'x86_64',
  accelerator: 'aws-neuron',
  acceleratorCount: 16,
  driverMinimum: undefined,
  imageDriver: '2.26',
  nvlinkDomainInstances: undefined,
};

function trainiumNode(node: NodeSandbox, devices = 16, driver = '2.26.5.0'): void {
  soundNode(node);
  node.remove('/bin/nvidia-smi');
  node.file('/sys/module/neuron/version', `${driver}\n`);
  node.fake(
    'neuron-ls',
    `echo '['; for ((i = 0; i < ${devices}; i++)); do echo "{\\"neuron_device\\": $i}"; done; echo ']'`,
  );
}

/** A sound node on which one tool does something else. */
const tool = (name: string, body: string) => (node: NodeSandbox) => {
  soundNode(node);
  node.fake(name, body);
};

const without = (name: string) => (node: NodeSandbox) => {
  soundNode(node);
  node.remove(`/bin/${name}`);
};

const change = (apply: (node: NodeSandbox) => void) => (node: NodeSandbox) => {
  soundNode(node);
  apply(node);
};

const told = { result: 'unreported', status: 75, reboots: 0, check: 'lifecycle-action' };

/** Every answer that a tool of the gate can give, and every number that can be wrong. */
export const GATE_SCENARIOS: GateScenario[] = [
  { name: 'a sound node', arrange: soundNode },
  {
    name: 'a sound node that is in service already',
    arrange: change((node) => fakeAutoScaling(node, 'InService')),
    completed: false,
  },
  {
    name: 'a sound node that goes on by itself',
    arrange: change((node) => fakeAutoScaling(node, 'Pending:Proceed')),
    completed: false,
  },
  {
    name: 'a sound node of a type without a domain over the UltraServer',
    arrange: change((node) => fakeGpus(node, 4, '580.159.03', '')),
    facts: { ...GB200_NODE, nvlinkDomainInstances: undefined },
  },
  {
    name: 'an image that states a branch',
    arrange: soundNode,
    facts: { ...GB200_NODE, imageDriver: '580' },
  },

  {
    name: 'nvidia-smi absent',
    arrange: without('nvidia-smi'),
    check: 'gpu-count',
    reason: /nvidia-smi is not installed/,
  },
  { name: 'nvidia-smi silent', arrange: tool('nvidia-smi', SILENT), check: 'gpu-count', reason: /printed nothing/ },
  { name: 'nvidia-smi garbage', arrange: tool('nvidia-smi', GARBAGE), check: 'gpu-count', reason: /something else/ },
  {
    name: 'nvidia-smi hanging',
    arrange: tool('nvidia-smi', HANG),
    check: 'gpu-count',
    reason: /did not answer within/,
  },
  {
    name: 'nvidia-smi failing with versions on its lips',
    arrange: tool('nvidia-smi', 'for i in 1 2 3 4; do echo 580.159.03; done; exit 9'),
    check: 'gpu-count',
    reason: /exit status 9/,
  },
  { name: 'a GPU too few', arrange: change((node) => fakeGpus(node, 3)), check: 'gpu-count', reason: /number of GPUs/ },
  {
    name: 'a GPU too many',
    arrange: change((node) => fakeGpus(node, 5)),
    check: 'gpu-count',
    reason: /number of GPUs/,
  },
  {
    name: 'another driver than the image states',
    arrange: change((node) => fakeGpus(node, 4, '580.159.04')),
    check: 'driver',
    reason: /another driver/,
  },
  {
    name: 'a driver that only begins like the one stated',
    arrange: change((node) => fakeGpus(node, 4, '580.1590.3')),
    check: 'driver',
    reason: /another driver/,
    facts: { ...GB200_NODE, imageDriver: '580.159' },
  },
  {
    name: 'a driver older than the type needs',
    arrange: change((node) => fakeGpus(node, 4, '569.99.01')),
    check: 'driver',
    reason: /older/,
    facts: { ...GB200_NODE, imageDriver: '569.99.01' },
  },
  {
    name: 'a driver without its option',
    arrange: change((node) => node.file('/proc/driver/nvidia/params', 'GrdmaPciTopoCheckOverride: 0\n')),
    check: 'driver-option',
    reason: /runs without it/,
  },
  {
    name: 'no list of driver options',
    arrange: change((node) => node.remove('/proc/driver/nvidia/params')),
    check: 'driver-option',
    reason: /runs without it/,
  },
  {
    name: 'a fabric that is not ready',
    arrange: change((node) => fakeGpus(node, 4, undefined, fabricOf(4, 'In Progress'))),
    check: 'gpu-fabric',
    reason: /not joined/,
  },
  {
    name: 'a GPU without a place in the fabric',
    arrange: change((node) => fakeGpus(node, 4, undefined, fabricOf(3))),
    check: 'gpu-fabric',
    reason: /each GPU/,
  },
  {
    name: 'GPUs in two cliques',
    arrange: change((node) =>
      fakeGpus(
        node,
        4,
        undefined,
        fabricOf(4, 'Completed', CLUSTER, (gpu) => gpu % 2),
      ),
    ),
    check: 'gpu-fabric',
    reason: /not joined/,
  },
  {
    name: 'a fabric without a cluster',
    arrange: change((node) =>
      fakeGpus(node, 4, undefined, fabricOf(4, 'Completed', CLUSTER.replaceAll(/[0-9a-f]/g, '0'))),
    ),
    check: 'gpu-fabric',
    reason: /not joined/,
  },
  {
    name: 'a fabric that the GPUs know nothing of',
    arrange: change((node) => fakeGpus(node, 4, undefined, fabricOf(4, 'N/A', 'N/A'))),
    check: 'gpu-fabric',
    reason: /not joined/,
  },
  {
    name: 'nvidia-smi -q silent',
    arrange: change((node) => fakeGpus(node, 4, undefined, '')),
    check: 'gpu-fabric',
    reason: /printed nothing/,
  },

  {
    name: 'an EFA device too few',
    arrange: change((node) => efaDevices(node, 3)),
    check: 'efa-count',
    reason: /four-efa/,
  },
  {
    name: 'an EFA device too many',
    arrange: change((node) => efaDevices(node, 5)),
    check: 'efa-count',
    reason: /four-efa/,
  },
  {
    name: 'no EFA driver',
    arrange: change((node) => node.remove('/sys/class/infiniband')),
    check: 'efa-count',
    reason: /EFA devices/,
  },
  {
    name: 'a volume too few',
    arrange: change((node) => instanceStore(node, 2)),
    check: 'nvme-count',
    reason: /instance store volumes/,
  },
  {
    name: 'no array mounted',
    arrange: change((node) => node.file('/proc/mounts', '/dev/nvme0n1p1 / xfs rw 0 0\n')),
    check: 'instance-store',
    reason: /no array/,
  },
  {
    name: 'an array of two volumes',
    arrange: change((node) => instanceStore(node, 3, 2)),
    check: 'instance-store',
    reason: /no array/,
  },
  {
    name: 'another file system',
    arrange: change((node) => instanceStore(node, 3, 3, 'ext4')),
    check: 'instance-store',
    reason: /no array/,
  },

  { name: 'a sound Trainium node', arrange: (node) => trainiumNode(node), facts: trainium },
  {
    name: 'neuron-ls absent',
    arrange: change((node) => node.file('/sys/module/neuron/version', '2.26.5.0\n')),
    check: 'neuron-count',
    reason: /not installed/,
    facts: trainium,
  },
  {
    name: 'neuron-ls silent',
    arrange: (node) => [trainiumNode(node), node.fake('neuron-ls', SILENT)],
    check: 'neuron-count',
    reason: /printed nothing/,
    facts: trainium,
  },
  {
    name: 'neuron-ls garbage',
    arrange: (node) => [trainiumNode(node), node.fake('neuron-ls', GARBAGE)],
    check: 'neuron-count',
    reason: /number of Neuron devices/,
    facts: trainium,
  },
  {
    name: 'neuron-ls hanging',
    arrange: (node) => [trainiumNode(node), node.fake('neuron-ls', HANG)],
    check: 'neuron-count',
    reason: /did not answer/,
    facts: trainium,
  },
  {
    name: 'a Neuron device too few',
    arrange: (node) => trainiumNode(node, 15),
    check: 'neuron-count',
    reason: /number of Neuron devices/,
    facts: trainium,
  },
  {
    name: 'another Neuron driver',
    arrange: (node) => trainiumNode(node, 16, '2.25.0.0'),
    check: 'driver',
    reason: /another driver/,
    facts: trainium,
  },

  { name: 'aws absent', arrange: without('aws'), ...told, reason: /aws is not installed/ },
  { name: 'aws silent', arrange: tool('aws', SILENT), ...told, reason: /printed nothing/ },
  { name: 'aws garbage', arrange: tool('aws', GARBAGE), ...told, reason: /aws autoscaling printed/ },
  { name: 'aws hanging', arrange: tool('aws', HANG), ...told, reason: /did not answer/ },
  { name: 'aws refused', arrange: tool('aws', 'exit 254'), ...told, reason: /exit status 254/ },
  { name: 'an instance in no group', arrange: tool('aws', 'echo None'), ...told, reason: /printed 'None'/ },
  {
    name: 'an action that is accepted and not taken',
    arrange: tool('aws', `[[ $* == *complete* ]] || printf 'Pending:Wait\\t${GROUP}\\n'`),
    ...told,
    completed: true,
    reason: /still waits/,
  },
  {
    name: 'an action that is refused',
    arrange: tool('aws', `[[ $* != *complete* ]] || exit 254; printf 'Pending:Wait\\t${GROUP}\\n'`),
    ...told,
    completed: true,
    reason: /complete-lifecycle-action failed with exit status 254/,
  },
  {
    name: 'a launch hook that is not reached',
    arrange: change((node) => fakeAutoScaling(node, 'Pending')),
    ...told,
    reason: /has not come to the launch hook/,
  },
  { name: 'metadata absent', arrange: without('curl'), ...told, reason: /curl is not installed/ },
  { name: 'metadata silent', arrange: tool('curl', SILENT), ...told, reason: /printed nothing/ },
  { name: 'metadata garbage', arrange: tool('curl', GARBAGE), ...told, reason: /instance metadata gave/ },
  { name: 'metadata hanging', arrange: tool('curl', HANG), ...told, reason: /did not answer/ },

  {
    name: 'a faulty node on its second boot',
    arrange: change((node) => efaDevices(node, 3)),
    boots: 2,
    result: 'failed',
    check: 'efa-count',
    reason: /four-efa/,
  },
  {
    name: 'a faulty node that an operator has asked once more',
    arrange: change((node) => fakeGpus(node, 3)),
    boots: 3,
    result: 'failed',
    check: 'gpu-count',
    reason: /number of GPUs/,
  },
  {
    name: 'a faulty node whose systemctl hangs',
    arrange: (node) => [tool('systemctl', HANG)(node), fakeGpus(node, 3)],
    result: 'failed',
    check: 'gpu-count',
    reason: /systemctl reboot failed/,
  },
  {
    name: 'a faulty node whose systemctl is absent',
    arrange: (node) => [without('systemctl')(node), fakeGpus(node, 3)],
    result: 'failed',
    reboots: 0,
    heartbeats: 1,
    check: 'gpu-count',
    reason: /systemctl reboot failed/,
  },
  ...[
    ['hanging', HANG],
    ['absent', undefined],
    ['refused', 'exit 254'],
  ].map(([how, body]) => ({
    name: `a faulty node that cannot say that it reboots: aws ${how}`,
    arrange: change((node) => [
      fakeGpus(node, 3),
      body === undefined ? node.remove('/bin/aws') : node.fake('aws', body),
    ]),
    check: 'gpu-count',
    reason: /number of GPUs/,
    heartbeats: 0,
  })),
  {
    name: 'a faulty node that is in service',
    arrange: change((node) => [fakeGpus(node, 3), fakeAutoScaling(node, 'InService')]),
    check: 'gpu-count',
    reason: /number of GPUs/,
    heartbeats: 0,
  },
  {
    name: 'a faulty node whose reboot cannot be recorded',
    arrange: change((node) => {
      fakeGpus(node, 3);
      node.fake('sync', 'exit 1');
    }),
    result: 'failed',
    reboots: 0,
    check: 'gpu-count',
    reason: /cannot be recorded/,
  },
];

/** Runs a scenario; gives what differs from what it says. */
export function judgeGate(scenario: GateScenario, mutate?: (name: string, text: string) => string): string[] {
  const passes = scenario.check === undefined;
  const want = {
    status: scenario.status ?? (passes ? 0 : 1),
    result: scenario.result ?? (passes ? 'passed' : 'rebooting'),
    check: scenario.check,
    completed: scenario.completed ?? passes,
    reboots: scenario.reboots ?? (passes ? 0 : 1),
    heartbeats: scenario.heartbeats ?? scenario.reboots ?? (passes ? 0 : 1),
  };
  const node = new NodeSandbox(scenario.facts ?? GB200_NODE, mutate);
  try {
    scenario.arrange(node);
    const statuses = Array.from({ length: scenario.boots ?? 1 }, () => node.run('boot-gate.sh').status);
    const verdict = node.status('gate');
    const last = node.log('gate').at(-1);
    const got = {
      status: statuses.at(-1),
      result: verdict?.result,
      check: verdict?.check,
      completed: node.calls('aws autoscaling complete').length > 0,
      reboots: node.calls('systemctl reboot').length,
      heartbeats: node.calls('aws autoscaling record').length,
    };
    const differences = Object.entries(want).flatMap(([key, value]) => {
      const found = Object.entries(got).find(([name]) => name === key)?.[1];
      return found === value ? [] : [`${scenario.name}: ${key} is ${found}, not ${value}`];
    });
    if (scenario.reason && !scenario.reason.test(verdict?.reason ?? '')) {
      differences.push(`${scenario.name}: the reason is '${verdict?.reason}'`);
    }
    if (last === undefined || JSON.stringify(last) !== JSON.stringify(verdict) || last.event !== 'gate') {
      differences.push(`${scenario.name}: the log does not end with the verdict`);
    }
    return differences;
  } finally {
    node.destroy();
  }
}
