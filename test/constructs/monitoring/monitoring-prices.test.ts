import { US_EAST_1_PRICES } from 'cdk-ultraserver';

import { tieredCost } from '../../../constructs/monitoring/monitoring-prices';

test.each([
  [0, 0],
  [1, 0.3],
  [10_000, 3_000],
  [10_001, 3_000.1],
  [250_000, 27_000],
  [1_000_001, 64_500.02],
])('%d custom metrics cost %d', (units, usd) => {
  expect(tieredCost(units, US_EAST_1_PRICES.customMetric)).toBeCloseTo(usd, 6);
});

test('prices that nobody confirmed say so', () => {
  expect(US_EAST_1_PRICES.source.note).toMatch(/UNCONFIRMED/);
  expect(US_EAST_1_PRICES.source.url).toMatch(/^https:\/\/aws\.amazon\.com\//);
});
