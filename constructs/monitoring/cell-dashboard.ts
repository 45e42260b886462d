import { Duration, Stack } from 'aws-cdk-lib';
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
import { type GroupPanel, NODE_PANELS, nodeQuery, PANEL_SECTIONS, WORST_NODES } from './dashboard-panels';
import { searchGroups, wordsOfStackName } from './group-search';
import type { NodeLogs } from './node-logs';
import { severitiesOf } from './severity';
import { FULL_WIDTH, GRAPH_HEIGHT, HEADING_HEIGHT, THIRD_WIDTH } from './widget-size';

const PERIOD = Duration.minutes(5);
const LOG_LINES = 20;

export interface CellDashboardProps {
  /** Members of the cell, now or as many as it may come to hold: it decides whether the graphs can show them all. */
  readonly memberCount: number;

  /**
   * Whether any member has NVIDIA GPUs.
   *
   * @default true
   */
  readonly gpuMetrics?: boolean;

  /**
   * Words that the names of the cell's Auto Scaling groups contain, each of them, and other groups' names do not.
   *
   * @default - the words of the stack's name, with which CloudFormation begins the names of the groups in it
   */
  readonly groupNameWords?: string[];

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
 * Its size does not depend on the number of members: the graphs search for them. A member that is added or removed leaves
 * the dashboard as it is.
 *
 * @throws InvalidPropsError where CloudWatch would not show all members
 */
export class CellDashboard extends Construct {
  readonly dashboard: Dashboard;

  /** Widgets and metrics, with as many members as were stated. */
  readonly load: DashboardLoad;

  constructor(scope: Construct, id: string, props: CellDashboardProps) {
    super(scope, id);
    const gpu = props.gpuMetrics ?? true;
    const words = props.groupNameWords ?? wordsOfStackName(Stack.of(this).stackName);

    const rows: IWidget[][] = [];
    const lines: number[] = [];
    for (const section of PANEL_SECTIONS) {
      const panels = section.panels.filter(({ needs }) => gpu || needs !== 'gpu');
      if (panels.length > 0) {
        rows.push(
          [heading(section.title)],
          panels.map((panel) => groupGraph(panel, words)),
        );
        lines.push(...panels.map(({ metrics }) => metrics.length * props.memberCount));
      }
    }

    const nodePanels = NODE_PANELS.filter(({ needs }) => gpu || needs !== 'gpu');
    rows.push([heading(`The ${WORST_NODES} nodes of the Region that stand out most`)]);
    rows.push(
      nodePanels.map((panel) =>
        graph(panel.title, panel.unit, [
          new MathExpression({ expression: nodeQuery(panel), label: '', period: PERIOD }),
        ]),
      ),
    );
    lines.push(...nodePanels.map(() => WORST_NODES));

    if (props.logs !== undefined) {
      const shown = logWidgets(props.logs);
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

function heading(text: string): TextWidget {
  return new TextWidget({ markdown: `## ${text}`, width: FULL_WIDTH, height: HEADING_HEIGHT });
}

function groupGraph(panel: GroupPanel, words: string[]): GraphWidget {
  const metrics = panel.metrics.map((metric) =>
    searchGroups({
      ...metric,
      dimension: metric.dimension ?? 'AutoScalingGroupName',
      period: PERIOD,
      // Nothing in a reservation's id tells whose it is.
      words: metric.dimension === undefined ? words : [],
    }),
  );
  return graph(panel.title, panel.unit, metrics, panel.alarm);
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
