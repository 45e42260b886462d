import { RemovalPolicy, type CfnTag } from 'aws-cdk-lib';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKeyRef } from 'aws-cdk-lib/aws-kms';
import { CfnDirectoryBucket } from 'aws-cdk-lib/aws-s3express';
import { Construct } from 'constructs';

import { refuse } from '../private/errors';
import { checkDirectoryBucket, dataRedundancy, directoryBucketName } from '../rules/storage-directory-bucket';

/** Properties of a bucket for checkpoints. */
export interface CheckpointBucketProps {
  /** Id of the zone that keeps the objects: the nodes' own, or the parent of a Local Zone. */
  readonly zone: string;

  /**
   * Whether your account has shown that the Local Zone `zone` has directory buckets.
   *
   * @default false
   */
  readonly offeredInLocalZone?: boolean;

  /**
   * The name without zone and suffix: `frontier-checkpoints` makes `frontier-checkpoints--use1-az4--x-s3`. A bucket with a
   * name of its own cannot be replaced.
   *
   * @default - CloudFormation makes one
   */
  readonly baseName?: string;

  /**
   * Encrypts the objects.
   *
   * @default - S3's own key
   */
  readonly encryptionKey?: IKeyRef;

  /**
   * What becomes of it when its stack, or its definition, goes.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;

  /** @default - none */
  readonly tags?: CfnTag[];
}

/**
 * A directory bucket for checkpoints: S3 Express One Zone, in one Availability Zone. S3 blocks all public access to such
 * buckets.
 *
 * @throws InvalidPropsError where S3 would refuse it
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/directory-buckets-overview.html
 */
export class CheckpointBucket extends Construct {
  readonly bucketName: string;
  readonly bucketArn: string;

  private readonly encryptionKey: IKeyRef | undefined;

  constructor(scope: Construct, id: string, props: CheckpointBucketProps) {
    super(scope, id);
    const { zone, baseName, offeredInLocalZone = false } = props;
    refuse(checkDirectoryBucket({ zone, baseName, offeredInLocalZone }), this);
    const bucket = new CfnDirectoryBucket(this, 'Resource', {
      bucketName: baseName === undefined ? undefined : directoryBucketName(baseName, zone),
      locationName: zone,
      dataRedundancy: dataRedundancy(zone),
      bucketEncryption: {
        serverSideEncryptionConfiguration: [
          props.encryptionKey === undefined
            ? { serverSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }
            : {
                bucketKeyEnabled: true,
                serverSideEncryptionByDefault: {
                  sseAlgorithm: 'aws:kms',
                  kmsMasterKeyId: props.encryptionKey.keyRef.keyArn,
                },
              },
        ],
      },
      tags: props.tags,
    });
    bucket.applyRemovalPolicy(props.removalPolicy ?? RemovalPolicy.RETAIN);
    this.encryptionKey = props.encryptionKey;
    this.bucketName = bucket.ref;
    this.bucketArn = bucket.attrArn;
  }

  /**
   * Lets nodes read and write objects. With a key of your own, its policy must let the account's IAM policies decide.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-express-security-iam.html
   */
  grantReadWrite(grantee: IGrantable): Grant {
    return this.grant(grantee, 'ReadWrite');
  }

  /** Lets nodes read objects, and nothing else. */
  grantRead(grantee: IGrantable): Grant {
    return this.grant(grantee, 'ReadOnly');
  }

  private grant(grantee: IGrantable, sessionMode: 'ReadWrite' | 'ReadOnly'): Grant {
    const sessions = Grant.addToPrincipal({
      grantee,
      actions: ['s3express:CreateSession'],
      resourceArns: [this.bucketArn],
      conditions: { StringEquals: { 's3express:SessionMode': sessionMode } },
    });
    if (this.encryptionKey === undefined) {
      return sessions;
    }
    const key = Grant.addToPrincipal({
      grantee,
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resourceArns: [this.encryptionKey.keyRef.keyArn],
    });
    return sessions.combine(key);
  }
}
