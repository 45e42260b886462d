import { Names, RemovalPolicy } from 'aws-cdk-lib';
import type { IKeyRef } from 'aws-cdk-lib/aws-kms';
import { CfnDelivery, CfnDeliveryDestination, CfnDeliverySource, CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

/**
 * Every kind of log that a cluster of AWS PCS delivers, and the end of its log group's name: what the daemons say, who
 * asked them for what, and what became of each job.
 *
 * @see https://docs.aws.amazon.com/pcs/latest/userguide/monitoring_scheduler-logs.html
 * @see https://docs.aws.amazon.com/pcs/latest/userguide/monitoring_job-completion-logs.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDeliverySource.html
 */
export const SLURM_LOGS: readonly { readonly type: string; readonly name: string }[] = [
  { type: 'PCS_SCHEDULER_LOGS', name: 'scheduler' },
  { type: 'PCS_SCHEDULER_AUDIT_LOGS', name: 'audit' },
  { type: 'PCS_JOBCOMP_LOGS', name: 'jobs' },
];

/** Properties of a cluster's logs. */
export interface SlurmClusterLogsProps {
  readonly clusterName: string;
  readonly clusterArn: string;
  readonly retentionDays: number;

  /** @default - CloudWatch's own key */
  readonly encryptionKey?: IKeyRef;
}

/**
 * Sends a cluster's logs to log groups, `/aws/vendedlogs/pcs/<cluster>/<kind>`, which outlive the cluster.
 *
 * CloudWatch itself lets the service write to groups of that name, where the deploying identity may call
 * `logs:PutResourcePolicy` and `logs:DescribeResourcePolicies`; it needs `pcs:AllowVendedLogDeliveryForResource`, too.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-CloudWatchLogs.html
 */
export class SlurmClusterLogs extends Construct {
  constructor(scope: Construct, id: string, props: SlurmClusterLogsProps) {
    super(scope, id);
    let before: CfnDelivery | undefined;
    for (const { type, name } of SLURM_LOGS) {
      const part = new Construct(this, name);
      const group = new CfnLogGroup(part, 'Group', {
        logGroupName: `/aws/vendedlogs/pcs/${props.clusterName}/${name}`,
        retentionInDays: props.retentionDays,
        kmsKeyId: props.encryptionKey?.keyRef.keyArn,
      });
      group.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
      const deliveryName = Names.uniqueResourceName(part, { maxLength: 60, separator: '-' });
      const source = new CfnDeliverySource(part, 'Source', {
        name: deliveryName,
        resourceArn: props.clusterArn,
        logType: type,
      });
      const destination = new CfnDeliveryDestination(part, 'Destination', {
        name: deliveryName,
        destinationResourceArn: group.attrArn,
      });
      // Deliveries of one resource that are made at one time get into each other's way.
      if (before) {
        source.addResourceDependency(before);
      }
      before = new CfnDelivery(part, 'Delivery', {
        deliverySourceName: source.ref,
        deliveryDestinationArn: destination.attrArn,
      });
    }
  }
}
