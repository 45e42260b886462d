import type { SeverityThresholds } from './severity';

/** What an alarm watches over: one member, or the cluster once. */
export type AlarmLevel = 'member' | 'cluster';

/**
 * An alarm, as data: the alarms themselves, their text, the table in docs/monitoring.md and the cost are made from it.
 * Each fires when its value is at or above the threshold.
 */
export interface AlarmDefinition {
  /** Kebab-case, stable: it names the resource and the anchor in docs/monitoring.md. */
  readonly id: string;

  readonly level: AlarmLevel;

  /** Defaults, one alarm each. */
  readonly thresholds: SeverityThresholds;

  /** What the value counts or measures, for the axis of its graph. */
  readonly unit: string;

  /** Length of one period in minutes. */
  readonly periodMinutes: number;

  /** Periods that are looked at. */
  readonly periods: number;

  /** Periods among them at or above the threshold for the alarm to fire. */
  readonly breaching: number;

  /** Metrics that the value is computed from: each is billed as one alarm. */
  readonly metricCount: number;

  /** What happened, as a sentence; `{name}` stands for the member. */
  readonly happened: string;

  /** What to do first, as a sentence. */
  readonly act: string;

  /** Why the threshold is where it is, as a sentence, for the documentation. */
  readonly why: string;
}

/** Looks at so many periods, of so many minutes each, and fires when every one of them is at or above the threshold. */
export function throughout(
  periods: number,
  periodMinutes: number,
): Pick<AlarmDefinition, 'periodMinutes' | 'periods' | 'breaching'> {
  return { periodMinutes, periods, breaching: periods };
}
