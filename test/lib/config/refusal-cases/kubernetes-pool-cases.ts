import { CPU, cpuPools, eks } from './eks-cases';
import type { RefusalCase } from './refusal-case';
import { EXISTING, INSTANCES, ULTRASERVERS, WITH_IMAGE, edit } from './refusal-case';

/** A case of what stands around `engine`. */
function onEks(base: string, id: string, from: string, wrong: string, says: string, right: string): RefusalCase {
  const text = `${base}engine: { type: eks, namespaces: [training, serving] }\n`;
  return { id, wrong: edit(text, from, wrong), says, right: edit(text, from, right) };
}

const CPU_POOLS: readonly RefusalCase[] = [
  eks('cpu-pool-name-twice', cpuPools(`name: ^train, ${CPU}`), 'rename it', cpuPools(`name: agents, ${CPU}`)),
  eks(
    'cpu-pool-name-twice',
    cpuPools(`name: agents, ${CPU}`, `name: ^agents, ${CPU}`),
    'a name that another pool or member has',
    cpuPools(`name: agents, ${CPU}`, `name: tools, ${CPU}`),
  ),
  eks(
    'kubernetes-cpu-family',
    cpuPools(`name: agents, ${CPU}, families: [m8g, ^p5en]`),
    "got 'p5en'",
    cpuPools(`name: agents, ${CPU}, families: [m8g, c8gn]`),
  ),
  eks(
    'kubernetes-cpu-limit',
    cpuPools(`name: agents, ${CPU.replace('64', '^0')}`),
    'of at least 1 as its limit, got 0',
    cpuPools(`name: agents, ${CPU.replace('64', '1')}`),
  ),
  eks(
    'kubernetes-cpu-image',
    cpuPools(`name: agents, ${CPU.replace('al2023@v20260728', '^al2023@latest')}`),
    'must name a release of Amazon Linux 2023',
    cpuPools(`name: agents, ${CPU.replace('28', '29')}`),
  ),
  eks(
    'cpu-pool-zone',
    cpuPools(`name: agents, ${CPU}, zones: [use1-az6, ^use1-az4]`),
    'can be in Availability Zones of network.nodeSubnets: use1-az6',
    cpuPools(`name: agents, ${CPU}, zones: [use1-az6]`),
    INSTANCES,
  ),
  eks(
    'cpu-pool-zone',
    cpuPools(`name: agents, ${CPU}, zones: [^use1-dfw2-az1]`),
    'there are none',
    cpuPools(`name: agents, ${CPU}`),
  ),
];

const OTHER_POOL = `  - name: serve
    ultraServer: u-p6e-gb200x36
    zone: use1-dfw2-az1
    members:
      - { name: web, block: cr-0a1b2c3d4e5f60718, endsAt: 2026-12-20T11:30:00Z }
`;
const TWO_POOLS = `${ULTRASERVERS}${OTHER_POOL}`;
const SERVE = '  - name: serve\n';

