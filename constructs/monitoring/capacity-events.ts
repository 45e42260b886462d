import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKeyRef } from 'aws-cdk-lib/aws-kms';
import type { ITopicRef } from 'aws-cdk-lib/aws-sns';
import { CfnQueue, CfnQueuePolicy } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

import { pascalCase } from '../private/text';
import { EVENT_DEFINITIONS, eventPattern, type EventDefinition } from './event-definitions';

export interface CapacityEventsProps {
  /** Where events are published. */
  readonly topic: ITopicRef;

  /** Encrypts what could not be published; its policy must admit EventBridge. */
  readonly key: IKeyRef;
}

/**
 * Defines the rules that publish EC2's Capacity Block events and AWS Health's EC2 events to the operators' topic, each as
 * one readable sentence, and a dead-letter queue for those that could not be published.
 *
 * The rules see the events of the whole account and Region: a block that another cluster uses is reported as well.
 */
export class CapacityEvents extends Construct {
  readonly deadLetterQueue: CfnQueue;

  constructor(scope: Construct, id: string, props: CapacityEventsProps) {
    super(scope, id);
    this.deadLetterQueue = new CfnQueue(this, 'Undelivered', {
      kmsMasterKeyId: props.key.keyRef.keyArn,
      messageRetentionPeriod: Duration.days(14).toSeconds(),
    });
    const rules = EVENT_DEFINITIONS.map((definition) => this.rule(definition, props.topic));
    this.admitRules(rules);
  }

  /** Events that could not be published and wait in the dead-letter queue. */
  metricUndelivered(period = Duration.minutes(5)): Metric {
    return new Metric({
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensionsMap: { QueueName: this.deadLetterQueue.attrQueueName },
      statistic: Stats.MAXIMUM,
      period,
    });
  }

  private rule(definition: EventDefinition, topic: ITopicRef): CfnRule {
    const { id, description, paths, sentence } = definition;
    return new CfnRule(this, pascalCase(id), {
      description,
      eventPattern: eventPattern(definition),
      state: 'ENABLED',
      targets: [
        {
          id: 'Operators',
          arn: topic.topicRef.topicArn,
          inputTransformer: { inputPathsMap: { ...paths }, inputTemplate: JSON.stringify(sentence) },
          deadLetterConfig: { arn: this.deadLetterQueue.attrArn },
        },
      ],
    });
  }

  private admitRules(rules: CfnRule[]): void {
    const queueArn = this.deadLetterQueue.attrArn;
    new CfnQueuePolicy(this, 'UndeliveredPolicy', {
      queues: [this.deadLetterQueue.ref],
      policyDocument: new PolicyDocument({
        statements: [
          new PolicyStatement({
            sid: 'UndeliveredEvents',
            principals: [new ServicePrincipal('events.amazonaws.com')],
            actions: ['sqs:SendMessage'],
            resources: [queueArn],
            conditions: { ArnEquals: { 'aws:SourceArn': rules.map((rule) => rule.attrArn) } },
          }),
          new PolicyStatement({
            sid: 'TlsOnly',
            effect: Effect.DENY,
            principals: [new AnyPrincipal()],
            actions: ['sqs:*'],
            resources: [queueArn],
            conditions: { Bool: { 'aws:SecureTransport': 'false' } },
          }),
        ],
      }),
    });
  }
}
