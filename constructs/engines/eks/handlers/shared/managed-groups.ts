import {
  AutoScalingClient,
  type AutoScalingGroup,
  DescribeAutoScalingGroupsCommand,
  EnableMetricsCollectionCommand,
} from '@aws-sdk/client-auto-scaling';

/**
 * The Auto Scaling groups that EKS made for a managed node group, by the tags that it gives them.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html
 */
export async function groupsOf(nodegroup: {
  readonly EksCluster: string;
  readonly Nodegroup: string;
}): Promise<AutoScalingGroup[]> {
  const { AutoScalingGroups = [] } = await new AutoScalingClient({}).send(
    new DescribeAutoScalingGroupsCommand({
      Filters: [
        { Name: 'tag:eks:cluster-name', Values: [nodegroup.EksCluster] },
        { Name: 'tag:eks:nodegroup-name', Values: [nodegroup.Nodegroup] },
      ],
    }),
  );
  return AutoScalingGroups;
}

/** Has a group publish what it wants and has: alarms read it. */
export async function collectMetrics(AutoScalingGroupName: string): Promise<void> {
  await new AutoScalingClient({}).send(
    new EnableMetricsCollectionCommand({ AutoScalingGroupName, Granularity: '1Minute' }),
  );
}
