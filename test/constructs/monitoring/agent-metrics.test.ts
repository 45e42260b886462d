import {
  AGENT_AGGREGATION_DIMENSIONS,
  AGENT_APPEND_DIMENSIONS,
  AGENT_METRICS,
  agentMetrics,
  agentNamespace,
} from 'cdk-ultraserver';

/** Prefix under which the agent publishes a section. */
const PREFIX = { nvidia_gpu: 'nvidia_smi', efa: 'efa', ethtool: 'ethtool', mem: 'mem', disk: 'disk' } as const;

test.each(AGENT_METRICS.map((metrics) => [metrics.section, metrics] as const))(
  '%s: each measurement has its name in CloudWatch',
  (section, { measurements, metricNames }) => {
    const expected = measurements.map((name) => (name.startsWith(`${section}_`) ? name : `${PREFIX[section]}_${name}`));

    expect(metricNames).toEqual(expected);
    expect(new Set(metricNames).size).toBe(metricNames.length);
  },
);

test('no section comes twice', () => {
  const sections = AGENT_METRICS.map(({ section }) => section);
  expect(new Set(sections).size).toBe(sections.length);
});

test('what is measured on many devices is published for each instance and member alone', () => {
  const many = AGENT_METRICS.filter(({ perDevice }) => ['gpu', 'efa', 'file-system'].includes(perDevice));

  expect(many.length).toBeGreaterThan(0);
  expect(many.every(({ dropOriginals }) => dropOriginals)).toBe(true);
});

test('ethtool keeps its originals, since the agent looks for them under `measurement` alone', () => {
  expect(AGENT_METRICS.find(({ section }) => section === 'ethtool')?.dropOriginals).toBe(false);
});

test('every dimension that is aggregated over is appended to each metric', () => {
  const appended = Object.keys(AGENT_APPEND_DIMENSIONS);
  expect(AGENT_AGGREGATION_DIMENSIONS.flat().every((dimension) => appended.includes(dimension))).toBe(true);
});

test('the first aggregation has no dimension, and so is of all that publishes in the namespace: alarms read it', () => {
  expect(AGENT_AGGREGATION_DIMENSIONS[0]).toEqual([]);
});

test('the namespace tells members, and clusters, apart', () => {
  expect(agentNamespace('frontier', 'train/alpha')).toBe('UltraServer/frontier/train/alpha');
});

test('nodes with Trainium have all but the GPU metrics', () => {
  expect(agentMetrics('aws-neuron').map(({ section }) => section)).toEqual(['efa', 'ethtool', 'mem', 'disk']);
  expect(agentMetrics()).toEqual([...AGENT_METRICS]);
});
