import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, type PolicyStatementProps } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';

import { clusterArn } from './pod-role';

/** What Karpenter's controller is allowed to touch. */
export interface KarpenterScope {
  /** The cluster's name; it is part of a tag's key, so it must be known at synthesis. */
  readonly clusterName: string;

  /** The role of the nodes that Karpenter launches. */
  readonly nodeRoleArn: string;

  /** The instance profile with that role. */
  readonly instanceProfileArn: string;

  /** The queue of interruptions. */
  readonly queueArn: string;
}

/**
 * What Karpenter's controller calls. It launches, tags and ends what carries the cluster's tag and a node pool's, and
 * nothing else: no node of an UltraServer carries them. It makes no instance profile, because it is given one.
 *
 * @see https://karpenter.sh/docs/reference/cloudformation/
 */
export function karpenterStatements(scope: IConstruct, limits: KarpenterScope): PolicyStatement[] {
  const stack = Stack.of(scope);
  const arn = (type: string, account?: string): string =>
    stack.formatArn({ service: 'ec2', resource: type, resourceName: '*', account });
  const owned = `kubernetes.io/cluster/${limits.clusterName}`;
  const created = ['fleet', 'instance', 'volume', 'network-interface', 'launch-template', 'spot-instances-request'];
  const taggedRequest = {
    StringEquals: {
      [`aws:RequestTag/${owned}`]: 'owned',
      'aws:RequestTag/eks:eks-cluster-name': limits.clusterName,
    },
    StringLike: { 'aws:RequestTag/karpenter.sh/nodepool': '*' },
  };
  const taggedResource = {
    StringEquals: { [`aws:ResourceTag/${owned}`]: 'owned' },
    StringLike: { 'aws:ResourceTag/karpenter.sh/nodepool': '*' },
  };
  const statements: PolicyStatementProps[] = [
    {
      sid: 'LaunchFrom',
      actions: ['ec2:CreateFleet', 'ec2:RunInstances'],
      // Images and snapshots belong to other accounts too.
      resources: [arn('image', ''), arn('snapshot', ''), arn('security-group'), arn('subnet')],
    },
    {
      sid: 'LaunchFromOwnTemplates',
      actions: ['ec2:CreateFleet', 'ec2:RunInstances'],
      resources: [arn('launch-template')],
      conditions: taggedResource,
    },
    {
      sid: 'LaunchWithTags',
      actions: ['ec2:CreateFleet', 'ec2:CreateLaunchTemplate', 'ec2:RunInstances'],
      resources: created.map((type) => arn(type)),
      conditions: taggedRequest,
    },
    {
      sid: 'TagWhatIsLaunched',
      actions: ['ec2:CreateTags'],
      resources: created.map((type) => arn(type)),
      conditions: {
        ...taggedRequest,
        StringEquals: {
          ...taggedRequest.StringEquals,
          'ec2:CreateAction': ['CreateFleet', 'CreateLaunchTemplate', 'RunInstances'],
        },
      },
    },
    {
      sid: 'NameOwnInstances',
      actions: ['ec2:CreateTags'],
      resources: [arn('instance')],
      conditions: {
        ...taggedResource,
        'ForAllValues:StringEquals': { 'aws:TagKeys': ['eks:eks-cluster-name', 'karpenter.sh/nodeclaim', 'Name'] },
      },
    },
    {
      sid: 'EndOwnInstances',
      actions: ['ec2:DeleteLaunchTemplate', 'ec2:TerminateInstances'],
      resources: [arn('instance'), arn('launch-template')],
      conditions: taggedResource,
    },
    {
      sid: 'Look',
      actions: [
        'ec2:DescribeCapacityReservations',
        'ec2:DescribeImages',
        'ec2:DescribeInstanceStatus',
        'ec2:DescribeInstanceTypeOfferings',
        'ec2:DescribeInstanceTypes',
        'ec2:DescribeInstances',
        'ec2:DescribeLaunchTemplates',
        'ec2:DescribePlacementGroups',
        'ec2:DescribeSecurityGroups',
        'ec2:DescribeSpotPriceHistory',
        'ec2:DescribeSubnets',
        'iam:ListInstanceProfiles',
        'pricing:GetProducts',
      ],
      resources: ['*'],
    },
    {
      sid: 'FindImages',
      actions: ['ssm:GetParameter'],
      resources: [
        stack.formatArn({ service: 'ssm', account: '', resource: 'parameter', resourceName: 'aws/service/*' }),
      ],
    },
    {
      sid: 'GiveNodesTheirRole',
      actions: ['iam:PassRole'],
      resources: [limits.nodeRoleArn],
      conditions: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } },
    },
    { sid: 'ReadItsProfile', actions: ['iam:GetInstanceProfile'], resources: [limits.instanceProfileArn] },
    { sid: 'FindTheCluster', actions: ['eks:DescribeCluster'], resources: [clusterArn(stack, limits.clusterName)] },
    {
      sid: 'HearOfInterruptions',
      actions: ['sqs:DeleteMessage', 'sqs:GetQueueUrl', 'sqs:ReceiveMessage'],
      resources: [limits.queueArn],
    },
  ];
  return statements.map((statement) => new PolicyStatement(statement));
}
