/** How a text in an event is recognized: as a whole, by its beginning or by its end. */
export class EventMatch {
  static exactly(text: string): EventMatch {
    return new EventMatch(text, 'whole');
  }

  static startsWith(text: string): EventMatch {
    return new EventMatch(text, 'beginning');
  }

  static endsWith(text: string): EventMatch {
    return new EventMatch(text, 'end');
  }

  private constructor(
    /** What is looked for. */
    readonly text: string,

    /** What it must be of the text in the event. */
    readonly part: 'whole' | 'beginning' | 'end',
  ) {}

  /** For people: `Capacity Block…` matches what begins so. */
  toString(): string {
    return `${this.part === 'end' ? '…' : ''}${this.text}${this.part === 'beginning' ? '…' : ''}`;
  }
}

/** Events that operators hear of, and the sentence they read. */
export interface EventDefinition {
  /** Kebab-case, stable: it names the rule and the anchor in docs/monitoring.md. */
  readonly id: string;

  /** What is matched, in a few words. */
  readonly description: string;

  /** The event's `source`: `aws.ec2`. */
  readonly source: string;

  /** The event's `detail-type`. */
  readonly detailType: EventMatch;

  /** The `service` in the event's detail. @default - any */
  readonly service?: string;

  /** Parts of the event that the sentence uses, as JSON paths; strings alone, as EventBridge would quote an array. */
  readonly paths: { readonly [name: string]: string };

  /** The message; `<name>` stands for a part of the event. A part that the event lacks is left empty. */
  readonly sentence: string;
}

const COMMON = { type: '$.detail-type', account: '$.account', region: '$.region', time: '$.time' };

/**
 * AWS's own pages spell the names of these events in more than one way: `Capacity Block Delivered` and
 * `Capacity Block Reservation Delivered`, `Capacity Block Expiration Warning` and
 * `Capacity Block Reservation Expiration Warning`, the interruption warning with and without `EC2` before it. Matching the
 * part that all spellings share misses none of them.
 *
 * Delivery is best effort: these events inform, and nothing that must happen at a block's end waits for one.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/capacity-blocks-monitor.html
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitor-interruptible-cr.html
 * @see https://docs.aws.amazon.com/health/latest/ug/cloudwatch-events-health.html
 */
export const EVENT_DEFINITIONS: readonly EventDefinition[] = [
  {
    id: 'capacity-block',
    description: 'A Capacity Block was delivered, or is about to end',
    source: 'aws.ec2',
    detailType: EventMatch.startsWith('Capacity Block'),
    paths: { ...COMMON, reservation: '$.detail.capacity-reservation-id', end: '$.detail.end-date' },
    sentence:
      '<type>: <reservation> in <region>, account <account>, at <time>. The reservation ends at <end>; EC2 begins to ' +
      'terminate its instances 60 minutes before that in an UltraServer, and 30 minutes before it elsewhere. ' +
      'See docs/monitoring.md#capacity-block',
  },
  {
    id: 'instance-interruption',
    description: 'EC2 is about to terminate an instance of a Capacity Reservation',
    source: 'aws.ec2',
    detailType: EventMatch.endsWith('Capacity Reservation Instance Interruption Warning'),
    paths: {
      ...COMMON,
      instance: '$.detail.instance-id',
      action: '$.detail.instance-action',
      termination: '$.detail.instance-termination-time',
    },
    sentence:
      '<type>: EC2 will <action> <instance> in <region>, account <account>, at <termination>. Save what runs on it now. ' +
      'See docs/monitoring.md#instance-interruption',
  },
  {
    id: 'aws-health',
    description: 'AWS Health reports on EC2 in this account: impaired hardware, maintenance, retirement',
    source: 'aws.health',
    detailType: EventMatch.exactly('AWS Health Event'),
    service: 'EC2',
    paths: {
      ...COMMON,
      code: '$.detail.eventTypeCode',
      category: '$.detail.eventTypeCategory',
      start: '$.detail.startTime',
      event: '$.detail.eventArn',
    },
    sentence:
      'AWS Health, <category>: <code> in <region>, account <account>, from <start>. Read <event> for the resources it concerns. ' +
      'See docs/monitoring.md#aws-health',
  },
];

/**
 * The pattern of EventBridge's rule for such events.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function eventPattern({ source, detailType, service }: EventDefinition): Record<string, unknown> {
  return {
    source: [source],
    'detail-type': [matcher(detailType)],
    ...(service === undefined ? {} : { detail: { service: [service] } }),
  };
}

function matcher({ text, part }: EventMatch): string | Record<string, string> {
  return part === 'whole' ? text : { [part === 'beginning' ? 'prefix' : 'suffix']: text };
}
