import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  AGENT_METRICS,
  CellDashboard,
  type CellDashboardProps,
  DASHBOARD_LIMITS,
  MEMBER_ALARMS,
  type MonitoredNodes,
  NODE_LOG_FILTERS,
  NodeLogs,
} from 'cdk-ultraserver';

import { testStack } from '../../support/app';
import { ALPHA, UNGROUPED } from './fixtures';

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

function members(count: number, nodes: MonitoredNodes = ALPHA): MonitoredNodes[] {
  return Array.from({ length: count }, (_one, index) => ({ ...nodes, member: `member${index}` }));
}

function dashboard(props: Partial<CellDashboardProps> = {}): { widgets: Widget[]; cell: CellDashboard } {
  const stack = testStack('frontier-cell-train');
  const cell = new CellDashboard(stack, 'Dashboard', { members: members(2), ...props });
  return { widgets: widgetsOf(stack), cell };
}

const titlesOf = (widgets: Widget[]): (string | undefined)[] => widgets.map(({ properties }) => properties.title);

const expressionsOf = (widgets: Widget[]): string[] =>
  widgets
    .flatMap(({ properties }) => properties.metrics ?? [])
    .flat()
    .flatMap((entry) => (typeof entry === 'object' && entry.expression !== undefined ? [entry.expression] : []));

test('its widgets are the same for any number of members', () => {
  const expected = titlesOf(dashboard({ members: members(1) }).widgets);
  expect(titlesOf(dashboard({ members: members(9) }).widgets)).toEqual(expected);
});

test('a member adds lines under its own name, and changes no line of another', () => {
  const lines = (count: number): string[] =>
    dashboard({ members: members(count) })
      .widgets.flatMap(({ properties }) => properties.metrics ?? [])
      .map((line) => JSON.stringify(line));
  const [two, three] = [lines(2), lines(3)];

  expect(three).toEqual(expect.arrayContaining(two));
  expect(three.filter((line) => !two.includes(line) && !/member2|m2x/.test(line))).toEqual([]);
});

test('the metrics on it stay within what CloudWatch shows, for as many members as a stack has room for', () => {
  const { load } = dashboard({ members: members(17) }).cell;

  expect(load.metricsPerWidget).toBe(17 * 18);
  expect(load.metricsPerDashboard).toBeLessThanOrEqual(DASHBOARD_LIMITS.metricsPerDashboard);
});

test('more members than CloudWatch shows are refused', () => {
  expect(() => dashboard({ members: members(28) })).toThrow(/metrics.*divide the members among several cells/);
});

test('the widgets that are counted are those that are there', () => {
  const { widgets, cell } = dashboard();
  expect(cell.load.widgets).toBe(widgets.length);
});

test('what a member lacks it has no line of', () => {
  const text = JSON.stringify(dashboard({ members: [UNGROUPED] }).widgets);

  expect(text).not.toContain('AutoScalingGroupName');
  expect(text).toContain('alpha reporting');
  expect(text).toContain('AvailableInstanceCount');
  const { capacityReservationId: _none, ...unreserved } = UNGROUPED;
  expect(JSON.stringify(dashboard({ members: [unreserved] }).widgets)).not.toContain('AvailableInstanceCount');
});

test('every metric that the agent collects is on it', () => {
  const text = JSON.stringify(dashboard().widgets);
  const missing = AGENT_METRICS.flatMap(({ metricNames }) => metricNames).filter((name) => !text.includes(`"${name}"`));

  expect(missing).toEqual([]);
});

test('the nodes that stand out are found by searches in the namespace of each member', () => {
  const searches = expressionsOf(dashboard().widgets).filter((expression) => expression.includes('SEARCH('));

  expect(searches).toContain(
    `SLICE(SORT(SEARCH('{"UltraServer/frontier/member1",InstanceId} MetricName="nvidia_smi_temperature_gpu"', 'Maximum', 300), MAX, DESC), 0, 3)`,
  );
  expect(searches).toHaveLength(6 * 2);
  expect(searches.every((search) => search.length <= DASHBOARD_LIMITS.searchCharacters)).toBe(true);
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
  const text = JSON.stringify(
    dashboard({ members: members(2, { ...ALPHA, acceleratorManufacturer: 'aws-neuron' }) }).widgets,
  );
  expect(text).not.toContain('nvidia_smi');
  expect(text).toContain('efa_rx_dropped');
});

test('with logs it shows failures of gate and IMEX, and Xids', () => {
  const stack = testStack('frontier-cell-train');
  new CellDashboard(stack, 'Dashboard', { members: members(2), logs: new NodeLogs(stack, 'Logs') });
  const logs = widgetsOf(stack).filter(({ type }) => type === 'log');

  expect(logs.map(({ properties }) => properties.title)).toEqual([
    'Boot gate and IMEX: last failures',
    'Kernel: last Xids',
  ]);
  expect(logs[0]?.properties.query).toContain('filter result = "failed"');
});

test('everything that is counted in the logs is on it', () => {
  const stack = testStack('frontier-cell-train');
  new CellDashboard(stack, 'Dashboard', { members: members(2), logs: new NodeLogs(stack, 'Logs') });
  const shown = widgetsOf(stack).flatMap(({ properties }) => properties.metrics ?? []);
  const names = shown.map(([, name]) => name);

  expect(names).toEqual(expect.arrayContaining(NODE_LOG_FILTERS.map(({ metricName }) => metricName)));
});
