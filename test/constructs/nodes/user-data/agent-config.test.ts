import { renderAgentLogs, renderAgentMetrics } from '../../../../constructs/nodes/user-data/agent-config';
import { AGENT_METRICS } from '../../../../constructs/monitoring/agent-metrics';
import { GB200_NODE } from '../scripts/node-sandbox';

interface AgentMetricsFile {
  readonly metrics: {
    readonly namespace: string;
    readonly append_dimensions: Readonly<Record<string, string>>;
    readonly aggregation_dimensions: string[][];
    readonly metrics_collected: Readonly<Record<string, Readonly<Record<string, string[]>>>>;
  };
}

const metrics = (facts = GB200_NODE) => (JSON.parse(renderAgentMetrics(facts)) as AgentMetricsFile).metrics;

test('measures what the list of metrics says, under the key that each section reads', () => {
  const { metrics_collected: sections } = metrics();
  for (const { section, measurements } of AGENT_METRICS) {
    expect(sections[section]?.[section === 'ethtool' ? 'metrics_include' : 'measurement']).toEqual(measurements);
  }
  expect(Object.keys(sections)).toHaveLength(AGENT_METRICS.length);
});

test('drops the originals of what would be one metric a device', () => {
  const { metrics_collected: sections } = metrics();
  for (const { section, measurements, dropOriginals } of AGENT_METRICS) {
    expect(sections[section]?.drop_original_metrics).toEqual(dropOriginals ? measurements : undefined);
  }
});

test('adds up over the member and over each node, so that alarms do not grow with the GPUs', () => {
  expect(metrics()).toMatchObject({
    namespace: 'NAMESPACE',
    append_dimensions: { InstanceId: '${aws:InstanceId}' },
    aggregation_dimensions: [[], ['InstanceId']],
  });
});

test('asks for no device that the node lacks', () => {
  const sections = (facts: typeof GB200_NODE) => Object.keys(metrics(facts).metrics_collected);
  expect(sections({ ...GB200_NODE, accelerator: 'aws-neuron' })).not.toContain('nvidia_gpu');
  expect(sections({ ...GB200_NODE, efaInterfaces: 0 })).not.toContain('efa');
});

test('sends each log to its group, one stream an instance', () => {
  const groups = { boot: 'b', gate: 'g', imex: 'i', kernel: 'k', agent: 'a' };
  expect(JSON.parse(renderAgentLogs(groups))).toEqual({
    logs: {
      log_stream_name: '{instance_id}',
      logs_collected: {
        files: {
          collect_list: [
            ['/var/log/ultraserver/boot.log', 'b'],
            ['/var/log/ultraserver/gate.log', 'g'],
            ['/var/log/ultraserver/imex.log', 'i'],
            ['/var/log/ultraserver/kernel.log', 'k'],
            ['/opt/aws/amazon-cloudwatch-agent/logs/amazon-cloudwatch-agent.log', 'a'],
          ].map(([path, group]) => ({ file_path: path, log_group_name: group })),
        },
      },
    },
  });
});
