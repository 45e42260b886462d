import type { RefusalCase } from './refusal-case';
import { INSTANCES, ULTRASERVERS, WITH_IMAGE, edit, withLine } from './refusal-case';

/** A case of keys of `engine`, on Kubernetes: the wrong ones, and the right ones. */
export function eks(id: string, wrong: string, says: string, right: string, base = ULTRASERVERS): RefusalCase {
  return withLine(base, id, `engine: { type: eks, ${wrong} }`, says, `engine: { type: eks, ${right} }`);
}

const ADMIN = 'arn:aws:iam::111122223333:role/Admin';
const KEY = (region: string): string => `arn:aws:kms:${region}:111122223333:key/01234567-89ab-cdef-0123-456789abcdef`;
/** What a CPU pool has beside its name. */
export const CPU = 'maxCpus: 64, image: al2023@v20260728';
/** The key `cpuPools`, with the keys of each pool. */
export const cpuPools = (...pools: string[]): string => `cpuPools: [${pools.map((pool) => `{ ${pool} }`).join(', ')}]`;

const VERSIONS: readonly RefusalCase[] = [
  eks('eks-version', 'version: ^1.31', 'not a version of EKS', 'version: 1.37'),
  eks('eks-version', 'version: ^1.36.2', 'without a patch number', 'version: "1.36"'),
  eks('eks-version-ultraserver', 'version: ^1.32', 'UltraServers, which need 1.33', 'version: 1.36'),
  eks('kubectl-version', 'version: ^1.32', 'no kubectl here serves Kubernetes 1.32', 'version: 1.36', INSTANCES),
  eks('kubelet-skew', 'version: ^1.35', "the image's kubelet 1.36 cannot join Kubernetes 1.35", 'version: 1.37'),
  ...[WITH_IMAGE, edit(WITH_IMAGE.replace(/ {4}image:.*\n/, ''), '{ name: bravo,', `{ name: bravo, ${image()},`)].map(
    (base) => {
      const ofKubernetes = (version: string, mark = ''): string =>
        base.replace(
          'id: ami-0123456789abcdef0',
          `ssm: ${mark}/aws/service/eks/optimized-ami/${version}/amazon-linux-2023/arm64/nvidia/node/image_id`,
        );
      return {
        id: 'kubelet-skew',
        wrong: `${ofKubernetes('1.37', '^')}engine: { type: eks }\n`,
        says: 'it may be 1.33 to 1.36',
        right: `${ofKubernetes('1.33')}engine: { type: eks }\n`,
      };
    },
  ),
];

function image(): string {
  return /image: \{.*\}/.exec(WITH_IMAGE)?.[0] ?? '';
}

const NAMESPACES: readonly RefusalCase[] = [
  eks(
    'kubernetes-namespace',
    'namespaces: [training, ^kube-system]',
    "begins with 'kube-'",
    'namespaces: [training, kube]',
  ),
];

const ACCESS: readonly RefusalCase[] = [
  eks(
    'eks-access-role',
    `access: { admins: [${ADMIN}, ^arn:aws:iam::111122223333:user/jo] }`,
    'is not the ARN of an IAM role',
    `access: { admins: [${ADMIN}, arn:aws:iam::111122223333:role/team/jo] }`,
  ),
  eks(
    'eks-access-twice',
    `access: { admins: [${ADMIN}], viewers: [^${ADMIN}] }`,
    'is named more than once',
    `access: { admins: [${ADMIN}], viewers: [${ADMIN}2] }`,
  ),
  eks(
    'eks-endpoint-internet',
    'endpoint: { publicFrom: [203.0.113.0/24, ^0.0.0.0/0] }',
    'is the whole internet',
    'endpoint: { publicFrom: [203.0.113.0/24, 198.51.100.0/24] }',
  ),
  eks(
    'eks-endpoint-private-range',
    'endpoint: { publicFrom: [^10.8.0.0/16] }',
    'never reach a public endpoint',
    'endpoint: { clients: [10.8.0.0/16] }',
  ),
  eks('empty-list', 'endpoint: { publicFrom: ^[] }', 'publicFrom is an empty list', 'endpoint: { clients: [] }'),
  eks(
    'eks-client-internet',
    'endpoint: { clients: [10.8.0.0/16, ^0.0.0.0/0] }',
    'names no client of a private endpoint',
    'endpoint: { clients: [10.8.0.0/16, 10.9.0.0/16] }',
  ),
  eks('cidr-canonical', 'endpoint: { clients: [^10.8.0.1/16] }', '10.8.0.0/16', 'endpoint: { clients: [10.8.0.1/32] }'),
];

const CONTROL_PLANE: readonly RefusalCase[] = [
  eks('eks-service-range-public', 'serviceCidr: ^100.64.0.0/16', 'give a part of', 'serviceCidr: 172.16.0.0/16'),
  eks('eks-service-range-size', 'serviceCidr: ^172.20.0.0/25', 'cannot have a /25', 'serviceCidr: 172.20.0.0/24'),
  eks(
    'eks-service-range-overlap',
    'serviceCidr: ^10.0.240.0/20',
    "overlaps the VPC's 10.0.0.0/16; 172.20.0.0/16 does not",
    'serviceCidr: 10.1.240.0/20',
  ),
  eks(
    'kms-key-other-region',
    `secretsKeyArn: ^${KEY('us-west-2')}`,
    'the key is in us-west-2',
    `secretsKeyArn: ${KEY('us-east-1')}`,
  ),
  eks('eks-scaling-tier', 'scalingTier: ^tier-3xl', 'tier-xl, tier-2xl', 'scalingTier: tier-4xl'),
  eks('eks-system-nodes', 'systemNodes: { count: ^1 }', 'needs 2 system nodes at least', 'systemNodes: { count: 3 }'),
  eks(
    'eks-system-nodes-graviton',
    'systemNodes: { instanceTypes: [m7g.xlarge, ^m7i.xlarge] }',
    'm7i.xlarge is no Graviton type',
    'systemNodes: { instanceTypes: [m7g.xlarge, m8g.xlarge] }',
  ),
];

