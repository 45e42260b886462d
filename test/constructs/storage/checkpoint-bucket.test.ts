import { RemovalPolicy, type Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { CheckpointBucket, type CheckpointBucketProps } from 'cdk-ultraserver';

import { testStack } from '../../support/app';

const ARN = 'arn:aws:kms:us-east-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef';

function define(
  change: Partial<CheckpointBucketProps> = {},
  stack = testStack(),
): { stack: Stack; bucket: CheckpointBucket } {
  return { stack, bucket: new CheckpointBucket(stack, 'Checkpoints', { zone: 'use1-az4', ...change }) };
}

test('is in one Availability Zone, encrypted and kept, with a name of CloudFormation', () => {
  Template.fromStack(define().stack).hasResource('AWS::S3Express::DirectoryBucket', {
    Properties: {
      BucketName: Match.absent(),
      LocationName: 'use1-az4',
      DataRedundancy: 'SingleAvailabilityZone',
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
    },
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
  });
});

test('a name of its own holds the zone', () => {
  const { stack } = define({ baseName: 'frontier-checkpoints', removalPolicy: RemovalPolicy.DESTROY });
  Template.fromStack(stack).hasResource('AWS::S3Express::DirectoryBucket', {
    Properties: { BucketName: 'frontier-checkpoints--use1-az4--x-s3' },
    DeletionPolicy: 'Delete',
  });
});

test('is in a Local Zone only when told, and redundant there', () => {
  expect(() => define({ zone: 'use1-dfw2-az1' })).toThrow(/\[directory-bucket-local-zone\]/);
  const { stack } = define({ zone: 'use1-dfw2-az1', offeredInLocalZone: true });
  Template.fromStack(stack).hasResourceProperties('AWS::S3Express::DirectoryBucket', {
    LocationName: 'use1-dfw2-az1',
    DataRedundancy: 'SingleLocalZone',
  });
});

test('refuses a name that S3 refuses', () => {
  expect(() => define({ baseName: 'Frontier' })).toThrow(/'baseName' is 'Frontier'.*\[directory-bucket-name\]/);
});

describe('grants', () => {
  test.each([
    ['grantReadWrite', 'ReadWrite'],
    ['grantRead', 'ReadOnly'],
  ] as const)('%s opens sessions for it and no more', (grant, mode) => {
    const { stack, bucket } = define();
    bucket[grant](new Role(stack, 'Nodes', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') }));
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Action: 's3express:CreateSession',
            Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Checkpoints'), 'Arn'] },
            Condition: { StringEquals: { 's3express:SessionMode': mode } },
          },
        ],
      },
    });
  });

  test('with a key, also its use', () => {
    const stack = testStack();
    const { bucket } = define({ encryptionKey: Key.fromKeyArn(stack, 'Key', ARN) }, stack);
    bucket.grantReadWrite(new Role(stack, 'Nodes', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') }));
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::S3Express::DirectoryBucket', {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          { BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: ARN } },
        ],
      },
    });
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          { Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: ARN },
        ]),
      },
    });
  });
});
