import { checkDashboardLoad, DASHBOARD_LIMITS } from 'cdk-ultraserver';

const { widgets, metricsPerWidget, metricsPerDashboard } = DASHBOARD_LIMITS;
const full = { widgets, metricsPerWidget, metricsPerDashboard };

test('a dashboard at its limits is allowed', () => {
  expect(checkDashboardLoad(full)).toEqual([]);
});

test.each(['widgets', 'metricsPerWidget', 'metricsPerDashboard'] as const)('one more of %s is not', (key) => {
  const [problem, ...others] = checkDashboardLoad({ ...full, [key]: full[key] + 1 });

  expect(others).toEqual([]);
  expect(problem).toEqual({
    id: 'dashboard-limits',
    message: expect.stringMatching(new RegExp(`would show ${full[key] + 1} .*allows ${full[key]}; divide the members`)),
  });
});
