import { checkLogRetention } from 'cdk-ultraserver/rules';

test.each([1, 365, 3653])('%d days are allowed', (days) => {
  expect(checkLogRetention(days)).toEqual([]);
});

test.each([
  [364, /for 364 days.*so 365 is the next/],
  [0, /so 1 is the next/],
  [4000, /3653$/],
])('%d days are not', (days, message) => {
  expect(checkLogRetention(days)).toEqual([{ id: 'log-retention-days', message: expect.stringMatching(message) }]);
});