const POOLS: readonly RefusalCase[] = [
  onEks(
    TWO_POOLS,
    'pool-namespace',
    SERVE,
    `${SERVE}    namespaces: [serving, ^trainings]\n`,
    'none of engine.namespaces: training, serving; did you mean "training"?',
    `${SERVE}    namespaces: [serving, training]\n`,
  ),
  {
    id: 'pool-namespace',
    wrong: `${edit(TWO_POOLS, SERVE, `${SERVE}    namespaces: [^training]\n`)}engine: { type: eks }\n`,
    says: 'none of engine.namespaces: default',
    right: `${edit(TWO_POOLS, SERVE, `${SERVE}    namespaces: [default]\n`)}engine: { type: eks }\n`,
  },
  onEks(
    TWO_POOLS,
    'pool-lender',
    SERVE,
    `${SERVE}    borrowsFrom: [^tarin]\n`,
    'in cell main: train; did you mean "train"?',
    `${SERVE}    borrowsFrom: [train]\n`,
  ),
  onEks(
    TWO_POOLS,
    'pool-lender',
    SERVE,
    `${SERVE}    borrowsFrom: [^train]\n    cell: second\n`,
    'in cell second: there are none',
    `${SERVE}    borrowsFrom: [train]\n    cell: main\n`,
  ),
  onEks(
    TWO_POOLS,
    'pool-lender',
    SERVE,
    `${SERVE}    borrowsFrom: [^serve]\n`,
    'pool "serve" is to borrow from "serve"',
    `${SERVE}    borrowsFrom: []\n`,
  ),
  {
    id: 'eks-accelerator',
    wrong: edit(`${WITH_IMAGE}engine: { type: eks }\n`, 'u-p6e-gb200x72', 'u-trn2x64')
      .replace('arm64', 'x86_64')
      .replace('- name: train', '- ^name: train'),
    says: 'trn2u.48xlarge has no NVIDIA GPUs',
    right: `${WITH_IMAGE}engine: { type: eks }\n`,
  },
];

/** An existing network with room for pods. */
const ROOMY = edit(EXISTING, '10.20.32.0/24', '10.20.32.0/20');
const SUBNETS = [
  '{ zone: use1-az4, subnetId: subnet-0a1b2c3d4e5f60718, cidr: 10.20.96.0/24 }',
  '{ zone: use1-az5, subnetId: subnet-0a1b2c3d4e5f60719, cidr: 10.20.97.0/24 }',
];
const withControl = (mark: string, ...subnets: string[]): string =>
  `    controlSubnets: ${mark}[${subnets.join(', ')}]\n    nodeSubnets:`;

const NETWORKS: readonly RefusalCase[] = [
  onEks(
    ROOMY,
    'eks-control-plane-zones',
    '    vpcId: vpc-0123456789abcdef0\n    cidr: 10.20.0.0/16\n    nodeSubnets:',
    '    ^vpcId: vpc-0123456789abcdef0\n    cidr: 10.20.0.0/16\n    nodeSubnets:',
    'needs subnets in 2 Availability Zones at least, got none',
    `    vpcId: vpc-0123456789abcdef0\n    cidr: 10.20.0.0/16\n${withControl('', ...SUBNETS)}`,
  ),
  onEks(
    ROOMY,
    'eks-control-plane-zones',
    '    nodeSubnets:',
    withControl('^', ...SUBNETS.slice(1)),
    'got only use1-az5',
    withControl('', ...SUBNETS),
  ),
  onEks(
    edit(EXISTING, '    nodeSubnets:', withControl('', ...SUBNETS)),
    'subnet-addresses',
    '10.20.32.0/24',
    '^10.20.32.0/24',
    'alpha: 9 x 129',
    '10.20.32.0/20',
  ),
  {
    id: 'lustre-efa-kubernetes',
    wrong: overEfa('^[serve]'),
    says: 'pods of engine eks mount it over TCP alone',
    right: overEfa('[]'),
  },
  {
    id: 'eks-add-on-storage',
    wrong: withHome('^aws-efs-csi-driver'),
    says: 'pods mount storage.home.efs by aws-efs-csi-driver',
    right: withHome('aws-fsx-csi-driver'),
  },
];

function withHome(without: string): string {
  return `${ULTRASERVERS}storage: { home: { efs: {} } }\nengine: { type: eks, addOns: { without: [${without}] } }\n`;
}

function overEfa(pools: string): string {
  const ssd = 'ssd: { capacityGiB: 9600, throughputPerTiB: 500 }';
  return `${INSTANCES}engine: { type: eks }
storage:
  lustre:
    - { name: scratch, zone: use1-az6, ${ssd}, efa: { pools: ${pools}, interfaces: 8 } }
`;
}

export const KUBERNETES_POOLS: readonly RefusalCase[] = [...CPU_POOLS, ...POOLS, ...NETWORKS];
