import { Template } from 'aws-cdk-lib/assertions';
import {
  AGENT_METRICS,
  type MonitoredShape,
  monitoringCost,
  NODE_LOG_FILTERS,
  NodeGroupMonitoring,
} from 'cdk-ultraserver';
import fc from 'fast-check';

import { OperationsStack } from '../../../lib/stacks/operations-stack';
import { customMetricCount } from '../../../constructs/monitoring/monitoring-cost';
import { testApp } from '../../support/app';
import { ALPHA, stackWithTopic } from './fixtures';

const X72: MonitoredShape = { instances: 18, gpusPerInstance: 4, efaDevices: 4 };

const shapes = fc.record({
  instances: fc.integer({ min: 1, max: 64 }),
  gpusPerInstance: fc.integer({ min: 1, max: 16 }),
  efaDevices: fc.integer({ min: 1, max: 32 }),
  reservation: fc.boolean(),
  group: fc.boolean(),
  gpuMetrics: fc.boolean(),
});

/** Alarms in the templates of a cluster with these members. */
function renderedAlarms(members: readonly MonitoredShape[]): { alarms: number; metrics: number } {
  const operations = new OperationsStack(testApp(), 'operations', {
    env: { region: 'us-east-1' },
    cluster: 'frontier',
    notify: [],
    logRetentionDays: 365,
    kmsKeyArn: undefined,
  });
  const { stack, topic } = stackWithTopic();
  members.forEach(({ instances, gpusPerInstance, reservation = true, group = true, gpuMetrics = true }, index) => {
    const nodes = {
      cluster: 'frontier',
      member: `member${index}`,
      autoScalingGroupName: group ? `asg-${index}` : undefined,
      instanceCount: instances,
      acceleratorsPerInstance: gpusPerInstance,
      acceleratorManufacturer: gpuMetrics ? ('nvidia' as const) : ('aws-neuron' as const),
      capacityReservationId: reservation ? ALPHA.capacityReservationId : undefined,
    };
    new NodeGroupMonitoring(stack, `Member${index}`, { nodes, topic });
  });
  const found = [operations, stack].flatMap((each) =>
    Object.values(Template.fromStack(each).findResources('AWS::CloudWatch::Alarm')),
  ) as { Properties: { Metrics?: { MetricStat?: unknown }[] } }[];
  const metrics = found.map(({ Properties: { Metrics } }) =>
    Metrics === undefined ? 1 : Metrics.filter(({ MetricStat }) => MetricStat !== undefined).length,
  );
  return { alarms: found.length, metrics: metrics.reduce((sum, count) => sum + count, 0) };
}

test('alarms and the metrics they watch are as many as the templates have', () => {
  fc.assert(
    fc.property(fc.array(shapes, { maxLength: 4 }), (members) => {
      const { alarms, alarmMetrics } = monitoringCost({ members });
      expect({ alarms, metrics: alarmMetrics }).toEqual(renderedAlarms(members));
    }),
    { numRuns: 8 },
  );
});

test('alarms do not grow with instances or GPUs, and those of the cluster with nothing', () => {
  fc.assert(
    fc.property(shapes, (shape) => {
      const small = monitoringCost({ members: [{ ...shape, instances: 1, gpusPerInstance: 1 }] });
      const large = monitoringCost({ members: [shape] });
      const many = monitoringCost({ members: Array.from({ length: 50 }, () => shape) });

      expect(large.alarms).toBe(small.alarms);
      expect(many.clusterAlarms).toBe(small.clusterAlarms);
      expect(many.alarms - many.clusterAlarms).toBe(50 * (large.alarms - large.clusterAlarms));
    }),
  );
});

test('one u-p6e-gb200x72 publishes these metrics', () => {
  // Member: 3 GPU + 8 EFA + 3 ENA + 1 memory + 1 disk. Instance: the same, and the originals of 3 ENA counters.
  const expected = 16 + 18 * (16 + 3);

  expect(customMetricCount(AGENT_METRICS, X72)).toBe(expected);
  expect(monitoringCost({ members: [X72] }).customMetrics).toBe(expected + NODE_LOG_FILTERS.length);
});

test('the number of log metrics is that of the rendered filters', () => {
  const empty = monitoringCost({ members: [] });
  expect(empty.customMetrics).toBe(NODE_LOG_FILTERS.length);
});

test('EFA devices cost nothing while their originals are dropped, and much if they were not', () => {
  const kept = AGENT_METRICS.map((metrics) => ({ ...metrics, dropOriginals: false }));
  const more: MonitoredShape = { ...X72, efaDevices: 16 };

  expect(customMetricCount(AGENT_METRICS, more)).toBe(customMetricCount(AGENT_METRICS, X72));
  expect(customMetricCount(kept, more) - customMetricCount(kept, X72)).toBe(18 * 8 * 12);
});

test('each ENA interface costs three metrics an instance', () => {
  const more: MonitoredShape = { ...X72, enaInterfaces: 3 };
  expect(customMetricCount(AGENT_METRICS, more) - customMetricCount(AGENT_METRICS, X72)).toBe(18 * 3 * 2);
});

test('custom metrics of one u-p6e-gb200x72 cost about two dollars a GPU-month', () => {
  const { customMetrics, detailedMetrics, customMetricUsd, customMetricUsdPerGpu, usd, usdPerGpu } = monitoringCost({
    members: [X72],
  });

  expect(customMetricUsd).toBeCloseTo((customMetrics + detailedMetrics) * 0.3, 6);
  expect(customMetricUsdPerGpu).toBeCloseTo(customMetricUsd / 72, 9);
  expect(usdPerGpu).toBeCloseTo(usd / 72, 9);
  expect(customMetricUsdPerGpu).toBeLessThan(2.1);
});

test('at scale the price of a GPU-month falls with the tiers', () => {
  const cost = (count: number): number =>
    monitoringCost({ members: Array.from({ length: count }, () => X72) }).usdPerGpu;
  expect(cost(100)).toBeLessThan(cost(10));
  expect(cost(10)).toBeLessThan(cost(1));
});

test('own prices and dashboards count', () => {
  const prices = {
    customMetric: [{ usd: 1 }],
    alarmMetricUsd: 10,
    dashboardUsd: 100,
    source: { url: 'https://example.com/', read: '2026-11-23' },
  };
  const { usd, customMetrics, detailedMetrics, alarmMetrics } = monitoringCost({
    members: [X72],
    dashboards: 2,
    prices,
  });
  expect(usd).toBe(customMetrics + detailedMetrics + 10 * alarmMetrics + 200);
});

test('a cluster without GPUs costs nothing a GPU', () => {
  expect(monitoringCost({ members: [] })).toMatchObject({ usdPerGpu: 0, customMetricUsdPerGpu: 0 });
});
