import { type CfnResource, Duration } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnQueue, CfnQueuePolicy } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

/** An event after which Karpenter drains a node. */
interface Interruption {
  readonly id: string;
  readonly source: string;
  readonly detailType: string;
}

/** @see https://karpenter.sh/docs/concepts/disruption/#interruption */
const INTERRUPTIONS: readonly Interruption[] = [
  { id: 'HealthEvent', source: 'aws.health', detailType: 'AWS Health Event' },
  { id: 'SpotInterruption', source: 'aws.ec2', detailType: 'EC2 Spot Instance Interruption Warning' },
  { id: 'Rebalance', source: 'aws.ec2', detailType: 'EC2 Instance Rebalance Recommendation' },
  { id: 'StateChange', source: 'aws.ec2', detailType: 'EC2 Instance State-change Notification' },
];

/**
 * The queue from which Karpenter hears that instances are about to go. A message is of use for minutes, so one that
 * nobody took goes by itself.
 */
export class InterruptionQueue extends Construct {
  readonly queue: CfnQueue;

  /** What brings events into it. */
  readonly deliveries: CfnResource[];

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.queue = new CfnQueue(this, 'Resource', {
      messageRetentionPeriod: Duration.minutes(5).toSeconds(),
      sqsManagedSseEnabled: true,
    });
    const rules = INTERRUPTIONS.map(
      ({ id: ruleId, source, detailType }) =>
        new CfnRule(this, ruleId, {
          description: `Karpenter: ${detailType}`,
          eventPattern: { source: [source], 'detail-type': [detailType] },
          state: 'ENABLED',
          targets: [{ id: 'Karpenter', arn: this.queue.attrArn }],
        }),
    );
    const policy = new CfnQueuePolicy(this, 'Policy', {
      queues: [this.queue.ref],
      policyDocument: new PolicyDocument({
        statements: [
          new PolicyStatement({
            sid: 'Events',
            principals: [new ServicePrincipal('events.amazonaws.com')],
            actions: ['sqs:SendMessage'],
            resources: [this.queue.attrArn],
            conditions: { ArnEquals: { 'aws:SourceArn': rules.map(({ attrArn }) => attrArn) } },
          }),
          new PolicyStatement({
            sid: 'TlsOnly',
            effect: Effect.DENY,
            principals: [new AnyPrincipal()],
            actions: ['sqs:*'],
            resources: [this.queue.attrArn],
            conditions: { Bool: { 'aws:SecureTransport': 'false' } },
          }),
        ],
      }),
    });
    this.deliveries = [...rules, policy];
  }
}
