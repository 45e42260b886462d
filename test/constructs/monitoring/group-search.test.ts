import { Duration, Token } from 'aws-cdk-lib';

import { searchGroups, searchQuery, wordsOfStackName } from '../../../constructs/monitoring/group-search';

const search = {
  namespace: 'CWAgent',
  dimension: 'AutoScalingGroupName',
  metricName: 'mem_used_percent',
  statistic: 'Maximum',
  period: Duration.minutes(5),
  words: ['frontier', 'train'],
} as const;

test('a query names the metric and every word', () => {
  expect(searchQuery({ ...search, words: [...search.words] })).toBe(
    '{CWAgent,AutoScalingGroupName} MetricName="mem_used_percent" frontier train',
  );
});

test('an expression searches with the statistic and the period', () => {
  expect(searchGroups({ ...search, words: [] }).expression).toBe(
    `SEARCH('{CWAgent,AutoScalingGroupName} MetricName="mem_used_percent"', 'Maximum', 300)`,
  );
});

test('a counter that only grows is shown by its growth', () => {
  expect(searchGroups({ ...search, words: [], apply: 'DIFF' }).expression).toMatch(/^DIFF\(SEARCH\(.*\)\)$/);
});

test.each([
  ['frontier-cell-train', ['frontier', 'cell', 'train']],
  ['Test', ['Test']],
  ['a--b', ['a', 'b']],
])('the words of stack %s are %j', (name, words) => {
  expect(wordsOfStackName(name)).toEqual(words);
});

test('a name that is not known at synthesis has none', () => {
  expect(() => wordsOfStackName(Token.asString({ Ref: 'AWS::StackName' }))).toThrow(/give groupNameWords/);
});
