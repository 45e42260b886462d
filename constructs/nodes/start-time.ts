import { formatInstant, parseInstant } from '../rules/block-window';

/** Between the decision and the scheduled action: CloudFormation must have created it by then. */
export const START_DELAY_MINUTES = 2;

const START_DELAY_MS = START_DELAY_MINUTES * 60_000;

/** What the guard of a group is told. All values are strings: so CloudFormation hands them over. */
export interface GuardProperties {
  readonly AutoScalingGroupName: string;
  readonly SuspendedProcesses: string[];
  readonly Count: string;
  readonly StartsAt?: string;
  readonly DrainAt?: string;
}

/** What the start time of a group is decided from. */
export interface StartDecision {
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly properties: GuardProperties;

  /**
   * What was decided last.
   *
   * @default - the group is new
   */
  readonly before?: { readonly properties: GuardProperties; readonly startTime: string };
}

/**
 * When a group is to start: at its window's start, or shortly, where that is past or there is none.
 *
 * An update that does not concern the start keeps the time that was decided before, so that the scheduled action stays
 * as it is and an operator's own size is not overwritten. What concerns it: another start, another count, and a drain
 * time that was past and no longer is (an extended block).
 *
 * @returns ISO 8601, or an empty string for a group without a window
 * @throws Error where the drain time has passed: nothing could run
 */
export function decideStart({ now, properties, before }: StartDecision): string {
  const { StartsAt, DrainAt } = properties;
  if (DrainAt === undefined) {
    return '';
  }
  if (before && before.startTime !== '' && !concernsStart(properties, before.properties, now)) {
    return before.startTime;
  }
  const start = Math.max(StartsAt === undefined ? 0 : instant(StartsAt), now + START_DELAY_MS);
  if (start >= instant(DrainAt)) {
    throw new Error(
      `the drain time ${DrainAt} has passed: the Capacity Block is over or about to be; ` +
        "correct 'endsAt' if the block was extended, or remove the member",
    );
  }
  return formatInstant(start);
}

function concernsStart(properties: GuardProperties, old: GuardProperties, now: number): boolean {
  const drained = old.DrainAt !== undefined && instant(old.DrainAt) <= now;
  return (
    properties.AutoScalingGroupName !== old.AutoScalingGroupName ||
    properties.StartsAt !== old.StartsAt ||
    properties.Count !== old.Count ||
    (drained && properties.DrainAt !== old.DrainAt)
  );
}

function instant(text: string): number {
  const time = parseInstant(text);
  if (time === undefined) {
    throw new Error(`expected an ISO 8601 time with its zone, got ${text}`);
  }
  return time;
}
