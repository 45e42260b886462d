import { Match, Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { CapacityEvents, EVENT_DEFINITIONS } from 'cdk-ultraserver';

import { matchesPattern } from '../../support/event-pattern';
import { stackWithTopic, TOPIC_ARN } from './fixtures';

interface SampleEvent {
  readonly source: string;
  readonly 'detail-type': string;
  readonly detail: Readonly<Record<string, unknown>>;
}

const ec2 = (type: string, detail: Record<string, unknown> = {}): SampleEvent => ({
  source: 'aws.ec2',
  'detail-type': type,
  detail,
});
const block = { 'capacity-reservation-id': 'cr-0123456789abcdef0', 'end-date': '2026-12-20T11:30:00Z' };
const interruption = {
  'instance-id': 'i-0123456789abcdef0',
  'instance-action': 'terminate',
  'instance-termination-time': '2026-12-20T10:30:00Z',
  'instance-lifecycle': 'capacity-block',
};
const health = (service: string, category: string): SampleEvent => ({
  source: 'aws.health',
  'detail-type': 'AWS Health Event',
  detail: { service, eventTypeCategory: category, eventTypeCode: `AWS_${service}_OPERATIONAL_ISSUE` },
});

const { stack, topic } = stackWithTopic();
new CapacityEvents(stack, 'Events', { topic, key: new Key(stack, 'Key') });
const template = Template.fromStack(stack);
const rules = Object.entries(template.findResources('AWS::Events::Rule')).map(([logicalId, resource]) => ({
  logicalId,
  pattern: (resource as { Properties: { EventPattern: object } }).Properties.EventPattern,
}));

/** The rules of the template that an event goes to. */
function rulesFor(event: SampleEvent): string[] {
  return rules.filter(({ pattern }) => matchesPattern(pattern, event)).map(({ logicalId }) => logicalId.slice(0, -8));
}

describe('every documented spelling reaches one rule', () => {
  test.each([
    [ec2('Capacity Block Delivered', block), 'EventsCapacityBlock'],
    [ec2('Capacity Block Reservation Delivered', block), 'EventsCapacityBlock'],
    [ec2('Capacity Block Expiration Warning', block), 'EventsCapacityBlock'],
    [ec2('Capacity Block Reservation Expiration Warning', block), 'EventsCapacityBlock'],
    [ec2('EC2 Capacity Reservation Instance Interruption Warning', interruption), 'EventsInstanceInterruption'],
    [ec2('Capacity Reservation Instance Interruption Warning', interruption), 'EventsInstanceInterruption'],
    [health('EC2', 'issue'), 'EventsAwsHealth'],
    [health('EC2', 'scheduledChange'), 'EventsAwsHealth'],
    [health('EC2', 'accountNotification'), 'EventsAwsHealth'],
  ])('%j goes to %s', (event, rule) => {
    expect(rulesFor(event)).toEqual([rule]);
  });
});

describe('near misses reach none', () => {
  test.each([
    ec2('EC2 Instance State-change Notification', { 'instance-id': 'i-0123456789abcdef0', state: 'running' }),
    ec2('EC2 Spot Instance Interruption Warning', interruption),
    ec2('EC2 Capacity Reservation Active', block),
    { ...ec2('Capacity Block Delivered', block), source: 'com.example.ec2' },
    ec2('capacity block delivered', block),
    health('RDS', 'issue'),
    { ...health('EC2', 'issue'), 'detail-type': 'AWS Health Abuse Event' },
  ])('%j', (event) => {
    expect(rulesFor(event)).toEqual([]);
  });
});

test('each rule publishes one sentence to the operators, and keeps what it cannot publish', () => {
  template.resourceCountIs('AWS::Events::Rule', EVENT_DEFINITIONS.length);
  template.allResourcesProperties('AWS::Events::Rule', {
    State: 'ENABLED',
    Targets: [
      {
        Arn: TOPIC_ARN,
        InputTransformer: { InputTemplate: Match.stringLikeRegexp('^".*See docs/monitoring\\.md#[a-z-]+"$') },
        DeadLetterConfig: { Arn: Match.anyValue() },
        RoleArn: Match.absent(),
      },
    ],
  });
});

describe('the sentence', () => {
  test.each(EVENT_DEFINITIONS.map((definition) => [definition.id, definition] as const))(
    'of %s uses only parts that are taken from the event, and is valid JSON',
    (_id, { sentence, paths }) => {
      const used = [...sentence.matchAll(/<([a-z]+)>/g)].map(([, name]) => name ?? '');

      expect(used.length).toBeGreaterThan(0);
      expect(used.filter((name) => !(name in paths))).toEqual([]);
      expect(JSON.parse(JSON.stringify(sentence))).toBe(sentence);
    },
  );

  test('of a block reads as one', () => {
    const definition = EVENT_DEFINITIONS.find(({ id }) => id === 'capacity-block');
    const event = {
      ...ec2('Capacity Block Expiration Warning', block),
      region: 'us-east-1',
      account: '111122223333',
      time: '2026-12-20T10:20:00Z',
    };
    const read = (path: string): string =>
      path
        .slice(2)
        .split('.')
        .reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], event) as string;
    const sentence = definition?.sentence.replaceAll(/<([a-z]+)>/g, (_match, name: string) =>
      read(definition.paths[name] ?? ''),
    );

    expect(sentence).toMatch(
      /^Capacity Block Expiration Warning: cr-0123456789abcdef0 in us-east-1, account 111122223333, at 2026-12-20T10:20:00Z\. The reservation ends at 2026-12-20T11:30:00Z;/,
    );
  });
});

test('the dead-letter queue is encrypted, keeps messages for two weeks, and takes them from these rules over TLS', () => {
  template.hasResourceProperties('AWS::SQS::Queue', {
    KmsMasterKeyId: Match.anyValue(),
    MessageRetentionPeriod: 1_209_600,
    QueueName: Match.absent(),
  });
  template.hasResourceProperties('AWS::SQS::QueuePolicy', {
    PolicyDocument: {
      Statement: [
        Match.objectLike({
          Action: 'sqs:SendMessage',
          Principal: { Service: 'events.amazonaws.com' },
          Condition: {
            ArnEquals: { 'aws:SourceArn': rules.map(({ logicalId }) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] })) },
          },
        }),
        Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      ],
    },
  });
});

test('the pattern matcher of these tests refuses what it does not know', () => {
  expect(() => matchesPattern({ source: [{ wildcard: 'aws.*' }] }, ec2('x'))).toThrow(/not understood/);
  expect(() => matchesPattern({ source: 'aws.ec2' }, ec2('x'))).toThrow(/takes a list/);
});
