import { Lazy } from 'aws-cdk-lib';
import { CfnQueue } from 'aws-cdk-lib/aws-pcs';
import { Construct } from 'constructs';

import type { Problem } from '../../hardware/problem';
import { refuse } from '../../private/errors';
import { compareText } from '../../private/text';
import { checkSlurmQueue, type SlurmQueueGroup } from '../../rules/slurm-queue';
import { checkSlurmSetting } from '../../rules/slurm-settings';
import { IMEX_QUEUE_SETTINGS } from './imex-settings';
import { renderSettings } from './render-settings';

/** A node group in a queue. */
export interface QueuedGroup extends SlurmQueueGroup {
  /** The queue's name. */
  readonly queue: string;
  readonly computeNodeGroupId: string;
}

/** Properties of a cluster's queues. */
export interface SlurmQueuesProps {
  readonly clusterId: string;
  readonly version: string;

  /** Settings of slurm.conf by name, by queue. */
  readonly settings: { readonly [queue: string]: { readonly [name: string]: string } };
}

/**
 * A queue for each pool, with all of its node groups. A queue names its groups, and so it changes when a member comes or
 * goes; nothing of the other members does.
 */
export class SlurmQueues extends Construct {
  private readonly groups = new Map<string, QueuedGroup[]>();

  constructor(
    scope: Construct,
    id: string,
    private readonly props: SlurmQueuesProps,
  ) {
    super(scope, id);
    this.node.addValidation({
      validate: () => this.strangers().map(({ message, id: rule }) => `${message} [${rule}]`),
    });
  }

  /** Names of the queues that there would be with one more group in one of them. */
  namesWith(queue: string): string[] {
    return [...new Set([...this.groups.keys(), queue])];
  }

  /**
   * Adds a group to its queue.
   *
   * @throws InvalidPropsError where it cannot share the queue with those which are there
   */
  add(group: QueuedGroup): void {
    const known = this.groups.get(group.queue);
    const groups = [...(known ?? []), group];
    refuse(checkSlurmQueue(group.queue, groups), this);
    this.groups.set(group.queue, groups);
    if (!known) {
      this.define(group);
    }
  }

  private define({ queue, ultraServer }: QueuedGroup): void {
    const { clusterId, version } = this.props;
    const settings = this.props.settings[queue] ?? {};
    refuse(
      Object.entries(settings).flatMap(([name, value]) =>
        checkSlurmSetting({ level: 'queue', name, value, slurmVersion: version, ultraServers: ultraServer }),
      ),
      this,
    );
    new CfnQueue(this, queue, {
      clusterId,
      name: queue,
      // Whoever comes first, the template is the same.
      computeNodeGroupConfigurations: Lazy.any({
        produce: () =>
          (this.groups.get(queue) ?? [])
            .toSorted((a, b) => compareText(a.name, b.name))
            .map(({ computeNodeGroupId }) => ({ computeNodeGroupId })),
      }),
      slurmConfiguration: {
        slurmCustomSettings: renderSettings(settings, ultraServer ? IMEX_QUEUE_SETTINGS : []),
      },
    });
  }

  private strangers(): Problem[] {
    return Object.keys(this.props.settings)
      .filter((queue) => !this.groups.has(queue))
      .map((queue) => ({
        id: 'slurm-queue-unknown',
        message: `'queueSettings' has a queue ${queue}, which no node group belongs to; there are ${[...this.groups.keys()].join(', ') || 'none'}: a queue is named as its pool`,
      }));
  }
}
