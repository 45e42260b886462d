/**
 * How soon somebody must act: `critical` now, because work stops or paid capacity stands idle; `warning` within the
 * working day.
 */
export type Severity = 'critical' | 'warning';

/** From the one that is acted on first. */
export const SEVERITIES: readonly Severity[] = ['critical', 'warning'];

/**
 * The value from which an alarm of each severity fires. A severity that is left out has no alarm.
 */
export interface SeverityThresholds {
  /** @default - no alarm of this severity */
  readonly critical?: number;

  /** @default - no alarm of this severity */
  readonly warning?: number;
}

/** The severities that have a threshold, the most urgent first. */
export function severitiesOf(thresholds: SeverityThresholds): Severity[] {
  return SEVERITIES.filter((severity) => thresholds[severity] !== undefined);
}
