import {
  change,
  CLUSTER,
  efaDevices,
  fabricOf,
  fakeGpus,
  instanceStore,
  soundNode,
  soundTrainium,
  tool,
  TRAINIUM_NODE,
  without,
} from './gate-nodes';
import { fakeAutoScaling } from './cloud-fakes';
import type { GateScenario } from './gate-scenarios';
import { GARBAGE, GB200_NODE, HANG, SILENT } from './node-sandbox';

/** What the checks of a node can find: every answer of their tools, and every number that can be wrong. */
export const CHECK_SCENARIOS: GateScenario[] = [
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
    name: 'a GPU with another driver than the rest',
    arrange: change((node) => fakeGpus(node, 4, ['580.159.03', '580.159.03', '580.159.03', '580.159.04'])),
    check: 'driver',
    reason: /another driver/,
  },
  ...[
    ['of the very release that the type needs', '580.159.03', '580.159.03'],
    ['of a later release that text would sort before it', '580.159.03', '580.95.05'],
    ['of the very branch that the type needs', '580.159.03', '580'],
  ].map(([what, driver, driverMinimum]) => ({
    name: `a driver ${what}`,
    arrange: change((node) => fakeGpus(node, 4, driver)),
    facts: { ...GB200_NODE, driverMinimum },
  })),
  {
    name: 'a driver that is older than the type needs by its last number',
    arrange: soundNode,
    check: 'driver',
    reason: /older/,
    facts: { ...GB200_NODE, driverMinimum: '580.159.04' },
  },
  {
    name: 'a type of which no minimum is known',
    arrange: soundNode,
    facts: { ...GB200_NODE, driverMinimum: undefined },
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

  { name: 'a sound Trainium node', arrange: (node) => soundTrainium(node), facts: TRAINIUM_NODE },
  {
    name: 'neuron-ls absent',
    arrange: change((node) => node.file('/sys/module/neuron/version', '2.26.5.0\n')),
    check: 'neuron-count',
    reason: /not installed/,
    facts: TRAINIUM_NODE,
  },
  {
    name: 'neuron-ls silent',
    arrange: (node) => [soundTrainium(node), node.fake('neuron-ls', SILENT)],
    check: 'neuron-count',
    reason: /printed nothing/,
    facts: TRAINIUM_NODE,
  },
  {
    name: 'neuron-ls garbage',
    arrange: (node) => [soundTrainium(node), node.fake('neuron-ls', GARBAGE)],
    check: 'neuron-count',
    reason: /number of Neuron devices/,
    facts: TRAINIUM_NODE,
  },
  {
    name: 'neuron-ls hanging',
    arrange: (node) => [soundTrainium(node), node.fake('neuron-ls', HANG)],
    check: 'neuron-count',
    reason: /did not answer/,
    facts: TRAINIUM_NODE,
  },
  {
    name: 'a Neuron device too few',
    arrange: (node) => soundTrainium(node, 15),
    check: 'neuron-count',
    reason: /number of Neuron devices/,
    facts: TRAINIUM_NODE,
  },
  {
    name: 'another Neuron driver',
    arrange: (node) => soundTrainium(node, 16, '2.25.0.0'),
    check: 'driver',
    reason: /another driver/,
    facts: TRAINIUM_NODE,
  },
];
