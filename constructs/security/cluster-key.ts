import { ArnFormat, RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import { AnyPrincipal, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

import type { Problem } from '../hardware/problem';
import { refuse } from '../private/errors';
import { knownText } from '../private/known-text';
import { checkKmsKeyArn } from '../rules/arns';

export interface ClusterKeyProps {
  /**
   * ARN of your own key, symmetric and in the cluster's Region. Its policy is yours: it must hold what
   * `clusterKeyStatements` returns, or volumes, file systems, logs and notifications fail.
   *
   * @default - a key is defined, with that policy and yearly rotation
   */
  readonly keyArn?: string;
}

/**
 * Defines the KMS key of a cluster: for the nodes' EBS volumes, file systems, the logs, and the operators' topic. It is kept when the
 * stack is deleted, because logs outlive the cluster.
 *
 * @throws InvalidPropsError where `keyArn` is not the ARN of a key, or of one in another Region
 */
export class ClusterKey extends Construct {
  readonly key: IKey;
  readonly keyArn: string;

  constructor(scope: Construct, id: string, props: ClusterKeyProps = {}) {
    super(scope, id);
    if (props.keyArn === undefined) {
      const key = new Key(this, 'Resource', {
        description: `Volumes, file systems, logs and notifications of ${Stack.of(this).stackName}`,
        enableKeyRotation: true,
        removalPolicy: RemovalPolicy.RETAIN,
      });
      for (const statement of clusterKeyStatements(Stack.of(this))) {
        key.addToResourcePolicy(statement);
      }
      this.key = key;
    } else {
      refuse(checkKeyArn(props.keyArn, Stack.of(this)), this);
      this.key = Key.fromKeyArn(this, 'Resource', props.keyArn);
    }
    this.keyArn = this.key.keyArn;
  }
}

/**
 * What the policy of a cluster's key must allow, besides its administration by the account.
 *
 * - EBS: whoever in the account may use EBS may use the key through it. This is the policy of the key that AWS manages
 *   for EBS, and works for Auto Scaling, whose service-linked role has no rights on customer managed keys. The role is
 *   not named, because a key policy that names a role which does not exist yet is refused, and in a fresh account it
 *   does not. `Principal: *` is bounded by the two conditions; the account's root as principal would not do, since it
 *   only lets IAM policies decide, and the role's has no say over this key.
 * - FSx and EFS: the same, for file systems. Both make grants for whoever creates a file system, so that a deployer needs no
 *   rights on the key itself. S3 has no statement: directory buckets are encrypted with the rights of their readers and
 *   writers, which IAM gives.
 * - Logs: the service, for log groups of this account and Region alone.
 * - CloudWatch and EventBridge, which publish to the encrypted topic. EventBridge carries no condition because it sends
 *   no source account or ARN to KMS: with one, every event would be dropped.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
 * @see https://docs.aws.amazon.com/fsx/latest/LustreGuide/encryption-at-rest.html
 * @see https://docs.aws.amazon.com/efs/latest/ug/EFSKMS.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
export function clusterKeyStatements(stack: Stack): PolicyStatement[] {
  const use = ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'];
  const publish = ['kms:Decrypt', 'kms:GenerateDataKey*'];
  return [
    new PolicyStatement({
      sid: 'VolumesThroughEbs',
      principals: [new AnyPrincipal()],
      actions: [...use, 'kms:CreateGrant'],
      resources: ['*'],
      conditions: {
        StringEquals: { 'kms:ViaService': `ec2.${stack.region}.amazonaws.com`, 'kms:CallerAccount': stack.account },
      },
    }),
    new PolicyStatement({
      sid: 'FileSystemsThroughFsxAndEfs',
      principals: [new AnyPrincipal()],
      actions: [...use, 'kms:CreateGrant'],
      resources: ['*'],
      conditions: {
        StringEquals: {
          'kms:ViaService': ['fsx', 'elasticfilesystem'].map((service) => `${service}.${stack.region}.amazonaws.com`),
          'kms:CallerAccount': stack.account,
        },
      },
    }),
    new PolicyStatement({
      sid: 'LogsOfThisAccount',
      principals: [new ServicePrincipal(`logs.${stack.region}.amazonaws.com`)],
      actions: use,
      resources: ['*'],
      conditions: {
        ArnLike: {
          'kms:EncryptionContext:aws:logs:arn': stack.formatArn({
            service: 'logs',
            resource: 'log-group',
            resourceName: '*',
            arnFormat: ArnFormat.COLON_RESOURCE_NAME,
          }),
        },
      },
    }),
    new PolicyStatement({
      sid: 'AlarmsOfThisAccount',
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: publish,
      resources: ['*'],
      conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
    }),
    new PolicyStatement({
      sid: 'Events',
      principals: [new ServicePrincipal('events.amazonaws.com')],
      actions: publish,
      resources: ['*'],
    }),
  ];
}

function checkKeyArn(arn: string, stack: Stack): Problem[] {
  return Token.isUnresolved(arn)
    ? []
    : checkKmsKeyArn(arn, knownText(stack.region)).map((problem) => ({ ...problem, path: ['keyArn'] }));
}
