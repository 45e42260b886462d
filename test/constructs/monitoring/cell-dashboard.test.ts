import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  AGENT_METRICS,
  CellDashboard,
  type CellDashboardProps,
  DASHBOARD_LIMITS,
  MEMBER_ALARMS,
  NODE_LOG_FILTERS,
  NodeLogs,
} from 'cdk-ultraserver';
import fc from 'fast-check';

import { searchQuery } from '../../../constructs/monitoring/group-search';
import { PANEL_SECTIONS } from '../../../constructs/monitoring/dashboard-panels';
import { testStack } from '../../support/app';

interface Widget {
  readonly type: string;
  readonly properties: {
    readonly title?: string;
    readonly query?: string;
    readonly metrics?: ({ readonly expression?: string } | string)[][];
    readonly annotations?: { readonly horizontal: { readonly value: number; readonly label: string }[] };
  };
}

/** The widgets of a dashboard's body, with references in place of what only CloudFormation knows. */
function widgetsOf(stack: Stack): Widget[] {
  const [resource] = Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Dashboard'));
  const body = (resource as { Properties: { DashboardBody: { 'Fn::Join': [string, unknown[]] } } }).Properties
    .DashboardBody;
  const text = body['Fn::Join'][1].map((part) => (typeof part === 'string' ? part : 'reference')).join('');
  return (JSON.parse(text) as { widgets: Widget[] }).widgets;
}

function dashboard(props: Partial<CellDashboardProps> = {}): { widgets: Widget[]; cell: CellDashboard } {
  const stack = testStack('frontier-cell-train');
  const cell = new CellDashboard(stack, 'Dashboard', { memberCount: 2, ...props });
  return { widgets: widgetsOf(stack), cell };
}

const expressionsOf = (widgets: Widget[]): string[] =>
  widgets
    .flatMap(({ properties }) => properties.metrics ?? [])
    .flat()
    .flatMap((entry) => (typeof entry === 'object' && entry.expression !== undefined ? [entry.expression] : []));

test('it is the same for any number of members', () => {
  const expected = dashboard({ memberCount: 1 }).widgets;
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 90 }), (memberCount) => {
      expect(dashboard({ memberCount }).widgets).toEqual(expected);
    }),
    { numRuns: 5 },
  );
});

test('the metrics it finds grow with the members, and stay within what CloudWatch shows', () => {
  const { load } = dashboard({ memberCount: 90 }).cell;

  expect(load.metricsPerWidget).toBe(90 * 3);
  expect(load.metricsPerDashboard).toBeLessThanOrEqual(DASHBOARD_LIMITS.metricsPerDashboard);
});

test('more members than CloudWatch shows are refused', () => {
  expect(() => dashboard({ memberCount: 200 })).toThrow(/metrics.*divide the members among several cells/);
});

test('the widgets that are counted are those that are there', () => {
  const { widgets, cell } = dashboard();
  expect(cell.load.widgets).toBe(widgets.length);
});

test('groups are searched by the words of the stack, reservations by none', () => {
  const searches = expressionsOf(dashboard().widgets).filter((expression) => expression.includes('SEARCH('));
  const [ofReservations, ofGroups] = [
    searches.filter((expression) => expression.includes('CapacityReservationId}')),
    searches.filter((expression) => expression.includes('AutoScalingGroupName}')),
  ];

  expect(ofReservations).toHaveLength(2);
  expect(ofGroups.length + ofReservations.length).toBe(searches.length);
  expect(ofGroups.filter((expression) => !expression.includes(" frontier cell train'"))).toEqual([]);
});

test('other words can be given', () => {
  const searches = expressionsOf(dashboard({ groupNameWords: ['alpha'] }).widgets).filter((text) =>
    text.includes('CWAgent,'),
  );
  expect(searches.some((expression) => expression.includes('frontier'))).toBe(false);
  expect(searches.some((expression) => expression.includes(" alpha'"))).toBe(true);
});

test('a query with the longest name of a stack is within what CloudWatch searches by', () => {
  for (const { panels } of PANEL_SECTIONS) {
    for (const metric of panels.flatMap(({ metrics }) => metrics)) {
      const query = searchQuery({ ...metric, dimension: 'AutoScalingGroupName', words: ['a'.repeat(128)] });
      expect(query.length).toBeLessThanOrEqual(DASHBOARD_LIMITS.searchCharacters);
    }
  }
});

test('every metric that the agent collects is on it', () => {
  const text = expressionsOf(dashboard().widgets).join('\n');
  const missing = AGENT_METRICS.flatMap(({ metricNames }) => metricNames).filter((name) => !text.includes(`"${name}"`));

  expect(missing).toEqual([]);
});

test('the nodes that stand out are found by queries that name no group', () => {
  const queries = expressionsOf(dashboard().widgets).filter((expression) => expression.startsWith('SELECT'));

  expect(queries).toContain(
    'SELECT MAX(nvidia_smi_temperature_gpu) FROM SCHEMA(CWAgent, AutoScalingGroupName, InstanceId) ' +
      'GROUP BY AutoScalingGroupName, InstanceId ORDER BY MAX() DESC LIMIT 10',
  );
  expect(queries).toHaveLength(8);
});

test('thresholds are drawn in', () => {
  const hottest = dashboard().widgets.find(({ properties }) => properties.title === 'Hottest GPU');
  const { critical, warning } = MEMBER_ALARMS.gpuTemperature.thresholds;

  expect(hottest?.properties.annotations?.horizontal.map(({ value, label }) => [value, label])).toEqual([
    [critical, 'Critical: gpu-temperature'],
    [warning, 'Warning: gpu-temperature'],
  ]);
});

test('nodes without NVIDIA GPUs get no empty GPU graphs', () => {
  const text = expressionsOf(dashboard({ gpuMetrics: false }).widgets).join('\n');
  expect(text).not.toContain('nvidia_smi');
  expect(text).toContain('efa_rx_dropped');
});

test('with logs it shows failures of gate and IMEX, and Xids', () => {
  const stack = testStack('frontier-cell-train');
  new CellDashboard(stack, 'Dashboard', { memberCount: 2, logs: new NodeLogs(stack, 'Logs') });
  const logs = widgetsOf(stack).filter(({ type }) => type === 'log');

  expect(logs.map(({ properties }) => properties.title)).toEqual([
    'Boot gate and IMEX: last failures',
    'Kernel: last Xids',
  ]);
  expect(logs[0]?.properties.query).toContain('filter result = "failed"');
});

test('everything that is counted in the logs is on it', () => {
  const stack = testStack('frontier-cell-train');
  new CellDashboard(stack, 'Dashboard', { memberCount: 2, logs: new NodeLogs(stack, 'Logs') });
  const shown = widgetsOf(stack).flatMap(({ properties }) => properties.metrics ?? []);
  const names = shown.map(([, name]) => name);

  expect(names).toEqual(expect.arrayContaining(NODE_LOG_FILTERS.map(({ metricName }) => metricName)));
});
