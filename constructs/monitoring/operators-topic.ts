import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnSubscription, Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

import { sha256 } from '../private/text';

/** Somebody, or something, that hears of alarms and events. */
export class Subscriber {
  /** A mailbox. Its owner confirms by following the link in the first mail; until then nothing else is sent. */
  static email(address: string): Subscriber {
    return new Subscriber('email', address);
  }

  /**
   * An HTTPS endpoint, of a paging service for instance. It confirms by calling the URL in the first request. The URL
   * stands in the template: where it holds a key, whoever reads the template has that key.
   */
  static https(url: string): Subscriber {
    return new Subscriber('https', url);
  }

  private constructor(
    readonly protocol: 'email' | 'https',
    readonly endpoint: string,
  ) {}
}

export interface OperatorsTopicProps {
  /** Encrypts the messages; its policy must admit CloudWatch and EventBridge. The key of `ClusterKey` does. */
  readonly key: IKey;

  /** @default - nobody: messages are published, and nobody hears them */
  readonly subscribers?: Subscriber[];
}

/**
 * Defines the topic that tells operators of alarms and events: encrypted, over TLS alone, open to the alarms of this
 * account and to EventBridge.
 */
export class OperatorsTopic extends Construct {
  readonly topic: Topic;
  readonly topicArn: string;

  constructor(scope: Construct, id: string, props: OperatorsTopicProps) {
    super(scope, id);
    this.topic = new Topic(this, 'Resource', { masterKey: props.key, enforceSSL: true });
    this.topicArn = this.topic.topicArn;
    this.admitAlarms();
    this.admitEvents();

    for (const { protocol, endpoint } of props.subscribers ?? []) {
      // The endpoint names the resource, so that adding a subscriber leaves the others as they are; by a hash, because a
      // paging service's URL holds the key to it, and construct ids are shown wherever resources are listed.
      new CfnSubscription(this, `${protocol}-${shortHash(endpoint)}`, {
        topicArn: this.topicArn,
        protocol,
        endpoint,
      });
    }
  }

  private admitAlarms(): void {
    const stack = Stack.of(this);
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsOfThisAccount',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topicArn],
        conditions: {
          StringEquals: { 'aws:SourceAccount': stack.account },
          ArnLike: {
            'aws:SourceArn': `arn:${stack.partition}:cloudwatch:${stack.region}:${stack.account}:alarm:*`,
          },
        },
      }),
    );
  }

  /**
   * EventBridge takes no condition here, and no role on the rule's target: AWS says of both that delivery to an encrypted
   * topic fails with them.
   *
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions
   */
  private admitEvents(): void {
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'Events',
        principals: [new ServicePrincipal('events.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topicArn],
      }),
    );
  }
}

function shortHash(text: string): string {
  return sha256(text).slice(0, 12);
}
