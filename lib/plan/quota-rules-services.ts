import { MANAGED_NODE_LIMITS, MAX_SLURM_NODE_GROUPS, MAX_SLURM_QUEUES } from 'cdk-ultraserver/rules';

import { inAllStacks, inOneCell, mostOfStacks, type QuotaFacts, type QuotaNeed, type QuotaRule } from './quota-rule';
import { nodeHolder } from './resources/member-resources';

const CLOUDFORMATION = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html';
const IAM = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html';
const EKS = 'https://docs.aws.amazon.com/eks/latest/userguide/service-quotas.html';
const PCS = 'https://docs.aws.amazon.com/pcs/latest/userguide/service-endpoints-quotas.html';

/** Quotas of what holds nodes, and of what deploys and watches them. */
export const SERVICE_QUOTAS: readonly QuotaRule[] = [
  {
    id: 'auto-scaling-groups-per-region',
    name: 'Auto Scaling groups per region',
    code: ['autoscaling', 'L-CDE20ADC'],
    scope: 'region',
    default: 500,
    adjustable: true,
    source: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-quotas.html',
    note: 'with the one that EKS makes for each managed node group',
    need: inAllStacks('AWS::AutoScaling::AutoScalingGroup', 'AWS::EKS::Nodegroup'),
  },
  {
    id: 'launch-templates-per-region',
    name: 'Launch templates',
    code: ['ec2', 'L-FB451C26'],
    scope: 'region',
    default: 5000,
    adjustable: true,
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/launch-template-restrictions.html',
    note: 'of this project alone, not those that EKS makes of them',
    need: inAllStacks('AWS::EC2::LaunchTemplate'),
  },
  {
    id: 'roles-per-account',
    name: 'Roles per account',
    code: ['iam', 'L-FE177D64'],
    scope: 'account',
    default: 1000,
    adjustable: true,
    source: IAM,
    need: inAllStacks('AWS::IAM::Role'),
  },
  {
    id: 'policies-per-account',
    name: 'Customer managed policies per account',
    code: ['iam', 'L-E95E4862'],
    scope: 'account',
    default: 1500,
    adjustable: true,
    source: IAM,
    need: inAllStacks('AWS::IAM::ManagedPolicy'),
  },
  {
    id: 'instance-profiles-per-account',
    name: 'Instance profiles per account',
    code: ['iam', 'L-6E65F664'],
    scope: 'account',
    default: 1000,
    adjustable: true,
    source: IAM,
    note: 'of this project alone, not those that EKS makes for its node groups',
    need: inAllStacks('AWS::IAM::InstanceProfile'),
  },
  {
    id: 'alarms-per-region',
    name: 'CloudWatch alarms per Region',
    scope: 'region',
    default: 5000,
    adjustable: true,
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html',
    note: 'the default is that of earlier revisions of the page',
    need: inAllStacks('AWS::CloudWatch::Alarm'),
  },
  {
    id: 'eks-clusters-per-region',
    name: 'EKS clusters',
    code: ['eks', 'L-1194D53C'],
    scope: 'region',
    default: 100,
    adjustable: true,
    source: EKS,
    need: inAllStacks('AWS::EKS::Cluster'),
  },
  {
    id: 'eks-node-groups-per-cluster',
    name: 'Managed node groups per cluster',
    code: ['eks', 'L-6D54EA21'],
    scope: 'cluster',
    default: MANAGED_NODE_LIMITS.groupsPerCluster,
    adjustable: true,
    source: EKS,
    note: 'one of them is of the system nodes',
    need: inOneCell('AWS::EKS::Nodegroup'),
  },
  {
    id: 'eks-nodes-per-node-group',
    name: 'Nodes per managed node group',
    code: ['eks', 'L-BD136A63'],
    scope: 'group',
    default: MANAGED_NODE_LIMITS.nodesPerGroup,
    adjustable: true,
    source: EKS,
    need: largestManagedGroup,
  },
  {
    id: 'pcs-clusters-per-region',
    name: 'Clusters of AWS PCS',
    scope: 'region',
    default: 5,
    adjustable: true,
    source: PCS,
    need: inAllStacks('AWS::PCS::Cluster'),
  },
  {
    id: 'pcs-node-groups-per-cluster',
    name: 'Node groups of a PCS cluster',
    scope: 'cluster',
    default: MAX_SLURM_NODE_GROUPS,
    adjustable: false,
    source: PCS,
    need: inOneCell('AWS::PCS::ComputeNodeGroup'),
  },
  {
    id: 'pcs-queues-per-cluster',
    name: 'Queues of a PCS cluster',
    scope: 'cluster',
    default: MAX_SLURM_QUEUES,
    adjustable: false,
    source: PCS,
    need: inOneCell('AWS::PCS::Queue'),
  },
  {
    id: 'stacks-per-region',
    name: 'Stack count',
    code: ['cloudformation', 'L-0485CB21'],
    scope: 'region',
    default: 2000,
    adjustable: true,
    source: CLOUDFORMATION,
    need: ({ stacks }) => ({ need: stacks.list.length }),
  },
  {
    id: 'resources-per-stack',
    name: 'Resources in a template',
    scope: 'stack',
    default: 500,
    adjustable: false,
    source: CLOUDFORMATION,
    need: (facts) => mostOfStacks(facts, ({ resources }) => resources),
  },
  {
    id: 'bytes-per-template',
    name: 'Bytes of a template from S3',
    scope: 'stack',
    default: 1_000_000,
    adjustable: false,
    source: CLOUDFORMATION,
    note: 'estimated: no more than a seventh off',
    need: (facts) => mostOfStacks(facts, ({ bytesAbout }) => bytesAbout),
  },
];

function largestManagedGroup({ clusters, members }: QuotaFacts): QuotaNeed {
  const system = clusters.flatMap(({ model: { engine } }) =>
    engine.type === 'eks' ? [{ need: engine.systemNodes.count, where: 'system nodes' }] : [],
  );
  const managed = members
    .filter(({ cluster }) => nodeHolder(cluster.model) === 'eks-managed')
    .map(({ name, model }) => ({ need: model.count, where: name }));
  return [...system, ...managed].reduce<QuotaNeed>((most, one) => (one.need > most.need ? one : most), { need: 0 });
}
