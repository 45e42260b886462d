import type { Problem } from '../hardware/problem';
import { quote } from './quote';

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
export const INSTANT = /^(\d{4})-(\d{2})-(\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

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

/**
 * What is wrong with a time.
 *
 * @param key under which it is given; the problem's path
 */
export function checkInstant(key: string, text: string): Problem[] {
  const message = `'${key}' must be an ISO 8601 time with its zone, like 2026-12-20T11:30:00Z, got ${quote(text)}`;
  return parseInstant(text) === undefined ? [{ id: 'block-time-form', message, path: [key] }] : [];
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

/**
 * Whether a block lasts as long as AWS documents that blocks are sold for, a day at least: 1 to 14 days, then multiples of
 * 7. One that starts on the day of its purchase is a part of a day shorter or longer than that, since it ends at 11:30 UTC.
 * An extension may give another length. True where a time is missing or none.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/capacity-blocks-purchase.html
 */
export function lastsDocumentedTime({ startsAt, endsAt }: Pick<BlockWindow, 'startsAt' | 'endsAt'>): boolean {
  const days = lengthInDays(startsAt, endsAt);
  return (
    days === undefined ||
    (days >= 1 && [Math.floor(days), Math.ceil(days)].some((sold) => sold <= 14 || sold % 7 === 0))
  );
}

function lengthInDays(startsAt: string | undefined, endsAt: string): number | undefined {
  const start = startsAt === undefined ? undefined : parseInstant(startsAt);
  const end = parseInstant(endsAt);
  return start === undefined || end === undefined ? undefined : (end - start) / DAY_MS;
}

/** What is wrong with a block's times. */
export function checkBlockWindow(window: BlockWindow): Problem[] {
  return [...checkInstants(window), ...checkDrainMinutes(window), ...checkOrder(window)];
}

function checkInstants({ startsAt, endsAt }: BlockWindow): Problem[] {
  return [...(startsAt === undefined ? [] : checkInstant('startsAt', startsAt)), ...checkInstant('endsAt', endsAt)];
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

/** `6 h 35 min`. */
function formatLength(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / MINUTE_MS);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
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
  // The end at 11:30 UTC is all that makes a block shorter than the days it is sold by: EC2's API shows one of six hours.
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CapacityBlockOffering.html
  if (end - start < DAY_MS && !endsAtDocumentedTime(endsAt)) {
    return [
      {
        id: 'block-too-short',
        message: `a Capacity Block lasts a day at least, or from its start to the next 11:30 UTC, got ${formatLength(end - start)} from ${startsAt} to ${endsAt}; correct the times`,
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