/** What is installed: every chart that a file without CPU pools has. */
const CHARTS = [
  'nvidia-device-plugin',
  'dra-driver-nvidia-gpu',
  'aws-efa-k8s-device-plugin',
  'dcgm-exporter',
  'jobset',
  'lws',
  'kueue',
];
const mirrored = (...names: string[]): string =>
  `charts: { ${names.map((name) => `${name}: { repository: oci://registry.example.com/${name} }`).join(', ')} }`;
const WITHOUT_EGRESS = edit(ULTRASERVERS, 'network:\n', 'network:\n  egress: none\n');

const SOFTWARE: readonly RefusalCase[] = [
  eks(
    'eks-add-on',
    'addOns: { versions: { ^aws-ebs-csi-drivr: v1.60.0-eksbuild.1 } }',
    "did you mean 'aws-ebs-csi-driver'?",
    'addOns: { versions: { aws-ebs-csi-driver: v1.60.0-eksbuild.1 } }',
  ),
  eks(
    'eks-add-on',
    'addOns: { without: [aws-ebs-csi-driver, ^fsx] }',
    "'fsx' is none of the cluster's add-ons",
    'addOns: { without: [aws-ebs-csi-driver, aws-fsx-csi-driver] }',
  ),
  eks(
    'eks-add-on-needed',
    'addOns: { without: [^coredns] }',
    'cannot do without coredns',
    'addOns: { without: [aws-efs-csi-driver] }',
  ),
  eks('eks-chart', 'charts: { ^kueu: {} }', "did you mean 'kueue'?", 'charts: { kueue: {} }'),
  eks(
    'eks-chart',
    'charts: { ^karpenter: {} }',
    "'karpenter' is none of the charts that are installed",
    `charts: { karpenter: {} }, ${cpuPools(`name: agents, ${CPU}`)}`,
  ),
  eks(
    'eks-add-on-version',
    'addOns: { versions: { vpc-cni: ^latest } }',
    'must be a version of the add-on',
    'addOns: { versions: { vpc-cni: v1.20.4-eksbuild.1 } }',
  ),
  eks(
    'eks-chart-version',
    'charts: { kueue: { version: ^">=0.19" } }',
    'must be a version of the chart',
    'charts: { kueue: { version: 0.19 } }',
  ),
  eks(
    'eks-chart-repository',
    'charts: { kueue: { repository: ^registry.example.com/kueue } }',
    'the oci:// address of the chart',
    'charts: { kueue: { repository: oci://registry.example.com/kueue } }',
  ),
  eks('unknown-key', 'charts: { kueue: { ^verison: 0.19.0 } }', 'in kueue', 'charts: { kueue: { version: 0.19.0 } }'),
  eks('key-reserved', 'charts: { ^__proto__: {} }', 'in charts is no name', 'charts: { lws: {} }'),
  eks(
    'key-reserved',
    'charts: { lws: { values: { image: { ^__proto__: x } } } }',
    'in image is no name',
    'charts: { lws: { values: { image: { proto: x } } } }',
  ),
  {
    id: 'eks-charts-egress',
    wrong: `${WITHOUT_EGRESS}^engine: { type: eks, ${mirrored(...CHARTS.slice(0, -1))} }\n`,
    says: '(egress: none), and kueue come from public repositories',
    right: `${WITHOUT_EGRESS}engine: { type: eks, ${mirrored(...CHARTS)} }\n`,
  },
  {
    id: 'eks-charts-egress',
    wrong: `${WITHOUT_EGRESS}^engine: { type: eks, ${cpuPools(`name: agents, ${CPU}`)}, ${mirrored(...CHARTS)} }\n`,
    says: 'and karpenter come from public repositories',
    right: `${WITHOUT_EGRESS}engine: { type: eks, ${cpuPools(`name: agents, ${CPU}`)}, ${mirrored(...CHARTS, 'karpenter')} }\n`,
  },
];

/** So many members of one instance in a cell. */
const groups = (count: number): string =>
  INSTANCES.replace(
    /members:[\s\S]*$/,
    `members:\n${Array.from(
      { length: count },
      (_, index) => `      - { name: group${index}, count: 1, onDemand: true }`,
    ).join('\n')}\n`,
  );

const MANAGED: readonly RefusalCase[] = [
  {
    id: 'eks-managed-groups',
    wrong: `${groups(30)}engine: { type: eks, nodes: ^managed }\n`,
    says: 'a cluster takes 29 beside its system nodes',
    right: `${groups(29)}engine: { type: eks, nodes: managed }\n`,
  },
];

export const EKS: readonly RefusalCase[] = [
  ...VERSIONS,
  ...NAMESPACES,
  ...ACCESS,
  ...CONTROL_PLANE,
  ...SOFTWARE,
  ...MANAGED,
];
