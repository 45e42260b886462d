import { severitiesOf } from 'cdk-ultraserver';

test.each([
  [{ warning: 1, critical: 2 }, ['critical', 'warning']],
  [{ warning: 1 }, ['warning']],
  [{ critical: 0 }, ['critical']],
  [{}, []],
])('%j has an alarm for each of %j', (thresholds, expected) => {
  expect(severitiesOf(thresholds)).toEqual(expected);
});
