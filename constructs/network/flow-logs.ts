import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnFlowLog } from 'aws-cdk-lib/aws-ec2';
import type { IVPCRef } from 'aws-cdk-lib/aws-ec2';
import { CfnManagedPolicy, CfnRole, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKeyRef } from 'aws-cdk-lib/aws-kms';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

/** Properties of `FlowLogs`. */
export interface FlowLogsProps {
  readonly vpc: IVPCRef;

  /** Days that records are kept; one of the numbers that CloudWatch Logs knows. */
  readonly retentionDays: number;

  /** @default - CloudWatch's own key */
  readonly encryptionKey?: IKeyRef;
}

/**
 * Records of all traffic of a VPC, in a log group. The group outlives the stack and is protected from deletion: it may be
 * evidence.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/protecting-log-groups-from-deletion.html
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
 */
export class FlowLogs extends Construct {
  readonly logGroup: CfnLogGroup;

  constructor(scope: Construct, id: string, props: FlowLogsProps) {
    super(scope, id);
    const stack = Stack.of(this);
    this.logGroup = new CfnLogGroup(this, 'LogGroup', {
      retentionInDays: props.retentionDays,
      kmsKeyId: props.encryptionKey?.keyRef.keyArn,
      deletionProtectionEnabled: true,
    });
    this.logGroup.applyRemovalPolicy(RemovalPolicy.RETAIN);

    const role = new CfnRole(this, 'Role', {
      description: 'Lets VPC flow logs write their log group',
      assumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'vpc-flow-logs.amazonaws.com' },
            Action: 'sts:AssumeRole',
            Condition: {
              StringEquals: { 'aws:SourceAccount': stack.account },
              ArnLike: {
                'aws:SourceArn': stack.formatArn({
                  service: 'ec2',
                  resource: 'vpc-flow-log',
                  resourceName: '*',
                }),
              },
            },
          },
        ],
      },
    });
    const policy = new CfnManagedPolicy(this, 'Policy', {
      roles: [role.ref],
      policyDocument: new PolicyDocument({
        statements: [
          new PolicyStatement({
            actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
            resources: [this.logGroup.attrArn],
          }),
        ],
      }),
    });
    const flowLog = new CfnFlowLog(this, 'Resource', {
      resourceType: 'VPC',
      resourceId: props.vpc.vpcRef.vpcId,
      trafficType: 'ALL',
      logDestinationType: 'cloud-watch-logs',
      logGroupName: this.logGroup.ref,
      deliverLogsPermissionArn: role.attrArn,
    });
    flowLog.addResourceDependency(policy);
  }
}
