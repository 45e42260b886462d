import type { Problem } from '../hardware/problem';

/** What CloudWatch allows on a dashboard. */
export interface DashboardLimits {
  readonly widgets: number;
  readonly metricsPerWidget: number;
  readonly metricsPerDashboard: number;

  /** Characters of one search expression's query. */
  readonly searchCharacters: number;
}

/**
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html
 */
export const DASHBOARD_LIMITS: DashboardLimits = {
  widgets: 500,
  metricsPerWidget: 500,
  metricsPerDashboard: 2500,
  searchCharacters: 1024,
};

/** How much a dashboard shows. */
export interface DashboardLoad {
  readonly widgets: number;

  /** Metrics that the fullest widget finds. */
  readonly metricsPerWidget: number;

  /** Metrics that all widgets find together. */
  readonly metricsPerDashboard: number;
}

/** Whether CloudWatch shows all of a dashboard. Beyond its limits it leaves metrics out without a word. */
export function checkDashboardLoad(load: DashboardLoad): Problem[] {
  const limits = DASHBOARD_LIMITS;
  const over = (['widgets', 'metricsPerWidget', 'metricsPerDashboard'] as const).filter(
    (key) => load[key] > limits[key],
  );
  const words = { widgets: 'widgets', metricsPerWidget: 'metrics in one widget', metricsPerDashboard: 'metrics' };
  return over.map((key) => ({
    id: 'dashboard-limits',
    message:
      `the dashboard would show ${load[key]} ${words[key]}, and CloudWatch allows ${limits[key]}; ` +
      'divide the members among several cells, each with a dashboard of its own',
  }));
}
