import { median, ratio, renderTable, renderTargets, type Series } from './report';

const series = (name: string, validation: boolean, ...wall: number[]): Series => ({
  name,
  validation,
  samples: wall.map((wallMs) => ({ wallMs, cpuMs: 1200, peakMiB: 100 })),
});

const all = [series('empty', false, 900, 1000, 5000), series('cluster', false, 1500, 2000, 2500)];

test.each([
  [[3], 3],
  [[5, 1, 3], 3],
  [[4, 1, 3, 2], 2.5],
])('the median of %j is %d', (values, expected) => {
  expect(median(values)).toBe(expected);
});

test('a ratio is that of the medians, so one slow run changes nothing', () => {
  expect(ratio(all, 'cluster', 'empty', false)).toBe(2);
});

test('a ratio to what was not measured is an error', () => {
  expect(() => ratio(all, 'cluster', 'empty', true)).toThrow("no samples of 'cluster' with the validator on");
});

test('a target is reached at its bound and missed beyond it', () => {
  const target = { name: 'cluster', baseline: 'empty', validation: false };
  expect(renderTargets(all, [{ ...target, atMost: 2 }])).toMatch(/^reached: cluster takes 2\.00 x empty/);
  expect(renderTargets(all, [{ ...target, atMost: 1.99 }])).toMatch(/^missed: /);
});

test('the table has a row for each series', () => {
  expect(renderTable(all, 'empty').split('\n')).toEqual([
    '| app | validator | median s | least s | CPU s | peak MiB | x empty |',
    '| --- | --- | ---: | ---: | ---: | ---: | ---: |',
    '| empty | off | 1.00 | 0.90 | 1.20 | 100 | 1.00 |',
    '| cluster | off | 2.00 | 1.50 | 1.20 | 100 | 2.00 |',
  ]);
});
