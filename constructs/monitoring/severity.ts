/**
 * How soon somebody must act: `Critical` now, because work stops or paid capacity stands idle; `Warning` within the
 * working day.
 */
export type Severity = 'Critical' | 'Warning';

/** From the one that is acted on first. */
export const SEVERITIES: readonly Severity[] = ['Critical', 'Warning'];

/**
 * The value from which an alarm of each severity fires. A severity that is left out has no alarm.
 */
export interface SeverityThresholds {
  /** @default - no alarm of this severity */
  readonly Critical?: number;

  /** @default - no alarm of this severity */
  readonly Warning?: number;
}

/** The severities that have a threshold, the most urgent first. */
export function severitiesOf(thresholds: SeverityThresholds): Severity[] {
  return SEVERITIES.filter((severity) => thresholds[severity] !== undefined);
}
