/**
 * What an AWS API call of the node can be narrowed to; the node's role turns it into a policy statement.
 *
 * - `any`: the API takes no resource (`Describe*`)
 * - `own-groups`: Auto Scaling groups of the node's cluster
 * - `log-groups`: the log groups of the node's logs
 * - `agent-namespace`: no resource, but the condition key `cloudwatch:namespace`, with the member's namespace
 */
export type NodeApiScope = 'any' | 'own-groups' | 'log-groups' | 'agent-namespace';

/** One AWS API action that a node calls. */
export interface NodeApiAction {
  /** The IAM action, `autoscaling:CompleteLifecycleAction`. */
  readonly action: string;
  readonly scope: NodeApiScope;

  /** What calls it and what for. */
  readonly reason: string;
}

/**
 * AWS API actions that the parts of `nodeUserData` call beside `NODE_API_ACTIONS` where a lifecycle hook waits for the boot
 * gate.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2autoscaling.html
 */
export const HOOK_API_ACTIONS: readonly NodeApiAction[] = [
  {
    action: 'autoscaling:DescribeAutoScalingInstances',
    scope: 'any',
    reason:
      'the boot gate asks which group the instance is in and whether it waits; IMEX, which instances are in service',
  },
  {
    action: 'autoscaling:CompleteLifecycleAction',
    scope: 'own-groups',
    reason: 'the boot gate lets a sound node into service',
  },
  {
    action: 'autoscaling:RecordLifecycleActionHeartbeat',
    scope: 'own-groups',
    reason: 'a node that the boot gate keeps out goes on waiting',
  },
];

/**
 * Every AWS API action that the parts of `nodeUserData` call on any node. Session Manager's own are not among them.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/create-iam-roles-for-cloudwatch-agent.html
 */
export const NODE_API_ACTIONS: readonly NodeApiAction[] = [
  {
    action: 'cloudwatch:PutMetricData',
    scope: 'agent-namespace',
    reason: 'the CloudWatch agent publishes metrics',
  },
  { action: 'logs:CreateLogStream', scope: 'log-groups', reason: 'the CloudWatch agent opens a stream for the node' },
  { action: 'logs:DescribeLogStreams', scope: 'log-groups', reason: 'the CloudWatch agent looks for its stream' },
  { action: 'logs:PutLogEvents', scope: 'log-groups', reason: 'the CloudWatch agent sends logs' },
];
