const TAGS = ['Tags.*.Value'];

/**
 * Where templates of one shape may differ: text that names, blocks and times of the file stand in, and that no rule for its
 * property rejects, as long as its length, its marks and the kinds of its characters stay. By resource type, paths of
 * properties, with all that is below them; an index in a list is `*`.
 *
 * A path may be added only where its property has no list of values, and no grammar but one of kinds of characters.
 * `free-paths.test.ts` asks CDK's engine about each, with text of many kinds.
 */
export const FREE_PATHS: Readonly<Record<string, readonly string[]>> = {
  'AWS::AutoScaling::AutoScalingGroup': TAGS,
  'AWS::AutoScaling::ScheduledAction': ['StartTime'],
  'AWS::CloudWatch::Alarm': [
    'AlarmDescription',
    'Namespace',
    'Metrics.*.MetricStat.Metric.Namespace',
    'Metrics.*.MetricStat.Metric.Dimensions.*.Value',
  ],
  'AWS::CloudWatch::Dashboard': ['DashboardBody.Fn::Join'],
  'AWS::EC2::EIP': TAGS,
  'AWS::EC2::LaunchTemplate': [
    'LaunchTemplateData.CapacityReservationSpecification.CapacityReservationTarget.CapacityReservationId',
    'LaunchTemplateData.TagSpecifications.*.Tags',
    'LaunchTemplateData.UserData.Fn::Base64.Fn::Join',
    'TagSpecifications.*.Tags.*.Value',
  ],
  'AWS::EC2::NatGateway': TAGS,
  'AWS::EC2::RouteTable': TAGS,
  'AWS::EC2::Subnet': TAGS,
  'AWS::EC2::VPC': TAGS,
  'AWS::EKS::Addon': ['ClusterName'],
  'AWS::EKS::Cluster': ['Name'],
  'AWS::EKS::Nodegroup': ['ClusterName'],
  'AWS::IAM::ManagedPolicy': ['PolicyDocument.Statement.*.Condition.StringEquals'],
  'AWS::IAM::Role': [
    'AssumeRolePolicyDocument.Statement.*.Condition.StringEquals.aws:RequestTag/eks-cluster-arn',
    'Description',
  ],
  'AWS::KMS::Key': ['Description'],
  'AWS::Lambda::Function': ['Description'],
  'AWS::Logs::LogGroup': ['LogGroupName'],
  'AWS::Logs::MetricFilter': ['MetricTransformations.*.MetricNamespace'],
};

/** Types of custom resources, of whose properties nothing is known to any rule. */
const CUSTOM = /^Custom::/;

/** What another stack exports is known to no rule, whatever its name. */
const IMPORT = 'Fn::ImportValue';

/** Whether text at a path of a resource's properties may differ. */
export function isFree(type: string, path: readonly string[]): boolean {
  return CUSTOM.test(type) || path.at(-1) === IMPORT || (PATHS.get(type) ?? []).some((free) => begins(path, free));
}

const PATHS = new Map(
  Object.entries(FREE_PATHS).map(([type, paths]) => [type, paths.map((path) => path.split('.'))] as const),
);

function begins(path: readonly string[], free: readonly string[]): boolean {
  return free.length <= path.length && free.every((segment, index) => segment === '*' || segment === path[index]);
}
