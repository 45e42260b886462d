import {
  AGENT_AGGREGATION_DIMENSIONS,
  AGENT_APPEND_DIMENSIONS,
  AGENT_INTERVAL_SECONDS,
  AGENT_METRICS,
  AGENT_NAMESPACE_PLACE,
} from '../../monitoring/agent-metrics';
import type { AgentMetrics } from '../../monitoring/agent-metrics';
import type { NodeLogNames } from '../../monitoring/node-logs';
import type { NodeFacts } from './node-facts';

/** What decides which metrics a node has. */
export type MeasuredDevices = Pick<NodeFacts, 'accelerator' | 'efaInterfaces'>;

/** The file behind each log group. */
export const NODE_LOG_FILES: Readonly<Record<keyof NodeLogNames, string>> = {
  boot: '/var/log/ultraserver/boot.log',
  gate: '/var/log/ultraserver/gate.log',
  imex: '/var/log/ultraserver/imex.log',
  kernel: '/var/log/ultraserver/kernel.log',
  agent: '/opt/aws/amazon-cloudwatch-agent/logs/amazon-cloudwatch-agent.log',
};

/**
 * Renders the part of the CloudWatch agent's configuration that says what it measures: of `AGENT_METRICS`, those that the
 * node has devices for. `agent.sh` fills in the namespace, which is the member's (`agentNamespace`).
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Agent-Configuration-File-Details.html
 */
export function renderAgentMetrics(node: MeasuredDevices): string {
  const sections = AGENT_METRICS.filter((metrics) => isOnNode(metrics, node));
  return renderJson({
    agent: { metrics_collection_interval: AGENT_INTERVAL_SECONDS },
    metrics: {
      namespace: AGENT_NAMESPACE_PLACE,
      append_dimensions: AGENT_APPEND_DIMENSIONS,
      aggregation_dimensions: AGENT_AGGREGATION_DIMENSIONS,
      metrics_collected: Object.fromEntries(sections.map((metrics) => [metrics.section, renderSection(metrics)])),
    },
  });
}

/**
 * Renders the part that says which files go to which log group. It is a file of its own, because the names may be known
 * to CloudFormation alone.
 */
export function renderAgentLogs(logGroups: NodeLogNames): string {
  const logs_collected = { files: { collect_list: renderFiles(logGroups) } };
  // Once, for all of them: every byte counts here.
  return renderJson({ logs: { log_stream_name: '{instance_id}', logs_collected } });
}

function renderJson(content: Readonly<Record<string, unknown>>): string {
  return `${JSON.stringify(content)}\n`;
}

function isOnNode(metrics: AgentMetrics, node: MeasuredDevices): boolean {
  switch (metrics.perDevice) {
    case 'gpu':
      return node.accelerator === 'nvidia';
    case 'efa':
      return node.efaInterfaces > 0;
    default:
      return true;
  }
}

function renderSection(metrics: AgentMetrics): Record<string, string[]> {
  const list = metrics.section === 'ethtool' ? 'metrics_include' : 'measurement';
  return {
    [list]: metrics.measurements,
    ...(metrics.resources ? { resources: metrics.resources } : {}),
    ...(metrics.dropOriginals ? { drop_original_metrics: metrics.measurements } : {}),
  };
}

function renderFiles(logGroups: NodeLogNames): Record<string, string>[] {
  const logs = ['boot', 'gate', 'imex', 'kernel', 'agent'] as const;
  return logs.map((log) => ({
    file_path: NODE_LOG_FILES[log],
    log_group_name: logGroups[log],
  }));
}
