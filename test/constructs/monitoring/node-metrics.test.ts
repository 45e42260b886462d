import { Duration } from 'aws-cdk-lib';
import type { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { NodeMetrics } from 'cdk-ultraserver';

import { type DataPoint, evaluate } from '../../support/metric-math';
import { ALPHA } from './fixtures';

const metrics = new NodeMetrics(ALPHA);
const FIVE_MINUTES = Duration.minutes(5);

function value(metric: MathExpression, point: DataPoint): number | undefined {
  expect(Object.keys(metric.usingMetrics).toSorted()).toEqual(Object.keys(point).toSorted());
  return evaluate(metric.expression, point);
}

describe('reserved, not running', () => {
  const metric = metrics.reservedNotRunning(FIVE_MINUTES);

  test.each([
    ['before the block starts, when its reservation has no metrics', { desired: 0, available: undefined }, 0],
    ['when the group comes up before its reservation has metrics', { desired: 18, available: undefined }, undefined],
    ['while the group is at zero and the block is active', { desired: 0, available: 18 }, 0],
    ['while all run', { desired: 18, available: 0 }, 0],
    ['while one is missing', { desired: 18, available: 1 }, 1],
    ['while one is missing and the group publishes nothing', { desired: undefined, available: 1 }, 1],
    ['from the drain to the end of the block', { desired: 0, available: 18 }, 0],
    ['after the end, when the reservation has no metrics', { desired: 0, available: undefined }, 0],
  ])('%s: %j is %s', (_when, point, expected) => {
    expect(value(metric, point)).toBe(expected);
  });

  test('both metrics are of this group and this reservation', () => {
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

describe('GPUs that do not report', () => {
  const metric = metrics.gpusNotReporting(Duration.minutes(15));

  test.each([
    ['all 72 report each minute', { inService: 18, readings: 72 * 15 }, 0],
    ['one node is silent', { inService: 18, readings: 68 * 15 }, 4],
    ['two GPUs are lost', { inService: 18, readings: 70 * 15 }, 2],
    ['no agent reports', { inService: 18, readings: undefined }, 72],
    ['no node is in service', { inService: 0, readings: undefined }, 0],
    ['the group publishes nothing', { inService: undefined, readings: undefined }, undefined],
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
