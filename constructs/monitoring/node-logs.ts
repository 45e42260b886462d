import { Duration, Names, RemovalPolicy } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { IKeyRef } from 'aws-cdk-lib/aws-kms';
import { CfnLogGroup, CfnMetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

import { refuse } from '../private/errors';
import { checkLogRetention } from '../rules/log-retention';
import { NODE_LOG_FILTERS, type NodeLogFilter } from './node-log-filters';

/** Names of the log groups, for the agent's configuration and the nodes' role. */
export interface NodeLogNames {
  /** cloud-init and the boot scripts. */
  readonly boot: string;

  /** Verdicts of the boot gate, as JSON lines. */
  readonly gate: string;

  /** States of the IMEX domain, as JSON lines. */
  readonly imex: string;

  /** The kernel's lines, among them the NVIDIA driver's Xids. */
  readonly kernel: string;

  /** The CloudWatch agent's own log. */
  readonly agent: string;
}

export interface NodeLogsProps {
  /**
   * Encrypts the log groups; its policy must admit CloudWatch Logs.
   *
   * @default - CloudWatch's own key
   */
  readonly key?: IKeyRef;

  /**
   * Days that events are kept; one of `LOG_RETENTION_DAYS`.
   *
   * @default 365
   */
  readonly retentionDays?: number;

  /**
   * What becomes of the log groups when they leave the template. Those that are retained are also protected from
   * deletion by anybody else, until `aws logs put-log-group-deletion-protection` takes that away.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/protecting-log-groups-from-deletion.html
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * Defines the log groups of a cluster's nodes, one for each kind of log with a stream for each instance, and the metrics
 * that are counted in them. The metrics have no dimensions: they are of the whole cluster, and cost the same for one
 * node and for ten thousand.
 *
 * @throws InvalidPropsError where events cannot be kept for `retentionDays`
 */
export class NodeLogs extends Construct {
  readonly names: NodeLogNames;

  /** ARNs of the log groups with their streams, for policies. */
  readonly arns: string[];

  /** Namespace of the metrics that are counted in the logs; of this cluster alone. */
  readonly metricNamespace: string;

  constructor(scope: Construct, id: string, props: NodeLogsProps = {}) {
    super(scope, id);
    const { retentionDays: retentionInDays = 365, removalPolicy = RemovalPolicy.RETAIN } = props;
    refuse(checkLogRetention(retentionInDays), this);

    const logGroup = (groupId: string): CfnLogGroup => {
      const group = new CfnLogGroup(this, groupId, {
        retentionInDays,
        kmsKeyId: props.key?.keyRef.keyArn,
        // CloudFormation itself could not delete a protected group, so only one that it never deletes is protected.
        deletionProtectionEnabled: removalPolicy === RemovalPolicy.RETAIN ? true : undefined,
      });
      group.applyRemovalPolicy(removalPolicy);
      return group;
    };
    const boot = logGroup('Boot');
    const gate = logGroup('Gate');
    const imex = logGroup('Imex');
    const kernel = logGroup('Kernel');
    const agent = logGroup('Agent');
    this.names = { boot: boot.ref, gate: gate.ref, imex: imex.ref, kernel: kernel.ref, agent: agent.ref };
    this.arns = [boot, gate, imex, kernel, agent].map(({ attrArn }) => attrArn);

    const owner = Names.uniqueResourceName(this, { allowedSpecialCharacters: '-', maxLength: 128, separator: '-' });
    this.metricNamespace = `UltraServer/${owner}`;
    for (const filter of NODE_LOG_FILTERS) {
      new CfnMetricFilter(this, filter.metricName, {
        logGroupName: this.names[filter.log],
        filterPattern: filter.pattern,
        metricTransformations: [
          { metricNamespace: this.metricNamespace, metricName: filter.metricName, metricValue: '1', unit: 'Count' },
        ],
      });
    }
  }

  /** Nodes that failed their boot gate for good. */
  metricGateFailed(period?: Duration): Metric {
    return this.count('GateFailed', period);
  }

  /** Reports of an IMEX domain that did not come up. */
  metricImexFailed(period?: Duration): Metric {
    return this.count('ImexFailed', period);
  }

  /** Xids of any kind, those of the application included. */
  metricXid(period?: Duration): Metric {
    return this.count('Xid', period);
  }

  /** Xids after which the GPU needs somebody to act. */
  metricXidFatal(period?: Duration): Metric {
    return this.count('XidFatal', period);
  }

  /** Errors of the CloudWatch agent. */
  metricAgentErrors(period?: Duration): Metric {
    return this.count('AgentErrors', period);
  }

  private count(metricName: NodeLogFilter['metricName'], period = Duration.minutes(5)): Metric {
    return new Metric({ namespace: this.metricNamespace, metricName, statistic: Stats.SUM, period });
  }
}
