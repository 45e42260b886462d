import type { NodeFacts } from '../../../../constructs/nodes/user-data/node-facts';
import { fakeAutoScaling, fakeMetadata } from './cloud-fakes';
import { GB200_NODE } from './node-sandbox';
import type { NodeSandbox } from './node-sandbox';

/** The cluster of GPUs that a fabric names. */
export const CLUSTER = 'abc9829a-d4c8-491c-8da5-ad28fb34876b';

/** A GB200 node as its type promises it. */
export function soundNode(node: NodeSandbox): void {
  fakeMetadata(node);
  fakeAutoScaling(node);
  fakeGpus(node, 4);
  node.file('/proc/driver/nvidia/params', 'ModifyDeviceFiles: 1\nGrdmaPciTopoCheckOverride: 1\n');
  efaDevices(node, 4);
  instanceStore(node, 3);
}

/** `nvidia-smi` for so many GPUs, each with its driver, or all with one, and the fabric as `nvidia-smi -q` shows it. */
export function fakeGpus(
  node: NodeSandbox,
  count: number,
  driver: string | string[] = '580.159.03',
  fabric = fabricOf(count),
): void {
  const drivers = typeof driver === 'string' ? Array.from({ length: count }, () => driver) : driver;
  node.file('/drivers', drivers.map((one) => `${one}\n`).join(''));
  node.file('/fabric', fabric);
  node.fake(
    'nvidia-smi',
    `case "$*" in
      '--query-gpu=driver_version --format=csv,noheader') cat "$ULTRASERVER_ROOT/drivers" ;;
      -q) cat "$ULTRASERVER_ROOT/fabric" ;;
      *) exit 2 ;;
    esac`,
  );
}

/** What `nvidia-smi -q` shows of the fabric. */
export function fabricOf(
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
/** A Trainium2 node of a Trn2 UltraServer. */
export const TRAINIUM_NODE: NodeFacts = {
  ...GB200_NODE,
  architecture: 'x86_64',
  accelerator: 'aws-neuron',
  acceleratorCount: 16,
  driverMinimum: undefined,
  imageDriver: '2.26',
  nvlinkDomainInstances: undefined,
};

/** Such a node as its type promises it. */
export function soundTrainium(node: NodeSandbox, devices = 16, driver = '2.26.5.0'): void {
  soundNode(node);
  node.remove('/bin/nvidia-smi');
  node.file('/sys/module/neuron/version', `${driver}\n`);
  node.fake(
    'neuron-ls',
    `echo '['; for ((i = 0; i < ${devices}; i++)); do echo "{\\"neuron_device\\": $i}"; done; echo ']'`,
  );
}

/** A sound node on which one tool does something else. */
export const tool = (name: string, body: string) => (node: NodeSandbox) => {
  soundNode(node);
  node.fake(name, body);
};

/** A sound node that lacks one tool. */
export const without = (name: string) => (node: NodeSandbox) => {
  soundNode(node);
  node.remove(`/bin/${name}`);
};

/** A sound node to which something has been done. */
export const change = (apply: (node: NodeSandbox) => void) => (node: NodeSandbox) => {
  soundNode(node);
  apply(node);
};
