import { checkImageSchedule } from 'cdk-ultraserver/rules';

test.each([
  'cron(0 10 * * ? *)',
  'cron(15 12 * * ? *)',
  'cron(0 10 ? * 1-5 *)',
  'cron(0 18 ? * mon-fri *)',
  'cron(0 8 1 * ? *)',
  'cron(30 22 ? * tue#2 *)',
  'cron(0 6 L * ? *)',
  'cron(0 6 15W jan,jul ? 2026-2030)',
  'cron(0/30 */6 */2 * ? *)',
])('%s is a schedule', (schedule) => {
  expect(checkImageSchedule(schedule)).toEqual([]);
});

test.each([
  ['0 10 * * ? *', /not cron\(\.\.\.\) with six fields/],
  ['cron(0 10 * * ?)', /six fields/],
  ['cron(0  10 * * ? *)', /six fields/],
  ['rate(7 days)', /six fields/],
  ['cron(60 10 * * ? *)', /a minute that/],
  ['cron(0 24 * * ? *)', /an? hour that/],
  ['cron(0 10 32 * ? *)', /a day of the month that/],
  ['cron(0 10 ? foo 1 *)', /a month that/],
  ['cron(0 10 ? * 8 *)', /a day of the week that/],
  ['cron(0 10 ? * tue#6 *)', /a day of the week that/],
  ['cron(0 10 * * ? 1969)', /a year that/],
  ['cron(0 10 * * ? */0)', /a year that/],
  ['cron(0 10 * * * *)', /'\?' in one of the two/],
  ['cron(0 10 ? * ? *)', /'\?' in one of the two/],
])('%s is none', (schedule, message) => {
  expect(checkImageSchedule(schedule)).toEqual([
    { id: 'image-build-schedule', message: expect.stringMatching(message) as string, path: ['schedule'] },
  ]);
});
