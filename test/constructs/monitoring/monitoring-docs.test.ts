import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  AGENT_METRICS,
  type AlarmDefinition,
  ALARMS,
  EVENT_DEFINITIONS,
  monitoringCost,
  NODE_LOG_FILTERS,
  severitiesOf,
  XIDS,
} from 'cdk-ultraserver';

const page = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'monitoring.md'), 'utf8');

/** Rows of the table under a heading, as cells without their markup of links and code. */
function tableUnder(heading: string): string[][] {
  const [, section = ''] = page.split(`\n## ${heading}\n`);
  const rows =
    section
      .split(/\n## /)[0]
      ?.split('\n')
      .filter((line) => line.startsWith('|')) ?? [];
  return rows.slice(2).map((row) =>
    row
      .slice(1, -1)
      .split('|')
      .map((cell) =>
        cell
          .trim()
          .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
          .replaceAll('`', ''),
      ),
  );
}

/** The text between a heading of the third level and the next heading. */
function sectionOf(id: string): string {
  const [, rest = ''] = page.split(`\n### ${id}\n`);
  return (
    rest
      .split(/\n##+ /)[0]
      ?.replaceAll('`', '')
      .replaceAll(/\s+/g, ' ') ?? ''
  );
}

const plain = (text: string): string => text.replaceAll('`', '');
const sentence = (text: string): string => plain(text.charAt(0).toUpperCase() + text.slice(1));

test('the table has a row for each alarm and severity, as the code makes them', () => {
  const expected = ALARMS.flatMap(({ id, level, thresholds, unit, breaching, periods, periodMinutes }) =>
    severitiesOf(thresholds).map((severity) => [
      id,
      level,
      severity.charAt(0).toUpperCase() + severity.slice(1),
      `≥ ${thresholds[severity]} ${unit}`,
      `${breaching} of ${periods} × ${periodMinutes} min`,
    ]),
  );
  expect(tableUnder('Alarms')).toEqual(expected);
});

describe('each alarm has its runbook', () => {
  test.each(ALARMS.map((definition) => [definition.id, definition] as const))(
    '%s',
    (id, definition: AlarmDefinition) => {
      const text = sectionOf(id);
      expect(text).toContain(sentence(definition.happened.replace('{name}', 'the member')));
      expect(text).toContain(sentence(definition.act));
      expect(text).toContain(plain(definition.why));
    },
  );
});

test('ids of alarms and events are anchors, each once', () => {
  const ids = [...ALARMS, ...EVENT_DEFINITIONS].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) {
    expect(page.split(`\n### ${id}\n`)).toHaveLength(2);
  }
});

test('each event says what it matches', () => {
  for (const { id, source, detailType, description } of EVENT_DEFINITIONS) {
    const text = sectionOf(id);
    expect(text).toContain(description);
    expect(text).toContain(`${source}, ${detailType.toString()}`);
  }
});

test('the table of metrics lists what the agent collects', () => {
  const expected = AGENT_METRICS.map(({ section, metricNames, perDevice, dropOriginals }) => [
    section,
    metricNames.join(', '),
    perDevice,
    dropOriginals || perDevice === 'instance' ? 'no' : 'yes',
  ]);
  expect(tableUnder('Metrics')).toEqual(expected);
});

test('the table of logs lists what is counted in each', () => {
  const rows = tableUnder('Logs');
  for (const { log, metricName } of NODE_LOG_FILTERS) {
    expect(rows.find(([name]) => name === log)?.[2]).toContain(metricName);
  }
  expect(rows.map(([name]) => name)).toEqual(['boot', 'gate', 'imex', 'kernel', 'agent']);
});

test('the table of Xids is that of the code', () => {
  expect(tableUnder('Xids')).toEqual(XIDS.map(({ code, meaning, action }) => [String(code), meaning, action]));
});

test('the table of costs is what the function yields', () => {
  const x72 = { instances: 18, gpusPerInstance: 4, efaDevices: 4 };
  const many = (count: number): (typeof x72)[] => Array.from({ length: count }, () => x72);
  const clusters = [
    ['1 × u-p6e-gb200x72', many(1)],
    ['10 × u-p6e-gb200x72', many(10)],
    ['100 × u-p6e-gb200x72', many(100)],
    ['16 × p6-b300.48xlarge', [{ instances: 16, gpusPerInstance: 8, efaDevices: 16 }]],
  ] as const;
  const expected = clusters.map(([name, members]) => {
    const cost = monitoringCost({ members: [...members] });
    return [
      name,
      String(cost.alarms),
      String(cost.clusterAlarms),
      String(cost.customMetrics),
      String(cost.detailedMetrics),
      `$${cost.customMetricUsdPerGpu.toFixed(2)}`,
      `$${cost.usdPerGpu.toFixed(2)}`,
    ];
  });
  expect(tableUnder('Cost')).toEqual(expected);
});
