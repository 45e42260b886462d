import { type Duration, Token } from 'aws-cdk-lib';
import { SearchExpression } from 'aws-cdk-lib/aws-cloudwatch';

/** The metric of each Auto Scaling group, or of each Capacity Reservation, that a dashboard is about. */
export interface GroupSearch {
  readonly namespace: string;

  /** The one dimension that the metrics have. */
  readonly dimension: 'AutoScalingGroupName' | 'CapacityReservationId';

  readonly metricName: string;

  /** `Maximum`, `Sum`, … */
  readonly statistic: string;

  readonly period: Duration;

  /** Words that the metric's name or dimension must contain, each of them. */
  readonly words: string[];

  /**
   * A metric math function to apply, `DIFF` for counters that only grow.
   *
   * @default - none
   */
  readonly apply?: 'DIFF';

  /** @default - the name of the group or reservation alone */
  readonly label?: string;
}

/**
 * An expression that finds these metrics whenever the dashboard is opened: its length does not depend on how many there
 * are, and a member that joins later is found without a change.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html
 */
export function searchGroups(search: GroupSearch): SearchExpression {
  const query = searchQuery(search);
  const found = `SEARCH('${query}', '${search.statistic}', ${search.period.toSeconds()})`;
  return new SearchExpression({
    expression: search.apply === undefined ? found : `${search.apply}(${found})`,
    label: search.label ?? '',
    period: search.period,
  });
}

/** The query of such an expression. */
export function searchQuery(search: Pick<GroupSearch, 'namespace' | 'dimension' | 'metricName' | 'words'>): string {
  return [`{${search.namespace},${search.dimension}}`, `MetricName="${search.metricName}"`, ...search.words].join(' ');
}

/**
 * The words of a stack's name. CloudFormation begins the physical names of a stack's Auto Scaling groups with it, and
 * CloudWatch divides names into words where a search does: at every character that is neither letter nor digit.
 *
 * @throws Error where the stack's name is not known at synthesis
 */
export function wordsOfStackName(stackName: string): string[] {
  if (Token.isUnresolved(stackName)) {
    throw new Error('the stack has no name at synthesis to search its metrics by; give groupNameWords');
  }
  return stackName.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
}
