import { Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { CapacityEvents, CLUSTER_ALARMS, FleetMonitoring, NodeLogs } from 'cdk-ultraserver';

import { type AlarmProperties, stackWithTopic, TOPIC_ARN } from './fixtures';

const { stack, topic } = stackWithTopic();
const key = new Key(stack, 'Key');
const logs = new NodeLogs(stack, 'Logs', { key });
const events = new CapacityEvents(stack, 'Events', { topic, key });
const fleet = new FleetMonitoring(stack, 'Fleet', { name: 'frontier', topic, logs, events });

const alarms = Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm')).map(
  (resource) => (resource as { Properties: AlarmProperties }).Properties,
);

test('it has one critical alarm for each definition, and takes no members', () => {
  const ids = alarms.map(({ AlarmDescription }) => AlarmDescription.split('#')[1] ?? '');
  expect(ids.toSorted()).toEqual(
    Object.values(CLUSTER_ALARMS)
      .map(({ id }) => id)
      .toSorted(),
  );
});

test.each(alarms.map((alarm) => [alarm.MetricName, alarm] as const))('%s fires on the first report', (_name, alarm) => {
  expect(alarm).toMatchObject({
    Threshold: 1,
    EvaluationPeriods: 1,
    DatapointsToAlarm: 1,
    TreatMissingData: 'notBreaching',
    AlarmActions: [TOPIC_ARN],
    OKActions: [TOPIC_ARN],
  });
});

test('they read what the logs count, and the dead-letter queue', () => {
  expect(alarms.map(({ MetricName }) => MetricName ?? '').toSorted()).toEqual([
    'ApproximateNumberOfMessagesVisible',
    'GateFailed',
    'ImexFailed',
    'XidFatal',
  ]);
});

test('each has a graph with its threshold', () => {
  const graphs = fleet
    .widgets()
    .flatMap((widget) => widget.toJson() as { properties: { annotations?: { horizontal: unknown[] } } }[]);
  expect(graphs.map(({ properties }) => properties.annotations?.horizontal.length)).toEqual(graphs.map(() => 1));
  expect(graphs).toHaveLength(fleet.alarms.length);
});
