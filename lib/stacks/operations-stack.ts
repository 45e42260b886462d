import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { CapacityEvents, ClusterKey, FleetMonitoring, NodeLogs, OperatorsTopic, Subscriber } from 'cdk-ultraserver';
import type { Construct } from 'constructs';

import type { Subscriber as SubscriberModel } from '../config/model';
import { BaseStack, type BaseStackProps } from './base-stack';

/** The operators' slice of a cluster. */
export interface OperationsStackProps extends BaseStackProps {
  /** Name of the cluster, as alarms call it. */
  readonly cluster: string;

  readonly notify: readonly SubscriberModel[];

  /** Days that logs are kept. */
  readonly logRetentionDays: number;

  /** ARN of the user's own key; undefined: one is created. */
  readonly kmsKeyArn: string | undefined;
}

/**
 * What outlives the cells and is the same for any number of them: the key, the operators' topic, the events that go to it,
 * the nodes' logs, and the alarms of the fleet.
 */
export class OperationsStack extends BaseStack {
  readonly key: IKey;
  readonly topic: ITopic;
  readonly logs: NodeLogs;

  constructor(scope: Construct, id: string, props: OperationsStackProps) {
    super(scope, id, props);
    const { key, keyArn } = new ClusterKey(this, 'Key', { keyArn: props.kmsKeyArn });
    const { topic, topicArn } = new OperatorsTopic(this, 'Operators', {
      key,
      subscribers: props.notify.map((subscriber) =>
        subscriber.kind === 'email' ? Subscriber.email(subscriber.address) : Subscriber.https(subscriber.url),
      ),
    });
    this.key = key;
    this.topic = topic;
    this.logs = new NodeLogs(this, 'Logs', { key, retentionDays: props.logRetentionDays });
    const events = new CapacityEvents(this, 'Events', { topic, key });
    new FleetMonitoring(this, 'Fleet', { name: props.cluster, topic, logs: this.logs, events });

    // Exported whether or not a cell imports them: an export that goes with its last importer cannot be updated away.
    this.exportValue(topicArn);
    if (props.kmsKeyArn === undefined) {
      this.exportValue(keyArn);
    }
    for (const value of [...Object.values(this.logs.names), ...this.logs.arns]) {
      this.exportValue(value);
    }
  }
}
