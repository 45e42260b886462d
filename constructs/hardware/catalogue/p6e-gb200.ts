import type { AcceleratedInstanceTypeFacts } from '../instance-type-facts';
import { addedEna, efaOnly, efaWithIp, networkCards, primaryEna, range } from '../layout-parts';
import type { SharedBandwidth } from '../network-card';
import type { DriverFault } from '../software-requirements';
import type { CatalogueUltraServer } from './entry';
import { efaGuide, MINIMUM_SOFTWARE, networkCardGuide, specifications } from './sources';

const ODD = range(1, 15, 2);
const EVEN = range(2, 16, 2);

/** The two cards of one physical NIC. */
const NICS: SharedBandwidth[] = ODD.map((odd) => ({
  of: 'physical NIC',
  cards: [odd, odd + 1],
  gbps: 400,
  counts: 'all',
}));

/** The two cards that one GPU sends over directly. */
const GPUS: SharedBandwidth[] = [1, 5, 9, 13].map((first) => ({
  of: 'GPU',
  cards: [first, first + 2],
  gbps: 400,
  counts: 'efa',
}));

/** Grace processors and EFA: the newer drivers cannot give EFA the GPU's memory. */
export const GRACE_BLACKWELL_DRIVER_FAULTS: DriverFault[] = [
  {
    branch: '595',
    andLater: true,
    fault: 'from branch 595 on EFA cannot reach GPU memory (GPUDirect RDMA), and NCCL aborts or falls back to sockets',
    source: {
      url: 'https://docs.nvidia.com/datacenter/tesla/tesla-release-notes-595-91-07/index.html',
      read: '2026-11-23',
      note: 'As quoted in https://github.com/NVIDIA/aicr/pull/2439, which measured the failure under 595.91.07 and its absence under 580.173.02. AWS says the same of branch 595: https://github.com/awslabs/amazon-eks-ami/blob/main/doc/usage/g7-ami.md. That later branches have the fault is what is known on the day of reading.',
    },
  },
];

/** `p6e-gb200.36xlarge`: facts, and the one place of its interface layouts. */
export const P6E_GB200_36XLARGE: AcceleratedInstanceTypeFacts = {
  name: 'p6e-gb200.36xlarge',
  accelerators: { model: 'NVIDIA B200', manufacturer: 'nvidia', count: 4, memoryGiB: 185 },
  architecture: 'arm64',
  vcpus: 144,
  memoryGiB: 960,
  instanceStore: { count: 3, sizeGB: 7500 },
  ebs: { gbps: 60, iops: 240_000, volumes: 64 },
  networkCards: [
    ...networkCards([0], { maxInterfaces: 15, efaGbps: 0, enaGbps: 100 }),
    ...networkCards(ODD, { maxInterfaces: 1, efaGbps: 400, enaGbps: 0 }),
    ...networkCards(EVEN, { maxInterfaces: 2, efaGbps: 200, enaGbps: 200 }),
  ].toSorted((left, right) => left.index - right.index),
  sharedBandwidth: [...NICS, ...GPUS],
  efaGbps: 1600,
  layouts: [
    {
      name: 'four-efa',
      description: 'One EFA interface of 400 Gbps a GPU and one private address: what AWS gives as its example.',
      interfaces: [primaryEna(), ...efaOnly([1, 5, 9, 13])],
    },
    {
      name: 'eight-efa',
      description: 'Two EFA interfaces of 200 Gbps a GPU: the same 1600 Gbps over more devices.',
      interfaces: [primaryEna(), ...efaOnly(ODD)],
    },
    {
      name: 'all-cards',
      description: 'EFA on every card that has it: sixteen devices, and no more EFA bandwidth than four-efa.',
      interfaces: [primaryEna(), ...efaOnly(range(1, 16))],
    },
    {
      name: 'four-efa-ena',
      description:
        'four-efa, and ENA on the cards whose physical NIC it leaves idle: 800 Gbps more ENA at no cost in EFA bandwidth.',
      interfaces: [primaryEna(), ...efaOnly([1, 5, 9, 13]), ...addedEna([4, 8, 12, 16])],
    },
    {
      name: 'eight-efa-ip',
      description:
        'EFA with an IP address on every even card, for what takes no efa-only: eight devices of 200 Gbps and nine addresses.',
      interfaces: [primaryEna(), ...efaWithIp(EVEN)],
    },
  ],
  nvlinkDomain: 'ultraserver',
  ultraServerOnly: true,
  software: {
    nvidiaDriver: '570',
    efaInstaller: '1.41.0',
    nccl: '2.26.2-1',
    cuda: '12.8',
    driverFaults: GRACE_BLACKWELL_DRIVER_FAULTS,
    source: MINIMUM_SOFTWARE,
  },
  sources: [
    specifications(
      'States 3200 Gbps for the network: the eight physical NICs together. The network card guide limits EFA to 1600 Gbps (four GPUs of 400), which is taken here.',
    ),
    networkCardGuide(
      'Cards, shared NICs, GPU paths, four-efa and eight-efa. four-efa-ena is worked out from the shared NICs. Some translations call the interface of card 0 EFA; the English text says ENA.',
    ),
    efaGuide(
      'Lists the type under Nitro v5 (EFAv3), as the specifications do; https://aws.amazon.com/ec2/ultraservers/ says EFAv4. Nothing here depends on it.',
    ),
    {
      url: 'https://github.com/aws/aws-parallelcluster/pull/6930',
      read: '2026-11-23',
      note: 'Interfaces a card: 1 on odd cards, 2 on even ones. The 15 of card 0 are worked out: the specifications state 39 in all. AWS ParallelCluster gives EFA to the cards of all-cards too, but on even cards as type efa on device 1; here they have efa-only on device 0, as the network card guide has it. eight-efa-ip takes them as ParallelCluster does; UNCONFIRMED by AWS.',
    },
    {
      url: 'https://docs.aws.amazon.com/eks/latest/userguide/ml-eks-nvidia-ultraserver.html',
      read: '2026-11-23',
      note: 'Available as UltraServers alone; the primary interface is of type interface.',
    },
  ],
};

const ULTRASERVER_SOURCES = [
  { url: 'https://docs.aws.amazon.com/eks/latest/userguide/ml-eks-nvidia-ultraserver.html', read: '2026-11-23' },
];

/** 18 and 9 instances in one NVLink domain. */
export const P6E_GB200_ULTRASERVERS: CatalogueUltraServer[] = [
  {
    name: 'u-p6e-gb200x72',
    instanceTypeName: P6E_GB200_36XLARGE.name,
    instanceCount: 18,
    acceleratorCount: 72,
    sources: ULTRASERVER_SOURCES,
  },
  {
    name: 'u-p6e-gb200x36',
    instanceTypeName: P6E_GB200_36XLARGE.name,
    instanceCount: 9,
    acceleratorCount: 36,
    sources: ULTRASERVER_SOURCES,
  },
];
