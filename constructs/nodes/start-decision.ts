import { parseInstant } from '../rules/block-window';

/** What the guard of a group is told. All values are strings: so CloudFormation hands them over. */
export interface GuardProperties {
  readonly AutoScalingGroupName: string;
  readonly SuspendedProcesses: string[];
  readonly Count: string;
  readonly StartsAt?: string;
  readonly DrainAt?: string;
}

/** What is decided from. */
export interface StartRequest {
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly properties: GuardProperties;

  /** What the group was told last. @default - it is new */
  readonly before?: GuardProperties;
}

/**
 * - `leave`: nothing that concerns the start has changed, and an operator's own size stays
 * - `now`: its window is open
 * - `at`: its window opens at that time, in milliseconds since the epoch
 * - `cancel`: its window is over; a start that is still to come must not happen
 */
export type StartDecision =
  | { readonly kind: 'leave' }
  | { readonly kind: 'now' }
  | { readonly kind: 'at'; readonly time: number }
  | { readonly kind: 'cancel' };

/**
 * When a group is to start.
 *
 * A window that is over is an error for a new group, which could run nothing. An update may go back to one: a rollback
 * does, from an extension that failed.
 *
 * @throws Error where a new group's drain time has passed
 */
export function decideStart({ now, properties, before }: StartRequest): StartDecision {
  const { DrainAt } = properties;
  if (DrainAt === undefined || (before && !concernsStart(now, properties, before))) {
    return { kind: 'leave' };
  }
  if (now >= instant(DrainAt)) {
    if (before) {
      return { kind: 'cancel' };
    }
    throw new Error(
      `the drain time ${DrainAt} has passed: the Capacity Block is over or about to be; ` +
        "correct 'endsAt' if the block was extended, or remove the member",
    );
  }
  const start = startOf(properties);
  return start <= now ? { kind: 'now' } : { kind: 'at', time: start };
}

/** What concerns the start: another group, another count, another start unless both are past, and a drain that was past. */
function concernsStart(now: number, properties: GuardProperties, before: GuardProperties): boolean {
  const moved = startOf(properties) !== startOf(before) && Math.max(startOf(properties), startOf(before)) > now;
  const drained = before.DrainAt !== undefined && instant(before.DrainAt) <= now;
  return (
    properties.AutoScalingGroupName !== before.AutoScalingGroupName ||
    properties.Count !== before.Count ||
    moved ||
    before.DrainAt === undefined ||
    (drained && properties.DrainAt !== before.DrainAt)
  );
}

/** Without a start the window is open. */
function startOf({ StartsAt }: GuardProperties): number {
  return StartsAt === undefined ? -Infinity : instant(StartsAt);
}

function instant(text: string): number {
  const time = parseInstant(text);
  if (time === undefined) {
    throw new Error(`expected an ISO 8601 time with its zone, got ${text}`);
  }
  return time;
}
