/**
 * Where templates of one shape may differ: text that the members' own names, blocks and times stand in, and that no rule
 * for its property rejects, whatever stands there. By resource type, paths of properties, with all that is below them;
 * an index in a list is `*`.
 *
 * A path may be added only where its property takes any text: no pattern but one of length, no list of values, no
 * document with a grammar of its own. `free-paths.test.ts` asks CDK's engine about each, with text of many kinds.
 */
export const FREE_PATHS: Readonly<Record<string, readonly string[]>> = {
  'AWS::IAM::Role': ['Description'],
  'AWS::IAM::ManagedPolicy': [
    'PolicyDocument.Statement.*.Condition.StringEquals.aws:ResourceTag/ultraserver:member',
    'PolicyDocument.Statement.*.Condition.StringEquals.aws:ResourceTag/ultraserver:stack',
    'PolicyDocument.Statement.*.Condition.StringEquals.cloudwatch:namespace',
  ],
  'AWS::EC2::LaunchTemplate': [
    'LaunchTemplateData.CapacityReservationSpecification.CapacityReservationTarget.CapacityReservationId',
    'LaunchTemplateData.TagSpecifications.*.Tags.*.Value',
    'LaunchTemplateData.UserData.Fn::Base64.Fn::Join',
    'TagSpecifications.*.Tags.*.Value',
  ],
  'AWS::AutoScaling::AutoScalingGroup': ['Tags.*.Value'],
  'AWS::AutoScaling::ScheduledAction': ['StartTime'],
  'AWS::CloudWatch::Alarm': [
    'AlarmDescription',
    'Namespace',
    'Metrics.*.MetricStat.Metric.Namespace',
    'Metrics.*.MetricStat.Metric.Dimensions.*.Value',
  ],
  'AWS::CloudWatch::Dashboard': ['DashboardBody.Fn::Join'],
};

/** Types of custom resources, of whose properties nothing is known to any rule. */
const CUSTOM = /^Custom::/;

/** Whether text at a path of a resource's properties may differ. */
export function isFree(type: string, path: readonly string[]): boolean {
  return CUSTOM.test(type) || (PATHS.get(type) ?? []).some((free) => begins(path, free));
}

const PATHS = new Map(
  Object.entries(FREE_PATHS).map(([type, paths]) => [type, paths.map((path) => path.split('.'))] as const),
);

function begins(path: readonly string[], free: readonly string[]): boolean {
  return free.length <= path.length && free.every((segment, index) => segment === '*' || segment === path[index]);
}
