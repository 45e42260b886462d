import { join } from 'node:path';

import { loadPrices } from '../../../../lib/plan/prices/load-prices';
import { parsePrices } from '../../../../lib/plan/prices/parse-prices';

const ROOT = join(__dirname, '..', '..', '..', '..');

const RIGHT = `prices:
  - type: u-p6e-gb200x72
    capacity: block
    usdPerHour: 761.904
    place: use1-dfw2-az1
    source: https://aws.amazon.com/ec2/capacityblocks/pricing/
    read: 2026-08
`;

/** What is wrong with a text, as `line:column id`. */
function problemsOf(text: string): string[] {
  return (parsePrices(text, 'x').problems ?? []).map(({ id, line, column }) => `${line}:${column} ${id}`);
}

test('reads a price', () => {
  expect(parsePrices(RIGHT, 'my.yaml').list).toEqual({
    file: 'my.yaml',
    prices: [
      {
        type: 'u-p6e-gb200x72',
        capacity: 'block',
        usdPerHour: 761.904,
        place: 'use1-dfw2-az1',
        source: 'https://aws.amazon.com/ec2/capacityblocks/pricing/',
        read: '2026-08',
        note: undefined,
      },
    ],
  });
});

test("the project's own list is right, and says of each price where and when it was read", () => {
  const { prices } = loadPrices(join(ROOT, 'config', 'prices.yaml'));
  expect(prices.length).toBeGreaterThan(5);
  expect(prices.every(({ source, read }) => source.startsWith('https://aws.amazon.com/') && read !== '')).toBe(true);
});

test.each([
  ['block', 'blok', '3:15 unknown-value'],
  ['usdPerHour: 761.904', 'usdPerHour: 0', '4:17 price-positive'],
  ['usdPerHour: 761.904', 'usdPerHour: -1', '4:17 price-positive'],
  ['usdPerHour: 761.904', 'usdPerHour: "761"', '4:17 wrong-type'],
  ['usdPerHour: 761.904', 'usdPerHuor: 761.904', '2:5 missing-key'],
  ['u-p6e-gb200x72', 'GB200', '2:11 price-type'],
  ['place: use1-dfw2-az1', 'place: Dallas', '5:12 price-place'],
  ['https://aws', 'http://aws', '6:13 price-source'],
  ['read: 2026-08', 'read: last week', '7:11 price-read'],
  ['read: 2026-08', 'read: 2026-13', '7:11 price-read'],
  ['    read: 2026-08\n', '', '2:5 missing-key'],
  ['prices:', 'price:', '1:1 missing-key'],
  ['  - type', '    type', '2:5 wrong-type'],
])('%j as %j is refused', (right, wrong, problem) => {
  expect(problemsOf(RIGHT.replace(right, wrong))).toContain(problem);
  expect(problemsOf(RIGHT)).toEqual([]);
});

test('near misses pass', () => {
  for (const [from, to] of [
    ['u-p6e-gb200x72', 'p5en.48xlarge'],
    ['block', 'on-demand'],
    ['761.904', '0.001'],
    ['place: use1-dfw2-az1', 'place: us-gov-west-1'],
    ['    place: use1-dfw2-az1\n', ''],
    ['read: 2026-08', 'read: 2026-08-31'],
  ] as const) {
    expect(problemsOf(RIGHT.replace(from, to))).toEqual([]);
  }
});

test('a slip of a key says what was meant', () => {
  const { problems = [] } = parsePrices(RIGHT.replace('usdPerHour', 'usdPerHuor'), 'x');
  expect(problems.map(({ message }) => message)).toContainEqual(expect.stringContaining('did you mean "usdPerHour"?'));
});

test('two prices for one thing are refused, for two places they are not', () => {
  const [, ...rest] = RIGHT.split('\n');
  const twice = `${RIGHT}${rest.join('\n')}`;
  expect(problemsOf(twice)).toEqual(['8:5 price-twice']);
  expect(problemsOf(`${RIGHT}${rest.join('\n').replace('use1-dfw2-az1', 'us-east-1')}`)).toEqual([]);
});

test('what is no YAML is refused with its place', () => {
  expect(problemsOf('prices:\n\t- type: x\n')).toEqual(['2:1 yaml-tab']);
});

test('a file that is not there', () => {
  expect(() => loadPrices('nowhere.yaml')).toThrow(
    'nowhere.yaml:1:1  there is no such file; give the path of a price list: ultraserver plan --prices config/prices.yaml  [file-missing]',
  );
});
