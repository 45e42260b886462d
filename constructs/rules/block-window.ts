import type { Problem } from '../hardware/problem';

/**
 * Minutes before a Capacity Block's end at which its nodes are drained unless the user says otherwise: half an hour
 * for jobs to write a checkpoint before EC2 begins to terminate the instances of an UltraServer.
 */
export const DEFAULT_DRAIN_MINUTES = 90;

/** Longest total length of a Capacity Block in days, extensions counted in. @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/capacity-blocks-how.html */
export const LONGEST_BLOCK_DAYS = 182;

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/**
 * A date and time with its zone, to the minute, second or millisecond. `Date.parse` alone takes much more, and reads
 * a time without a zone as the reader's local one.
 */
const INSTANT = /^(\d{4})-(\d{2})-(\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

/** When a Capacity Block begins and ends, and how long before its end its nodes are drained. */
export interface BlockWindow {
  /** ISO 8601 with a zone. @default - the block is active already */
  readonly startsAt?: string;

  /** ISO 8601 with a zone. */
  readonly endsAt: string;

  /** @default DEFAULT_DRAIN_MINUTES */
  readonly drainMinutes?: number;

  /** Whether the block is one UltraServer; EC2 then begins to terminate instances 60 minutes before the end, not 30. */
  readonly ultraServer: boolean;
}

/**
 * Minutes before the end of a block below which a drain comes too late: EC2 terminates the instances of an UltraServer
 * from 60 minutes before the end, other instances from 30.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/capacity-blocks-how.html
 */
export function minimumDrainMinutes(ultraServer: boolean): number {
  return ultraServer ? 61 : 31;
}

/** Milliseconds since the epoch of an ISO 8601 time that names its zone and a day that exists; undefined for any other text. */
export function parseInstant(text: string): number | undefined {
  const match = INSTANT.exec(text);
  const time = match ? Date.parse(text) : Number.NaN;
  if (!match || Number.isNaN(time)) {
    return undefined;
  }
  // Date.parse rolls 31 February over into March.
  const [year, month, day] = match.slice(1, 4).map(Number) as [number, number, number];
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate() ? time : undefined;
}

/** The time in UTC to the second: `2026-12-20T10:00:00Z`, the form that CloudFormation takes for scheduled actions. */
export function formatInstant(time: number): string {
  return new Date(time).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/**
 * When the nodes of a block that ends at `endsAt` go to zero.
 *
 * @throws Error where `endsAt` is not a time; `checkBlockWindow` says so first, in better words
 */
export function drainTime(endsAt: string, drainMinutes: number = DEFAULT_DRAIN_MINUTES): string {
  const end = parseInstant(endsAt);
  if (end === undefined) {
    throw new Error(`'endsAt' must be an ISO 8601 time with its zone, got ${endsAt}`);
  }
  return formatInstant(end - drainMinutes * MINUTE_MS);
}

/**
 * Whether a block ends when AWS documents that every block ends: 11:30 UTC on its last day. Another time is most
 * often one that was written in local time.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/capacity-blocks-how.html
 */
export function endsAtDocumentedTime(endsAt: string): boolean {
  const end = parseInstant(endsAt);
  return end !== undefined && formatInstant(end).endsWith('T11:30:00Z');
}

/** What is wrong with a block's times. */
export function checkBlockWindow(window: BlockWindow): Problem[] {
  return [...checkInstants(window), ...checkDrainMinutes(window), ...checkOrder(window)];
}

function checkInstants(window: BlockWindow): Problem[] {
  const given: [string, string | undefined][] = [
    ['startsAt', window.startsAt],
    ['endsAt', window.endsAt],
  ];
  return given
    .filter(([, text]) => text !== undefined && parseInstant(text) === undefined)
    .map(([key, text]) => ({
      id: 'block-time-form',
      message: `'${key}' must be an ISO 8601 time with its zone, like 2026-12-20T11:30:00Z, got ${text}`,
      path: [key],
    }));
}

function checkDrainMinutes({ drainMinutes = DEFAULT_DRAIN_MINUTES, ultraServer }: BlockWindow): Problem[] {
  const least = minimumDrainMinutes(ultraServer);
  if (Number.isInteger(drainMinutes) && drainMinutes >= least) {
    return [];
  }
  const whose = ultraServer ? "an UltraServer's instances" : 'the instances of a Capacity Block';
  return [
    {
      id: 'block-drain-too-late',
      message:
        `'drainMinutes' must be a whole number of at least ${least}, got ${drainMinutes}: ` +
        `EC2 begins to terminate ${whose} ${least - 1} minutes before the block ends; leave it out for ${DEFAULT_DRAIN_MINUTES}`,
      path: ['drainMinutes'],
    },
  ];
}

function checkOrder({ startsAt, endsAt, drainMinutes = DEFAULT_DRAIN_MINUTES }: BlockWindow): Problem[] {
  const start = startsAt === undefined ? undefined : parseInstant(startsAt);
  const end = parseInstant(endsAt);
  if (start === undefined || end === undefined) {
    return [];
  }
  if (end <= start) {
    return [
      {
        id: 'block-ends-before-start',
        message: `'endsAt' ${endsAt} must be later than 'startsAt' ${startsAt}`,
        path: ['endsAt'],
      },
    ];
  }
  // A block that starts within minutes of its purchase is longer than its days by the hours to the next 11:30 UTC.
  if (end - start > (LONGEST_BLOCK_DAYS + 1) * DAY_MS) {
    const days = Math.round((end - start) / DAY_MS);
    return [
      {
        id: 'block-too-long',
        message: `a Capacity Block lasts ${LONGEST_BLOCK_DAYS} days at most, got ${days} from ${startsAt} to ${endsAt}; correct the times`,
        path: ['endsAt'],
      },
    ];
  }
  const drain = end - drainMinutes * MINUTE_MS;
  if (drain <= start) {
    return [
      {
        id: 'block-drained-before-start',
        message: `the drain at ${formatInstant(drain)} must come after the start ${startsAt}, lower 'drainMinutes' or correct the times`,
        path: ['drainMinutes'],
      },
    ];
  }
  return [];
}
