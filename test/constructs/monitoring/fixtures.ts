import type { Stack } from 'aws-cdk-lib';
import { Topic, type ITopic } from 'aws-cdk-lib/aws-sns';
import type { MonitoredNodes } from 'cdk-ultraserver';

import { testStack } from '../../support/app';

export const TOPIC_ARN = 'arn:aws:sns:us-east-1:111122223333:operators';

/** A u-p6e-gb200x72 in a block. */
export const ALPHA: MonitoredNodes = {
  cluster: 'frontier',
  member: 'alpha',
  autoScalingGroupName: 'asg-alpha',
  instanceCount: 18,
  acceleratorsPerInstance: 4,
  capacityReservationId: 'cr-0123456789abcdef0',
};

/** The same nodes, held by something that has no Auto Scaling group whose name is known. */
export const UNGROUPED: MonitoredNodes = { ...ALPHA, autoScalingGroupName: undefined };

/** A stack with a topic to publish to. */
export function stackWithTopic(): { stack: Stack; topic: ITopic } {
  const stack = testStack();
  return { stack, topic: Topic.fromTopicArn(stack, 'Topic', TOPIC_ARN) };
}

/** The part of an alarm's properties that tests look at. */
export interface AlarmProperties {
  readonly AlarmDescription: string;
  readonly AlarmActions: unknown[];
  readonly OKActions: unknown[];
  readonly ComparisonOperator: string;
  readonly Threshold: number;
  readonly EvaluationPeriods: number;
  readonly DatapointsToAlarm: number;
  readonly TreatMissingData: string;
  readonly MetricName?: string;
  readonly Metrics?: { readonly Expression?: string; readonly MetricStat?: unknown }[];
}
