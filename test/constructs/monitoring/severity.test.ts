import { severitiesOf } from 'cdk-ultraserver';

test.each([
  [{ Warning: 1, Critical: 2 }, ['Critical', 'Warning']],
  [{ Warning: 1 }, ['Warning']],
  [{ Critical: 0 }, ['Critical']],
  [{}, []],
])('%j has an alarm for each of %j', (thresholds, expected) => {
  expect(severitiesOf(thresholds)).toEqual(expected);
});
