import { Template } from 'aws-cdk-lib/assertions';
import { ALARMS, MEMBER_ALARMS, type MonitoredNodes, NodeGroupMonitoring, type NodeThresholds } from 'cdk-ultraserver';
import fc from 'fast-check';

import { ALPHA, type AlarmProperties, stackWithTopic, TOPIC_ARN, UNGROUPED } from './fixtures';

function alarmsOf(nodes: MonitoredNodes, thresholds?: NodeThresholds): AlarmProperties[] {
  const { stack, topic } = stackWithTopic();
  new NodeGroupMonitoring(stack, 'Monitoring', { nodes, topic, thresholds });
  const found = Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm');
  return Object.values(found).map((resource) => (resource as { Properties: AlarmProperties }).Properties);
}

const idsOf = (alarms: AlarmProperties[]): string[] =>
  alarms
    .map(({ AlarmDescription }) => /^(\w+): .* See docs\/monitoring\.md#([a-z-]+)$/s.exec(AlarmDescription))
    .map((match) => `${match?.[2]} ${match?.[1]}`)
    .toSorted();

test('an UltraServer has these alarms', () => {
  expect(idsOf(alarmsOf(ALPHA))).toEqual([
    'disk-used Critical',
    'disk-used Warning',
    'efa-connections Warning',
    'efa-transfers Warning',
    'gpu-temperature Critical',
    'gpu-temperature Warning',
    'gpus-not-reporting Warning',
    'memory-used Warning',
    'nodes-lost Critical',
    'nodes-not-in-service Critical',
    'reserved-not-running Critical',
    'status-check-ebs Critical',
    'status-check-instance Critical',
    'status-check-system Critical',
  ]);
});

test('nodes without an Auto Scaling group that can be named have others in place of those that read one', () => {
  const [grouped, ungrouped] = [idsOf(alarmsOf(ALPHA)), idsOf(alarmsOf(UNGROUPED))];

  expect(ungrouped.filter((id) => !grouped.includes(id))).toEqual([
    'nodes-not-reporting Critical',
    'reserved-idle Critical',
  ]);
  expect(grouped.filter((id) => !ungrouped.includes(id))).toEqual([
    'nodes-lost Critical',
    'nodes-not-in-service Critical',
    'reserved-not-running Critical',
    'status-check-ebs Critical',
    'status-check-instance Critical',
    'status-check-system Critical',
  ]);
  expect(JSON.stringify(alarmsOf(UNGROUPED))).not.toContain('AutoScalingGroupName');
});

test('each is silent without data: before a block starts and after it ended', () => {
  const alarms = alarmsOf(ALPHA);
  expect(alarms.map(({ TreatMissingData }) => TreatMissingData)).toEqual(alarms.map(() => 'notBreaching'));
});

test('each tells the operators when it fires and when it clears', () => {
  for (const { AlarmActions, OKActions } of alarmsOf(ALPHA)) {
    expect(AlarmActions).toEqual([TOPIC_ARN]);
    expect(OKActions).toEqual([TOPIC_ARN]);
  }
});

test('each says what happened to which member, what to do, and where to read on', () => {
  const [alarm] = alarmsOf(ALPHA).filter(({ AlarmDescription }) => AlarmDescription.includes('#efa-transfers'));

  expect(alarm?.AlarmDescription).toBe(
    'Warning: EFA devices of alpha drop packets or fail RDMA work requests. To do: find the node on the dashboard, and ' +
      'read its hw_counters under /sys/class/infiniband. See docs/monitoring.md#efa-transfers',
  );
});

test('each fires as its definition says', () => {
  const [fired] = alarmsOf(ALPHA).filter(({ AlarmDescription }) => AlarmDescription.includes('#reserved-not-running'));

  expect(fired).toMatchObject({
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    Threshold: MEMBER_ALARMS.reservedNotRunning.thresholds.critical,
    EvaluationPeriods: MEMBER_ALARMS.reservedNotRunning.periods,
    DatapointsToAlarm: MEMBER_ALARMS.reservedNotRunning.breaching,
  });
});

test('each reads as many metrics as its definition states: they are what CloudWatch bills', () => {
  for (const { AlarmDescription, Metrics, MetricName } of [...alarmsOf(ALPHA), ...alarmsOf(UNGROUPED)]) {
    const definition = ALARMS.find(({ id }) => AlarmDescription.endsWith(`#${id}`));
    const read =
      MetricName === undefined ? (Metrics ?? []).filter(({ MetricStat }) => MetricStat !== undefined).length : 1;
    expect([definition?.id, read]).toEqual([definition?.id, definition?.metricCount]);
  }
});

test('the number of alarms is the same for any number of instances and GPUs', () => {
  const expected = idsOf(alarmsOf(ALPHA));
  fc.assert(
    fc.property(
      fc.record({
        instanceCount: fc.integer({ min: 1, max: 1000 }),
        acceleratorsPerInstance: fc.integer({ min: 1, max: 72 }),
      }),
      (size) => {
        expect(idsOf(alarmsOf({ ...ALPHA, ...size }))).toEqual(expected);
      },
    ),
    { numRuns: 10 },
  );
});

test('without a reservation nothing watches one', () => {
  const { capacityReservationId: _none, ...onDemand } = ALPHA;
  const expected = idsOf(alarmsOf(ALPHA)).filter((id) => id !== 'reserved-not-running Critical');

  expect(idsOf(alarmsOf(onDemand))).toEqual(expected);
});

test('Trainium nodes have no GPU alarms, which would fire for ever', () => {
  const ids = idsOf(alarmsOf({ ...ALPHA, acceleratorManufacturer: 'aws-neuron' }));
  expect(ids.filter((id) => id.startsWith('gpu'))).toEqual([]);
  expect(ids).toContain('efa-connections Warning');
});

test('thresholds can be set by severity, and a severity left out', () => {
  const alarms = alarmsOf(ALPHA, { gpuTemperature: { critical: 80 }, memoryUsed: {} });
  const temperature = alarms.filter(({ AlarmDescription }) => AlarmDescription.endsWith('#gpu-temperature'));

  expect(temperature.map(({ Threshold }) => Threshold)).toEqual([80]);
  expect(idsOf(alarms).filter((id) => id.startsWith('memory'))).toEqual([]);
});

test('two members have nothing in common but the topic', () => {
  const { stack, topic } = stackWithTopic();
  new NodeGroupMonitoring(stack, 'Alpha', { nodes: ALPHA, topic });
  const alone = Template.fromStack(stack).toJSON() as { Resources: Record<string, unknown> };
  const both = stackWithTopic();
  new NodeGroupMonitoring(both.stack, 'Bravo', {
    nodes: { ...ALPHA, member: 'bravo', autoScalingGroupName: 'asg-bravo' },
    topic: both.topic,
  });
  new NodeGroupMonitoring(both.stack, 'Alpha', { nodes: ALPHA, topic: both.topic });
  const together = Template.fromStack(both.stack).toJSON() as { Resources: Record<string, unknown> };

  expect(together.Resources).toMatchObject(alone.Resources);
});

test('every alarm paints its threshold on a graph of its metric', () => {
  const { stack, topic } = stackWithTopic();
  const monitoring = new NodeGroupMonitoring(stack, 'Monitoring', { nodes: ALPHA, topic });
  const painted = monitoring
    .widgets()
    .flatMap((widget) => widget.toJson() as { properties: { annotations?: { horizontal: { value: number }[] } } }[])
    .flatMap(({ properties }) => properties.annotations?.horizontal ?? []);

  expect(painted).toHaveLength(monitoring.alarms.length);
  expect(painted.map(({ value }) => value)).toContain(MEMBER_ALARMS.gpuTemperature.thresholds.warning);
});

test('a name that makes a description too long is refused', () => {
  expect(() => alarmsOf({ ...ALPHA, member: 'a'.repeat(1000) })).toThrow(
    /CloudWatch takes 1024; give .* a shorter name/,
  );
});
