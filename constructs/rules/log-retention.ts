import type { Problem } from '../hardware/problem';

/**
 * The numbers of days that CloudWatch Logs can keep events for.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
 */
export const LOG_RETENTION_DAYS: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** Whether logs can be kept for this many days. */
export function checkLogRetention(days: number): Problem[] {
  if (LOG_RETENTION_DAYS.includes(days)) {
    return [];
  }
  const longer = LOG_RETENTION_DAYS.find((allowed) => allowed > days);
  return [
    {
      id: 'log-retention-days',
      message:
        `logs cannot be kept for ${days} days; CloudWatch Logs takes ${LOG_RETENTION_DAYS.join(', ')}` +
        (longer === undefined ? '' : `, so ${longer} is the next that keeps them as long`),
    },
  ];
}
