import { Duration } from 'aws-cdk-lib';
import {
  Dashboard,
  GraphWidget,
  type HorizontalAnnotation,
  type IMetric,
  type IWidget,
  LogQueryVisualizationType,
  LogQueryWidget,
  MathExpression,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';

import { refuse } from '../private/errors';
import { pascalCase } from '../private/text';
import type { AlarmDefinition } from './alarm-definition';
import { CLUSTER_ALARMS } from './cluster-alarms';
import { checkDashboardLoad, type DashboardLoad } from './dashboard-limits';
import {
  type MemberNeed,
  type MemberPanel,
  NODE_PANELS,
  type NodePanel,
  PANEL_SECTIONS,
  WORST_NODES,
  worstNodes,
} from './dashboard-panels';
import { hasGpuMetrics, type MonitoredNodes } from './monitored-nodes';
import type { NodeLogs } from './node-logs';
import { NodeMetrics } from './node-metrics';
import { severitiesOf } from './severity';
import { FULL_WIDTH, GRAPH_HEIGHT, HEADING_HEIGHT, THIRD_WIDTH } from './widget-size';

const PERIOD = Duration.minutes(5);
const LOG_LINES = 20;

export interface CellDashboardProps {
  /** What the cell holds. */
  readonly members: MonitoredNodes[];

  /**
   * The nodes' logs.
   *
   * @default - the dashboard shows no logs
   */
  readonly logs?: NodeLogs;
}

/**
 * Defines the dashboard of a cell: capacity, status checks, GPUs, EFA and hosts with a line for each member, the nodes
 * that stand out, and what the nodes log.
 *
 * Its widgets are the same for any number of members; a member adds lines to them. What a member lacks, such as an Auto
 * Scaling group that can be named, it has no line of.
 *
 * @throws InvalidPropsError where CloudWatch would not show all members
 */
export class CellDashboard extends Construct {
  readonly dashboard: Dashboard;

  /** Widgets and metrics. */
  readonly load: DashboardLoad;

  constructor(scope: Construct, id: string, props: CellDashboardProps) {
    super(scope, id);
    const { members, logs } = props;
    const gpu = members.some(hasGpuMetrics);

    const rows: IWidget[][] = [];
    const lines: number[] = [];
    for (const section of PANEL_SECTIONS) {
      const panels = section.panels.filter(({ needs }) => gpu || needs !== 'gpu');
      if (panels.length > 0) {
        const shown = panels.map((panel) => memberLines(panel, members));
        rows.push(
          [heading(section.title)],
          panels.map(({ title, unit, alarm }, index) => graph(title, unit, shown[index] ?? [], alarm)),
        );
        lines.push(...shown.map(({ length }) => length));
      }
    }

    const nodePanels = NODE_PANELS.filter(({ needs }) => gpu || needs !== 'gpu');
    rows.push([heading(`The ${WORST_NODES} nodes of each member that stand out most`)]);
    rows.push(nodePanels.map((panel) => graph(panel.title, panel.unit, nodeLines(panel, members))));
    // A search counts with all that it finds, shown or not.
    const nodes = members.reduce((sum, { instanceCount }) => sum + instanceCount, 0);
    lines.push(...nodePanels.map(() => nodes));

    if (logs !== undefined) {
      const shown = logWidgets(logs);
      rows.push([heading('Logs of the cluster')], shown);
      lines.push(...shown.map(() => 2));
    }

    this.load = {
      widgets: rows.flat().length,
      metricsPerWidget: Math.max(...lines),
      metricsPerDashboard: lines.reduce((sum, count) => sum + count, 0),
    };
    refuse(checkDashboardLoad(this.load), this);
    this.dashboard = new Dashboard(this, 'Resource', { widgets: rows });
  }
}

/** A line of the panel for each member that has it. */
function memberLines(panel: MemberPanel, members: MonitoredNodes[]): IMetric[] {
  return members.flatMap((nodes, member) => {
    if (panel.needs === 'gpu' && !hasGpuMetrics(nodes)) {
      return [];
    }
    const metrics = new NodeMetrics(nodes);
    return panel.lines
      .filter(({ needs }) => needs === undefined || has(nodes, needs))
      .map(({ label: what, metric, apply }, line) => {
        const label = what === undefined ? nodes.member : `${nodes.member} ${what}`;
        const value = metric(metrics, PERIOD);
        const id = `m${member}x${line}`;
        return apply === undefined
          ? value.with({ label })
          : new MathExpression({ expression: `${apply}(${id})`, usingMetrics: { [id]: value }, label, period: PERIOD });
      });
  });
}

function has(nodes: MonitoredNodes, need: MemberNeed): boolean {
  const met: Record<MemberNeed, boolean> = {
    group: nodes.autoScalingGroupName !== undefined,
    'no-group': nodes.autoScalingGroupName === undefined,
    reservation: nodes.capacityReservationId !== undefined,
  };
  return met[need];
}

function nodeLines(panel: NodePanel, members: MonitoredNodes[]): IMetric[] {
  return members
    .filter((nodes) => panel.needs !== 'gpu' || hasGpuMetrics(nodes))
    .map((nodes) => {
      const { namespace } = new NodeMetrics(nodes);
      return new MathExpression({
        expression: worstNodes(panel, namespace, PERIOD),
        label: nodes.member,
        period: PERIOD,
      });
    });
}

function heading(text: string): TextWidget {
  return new TextWidget({ markdown: `## ${text}`, width: FULL_WIDTH, height: HEADING_HEIGHT });
}

function graph(title: string, unit: string, left: IMetric[], alarm?: AlarmDefinition): GraphWidget {
  return new GraphWidget({
    title,
    left,
    leftYAxis: { min: 0, label: unit, showUnits: false },
    leftAnnotations: alarm === undefined ? [] : annotations(alarm),
    width: THIRD_WIDTH,
    height: GRAPH_HEIGHT,
  });
}

function annotations({ id, thresholds }: AlarmDefinition): HorizontalAnnotation[] {
  return severitiesOf(thresholds).map((severity) => ({
    value: thresholds[severity] ?? Number.NaN,
    label: `${pascalCase(severity)}: ${id}`,
    color: severity === 'critical' ? '#d62728' : '#ff7f0e',
  }));
}

function logWidgets(logs: NodeLogs): IWidget[] {
  const { gateFailed, xidFatal } = CLUSTER_ALARMS;
  return [
    graph('Boot gate and IMEX failures', 'reports', [logs.metricGateFailed(), logs.metricImexFailed()], gateFailed),
    graph('Xids, all and fatal', 'reports', [logs.metricXid(), logs.metricXidFatal()], xidFatal),
    graph('Errors of the CloudWatch agent', 'lines', [logs.metricAgentErrors()]),
    new LogQueryWidget({
      title: 'Boot gate and IMEX: last failures',
      logGroupNames: [logs.names.gate, logs.names.imex],
      view: LogQueryVisualizationType.TABLE,
      queryLines: [
        'fields @timestamp, @logStream as instance, event, check, expected, found, nodes, reason',
        'filter result = "failed"',
        'sort @timestamp desc',
        `limit ${LOG_LINES}`,
      ],
      width: FULL_WIDTH,
      height: GRAPH_HEIGHT,
    }),
    new LogQueryWidget({
      title: 'Kernel: last Xids',
      logGroupNames: [logs.names.kernel],
      view: LogQueryVisualizationType.TABLE,
      queryLines: [
        'fields @timestamp, @logStream as instance, @message',
        'filter @message like "NVRM: Xid"',
        'sort @timestamp desc',
        `limit ${LOG_LINES}`,
      ],
      width: FULL_WIDTH,
      height: GRAPH_HEIGHT,
    }),
  ];
}
