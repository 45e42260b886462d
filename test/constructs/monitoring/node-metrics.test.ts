import { Duration } from 'aws-cdk-lib';
import type { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { NodeMetrics } from 'cdk-ultraserver';

import { type DataPoint, evaluate } from '../../support/metric-math';
import { ALPHA, UNGROUPED } from './fixtures';

const metrics = new NodeMetrics(ALPHA);
const FIVE_MINUTES = Duration.minutes(5);

function value(metric: MathExpression, point: DataPoint): number | undefined {
  expect(Object.keys(metric.usingMetrics).toSorted()).toEqual(Object.keys(point).toSorted());
  return evaluate(metric.expression, point);
}

describe('reserved, not running', () => {
  const metric = metrics.reservedNotRunning(FIVE_MINUTES);

  test.each([
    ['before the block starts, when its reservation has no metrics', 0, 0, undefined, 0],
    ['when the group comes up before its reservation has metrics', 18, 0, undefined, undefined],
    ['while the group is at zero and the block is active', 0, 0, 18, 0],
    ['while none has been launched', 18, 0, 18, 18],
    ['while all run', 18, 18, 0, 0],
    ['while one is missing', 18, 17, 1, 1],
    ['while one is missing and the group publishes nothing', undefined, undefined, 1, 1],
    ['while somebody keeps the group smaller than its reservation', 10, 10, 8, 8],
    ['while all run in a part of a larger reservation', 18, 18, 40, 0],
    ['while one is missing in a part of a larger reservation', 18, 17, 40, 1],
    ['while all are missing and a larger reservation has room for two', 18, 0, 2, 2],
    ['from the drain to the end of the block', 0, 0, 18, 0],
  ])('%s: %p wanted, %p there, %p free, hence %p', (_when, desired, total, available, expected) => {
    expect(value(metric, { desired, total, available })).toBe(expected);
  });

  test('the metrics are of this group and this reservation', () => {
    expect(metric.usingMetrics.desired?.toMetricConfig().metricStat).toMatchObject({
      namespace: 'AWS/AutoScaling',
      metricName: 'GroupDesiredCapacity',
      dimensions: [{ name: 'AutoScalingGroupName', value: 'asg-alpha' }],
    });
    expect(metric.usingMetrics.available?.toMetricConfig().metricStat).toMatchObject({
      namespace: 'AWS/EC2CapacityReservations',
      metricName: 'AvailableInstanceCount',
      dimensions: [{ name: 'CapacityReservationId', value: 'cr-0123456789abcdef0' }],
    });
  });
});

test.each([
  [{ desired: 18, inService: 18 }, 0],
  [{ desired: 18, inService: 17 }, 1],
  [{ desired: 0, inService: 0 }, 0],
  [{ desired: undefined, inService: undefined }, undefined],
])('not in service: %j is %s', (point, expected) => {
  expect(value(metrics.instancesNotInService(FIVE_MINUTES), point)).toBe(expected);
});

describe('instances that are gone', () => {
  const metric = metrics.instancesLost(FIVE_MINUTES);

  test.each([
    ['all run', 18, 90, 0],
    ['all run, and some checks are early or late', 18, 88, 0],
    ['all run, and some checks are early or late', 18, 92, 0],
    ['one is gone', 18, 85, 1],
    ['one is gone, and a check of another is early', 18, 86, 1],
    ['all are gone', 18, undefined, 18],
    ['none is in service yet, and 18 are pending', 0, 90, -18],
    ['the group is empty', 0, undefined, 0],
    ['the group publishes nothing', undefined, undefined, undefined],
  ])('%s: %p in service, %p checks in five minutes, hence %p', (_what, inService, checks, expected) => {
    expect(value(metric, { inService, checks })).toBe(expected);
  });

  test('what is counted is the checks of the group', () => {
    expect(metric.usingMetrics['checks']?.toMetricConfig().metricStat).toMatchObject({
      metricName: 'StatusCheckFailed_System',
      statistic: 'SampleCount',
      dimensions: [{ name: 'AutoScalingGroupName', value: 'asg-alpha' }],
    });
  });
});

describe('GPUs that do not report', () => {
  const metric = metrics.gpusNotReporting(Duration.minutes(15));

  test.each([
    ['all 72 report each minute', { nodes: 18, readings: 72 * 15 }, 0],
    ['one node is silent', { nodes: 18, readings: 68 * 15 }, 4],
    ['two GPUs are lost', { nodes: 18, readings: 70 * 15 }, 2],
    ['no agent reports', { nodes: 18, readings: undefined }, 72],
    ['no node is in service', { nodes: 0, readings: undefined }, 0],
    ['the group publishes nothing', { nodes: undefined, readings: undefined }, undefined],
  ])('%s', (_what, point, expected) => {
    expect(value(metric, point)).toBe(expected);
  });
});

test.each([
  [
    'efaConnectionEvents',
    ['efa_retrans_timeout_events', 'efa_impaired_remote_conn_events', 'efa_unresponsive_remote_events'],
  ],
  ['efaTransferEvents', ['efa_rx_dropped', 'efa_rdma_read_wr_err', 'efa_rdma_write_wr_err']],
] as const)('%s adds up %j, whichever of them have data', (name, expected) => {
  const metric = metrics[name](FIVE_MINUTES);
  const names = Object.values(metric.usingMetrics).map((used) => used.toMetricConfig().metricStat?.metricName);

  expect(names).toEqual(expected);
  expect(value(metric, { m0: 1, m1: undefined, m2: 3 })).toBe(4);
  expect(
    Object.values(metric.usingMetrics).every((used) => used.toMetricConfig().metricStat?.statistic === 'Sum'),
  ).toBe(true);
});

describe('without an Auto Scaling group that can be named', () => {
  const ungrouped = new NodeMetrics(UNGROUPED);

  test.each([
    ['before the block starts', undefined, undefined, undefined],
    ['while none runs', 18, 0, 18],
    ['while all run', 0, 18, 0],
    ['while one is missing', 1, 17, 1],
    ['while all run in a part of a larger reservation', 22, 18, 0],
    ['after the drain, until the block ends', 18, 0, 18],
  ])('reserved, idle: %s', (_when, available, used, expected) => {
    expect(value(ungrouped.reservedIdle(FIVE_MINUTES), { available, used })).toBe(expected);
  });

  test.each([
    ['all report', 18, 90, 0],
    ['some readings are early or late', 18, 88, 0],
    ['one is silent', 18, 85, 1],
    ['all are silent', 18, undefined, 18],
    ['none runs', 0, undefined, 0],
    ['the block is over', undefined, undefined, 0],
    ['a larger reservation has other users', 40, 90, 0],
  ])('running, not reporting: %s', (_what, used, readings, expected) => {
    expect(value(ungrouped.nodesNotReporting(FIVE_MINUTES), { used, readings })).toBe(expected);
  });

  test('what is counted is what the agents publish under the name of the member', () => {
    const stat = ungrouped.nodesNotReporting(FIVE_MINUTES).usingMetrics['readings']?.toMetricConfig().metricStat;
    expect(stat).toMatchObject({
      namespace: 'UltraServer/frontier/alpha',
      metricName: 'mem_used_percent',
      statistic: 'SampleCount',
    });
    expect(stat?.dimensions ?? []).toEqual([]);
  });

  test.each([
    ['all 72 report each minute', 18 * 15, 72 * 15, 0],
    ['two GPUs are lost', 18 * 15, 70 * 15, 2],
    ['no agent reports, which is the alarm of another', undefined, undefined, undefined],
  ])('GPUs that do not report: %s', (_what, nodes, readings, expected) => {
    expect(value(ungrouped.gpusNotReporting(Duration.minutes(15)), { nodes, readings })).toBe(expected);
  });

  test('what only a group has is refused', () => {
    expect(() => ungrouped.instancesInService()).toThrow(/alpha has no Auto Scaling group/);
  });
});

test.each(['System', 'Instance', 'AttachedEBS'] as const)('the %s check is read of the group', (check) => {
  expect(metrics.statusCheckFailed(check).toMetricConfig().metricStat).toMatchObject({
    namespace: 'AWS/EC2',
    metricName: `StatusCheckFailed_${check}`,
    statistic: 'Maximum',
    period: Duration.minutes(1),
    dimensions: [{ name: 'AutoScalingGroupName', value: 'asg-alpha' }],
  });
});

test('metrics of the reservation, each by its id', () => {
  const read = [
    metrics.instancesReserved(),
    metrics.reservedInstancesUsed(),
    metrics.reservedInstancesAvailable(),
    metrics.reservationUtilization(),
  ].map((metric) => metric.metricName);

  expect(read).toEqual(['TotalInstanceCount', 'UsedInstanceCount', 'AvailableInstanceCount', 'InstanceUtilization']);
});

test('asking for them without a reservation says what to give', () => {
  const { capacityReservationId: _none, ...onDemand } = ALPHA;
  expect(() => new NodeMetrics(onDemand).instancesReserved()).toThrow(/'alpha'.*give capacityReservationId/);
});
