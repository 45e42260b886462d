import { Fn } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { ClusterKey, InvalidPropsError } from 'cdk-ultraserver';

import { testStack } from '../../support/app';

const KEY_ARN = 'arn:aws:kms:us-east-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef';

describe('a created key', () => {
  const stack = testStack();
  new ClusterKey(stack, 'Key');
  const template = Template.fromStack(stack);
  const expectStatement = (statement: object): void => {
    template.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: { Statement: Match.arrayWith([Match.objectLike(statement)]) },
    });
  };

  test('rotates, and outlives the stack', () => {
    template.hasResource('AWS::KMS::Key', {
      Properties: { EnableKeyRotation: true },
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
    });
  });

  test('is administered by the account', () => {
    expectStatement({
      Action: 'kms:*',
      Principal: {
        AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':root']] },
      },
    });
  });

  test('encrypts volumes for everyone in the account who uses EBS, Auto Scaling included', () => {
    expectStatement({
      Principal: { AWS: '*' },
      Action: Match.arrayWith(['kms:CreateGrant', 'kms:Decrypt', 'kms:GenerateDataKey*']),
      Condition: {
        StringEquals: {
          'kms:ViaService': 'ec2.us-east-1.amazonaws.com',
          'kms:CallerAccount': { Ref: 'AWS::AccountId' },
        },
      },
    });
  });

  test('encrypts file systems for everyone in the account who uses FSx and EFS, which make grants', () => {
    expectStatement({
      Principal: { AWS: '*' },
      Action: Match.arrayWith(['kms:CreateGrant', 'kms:Decrypt', 'kms:GenerateDataKey*']),
      Condition: {
        StringEquals: {
          'kms:ViaService': ['fsx.us-east-1.amazonaws.com', 'elasticfilesystem.us-east-1.amazonaws.com'],
          'kms:CallerAccount': { Ref: 'AWS::AccountId' },
        },
      },
    });
  });

  test('names no service-linked role: in a fresh account it does not exist, and the key could not be created', () => {
    expect(JSON.stringify(template.toJSON())).not.toContain('aws-service-role');
  });

  test('grants nothing to everyone without both conditions', () => {
    const [key] = Object.values(template.findResources('AWS::KMS::Key')) as {
      Properties: {
        KeyPolicy: { Statement: { Principal: { AWS?: unknown }; Condition?: { StringEquals?: object } }[] };
      };
    }[];
    const open = key?.Properties.KeyPolicy.Statement.filter(({ Principal }) => Principal.AWS === '*') ?? [];

    expect(open.map(({ Condition }) => Object.keys(Condition?.StringEquals ?? {}).toSorted())).toEqual([
      ['kms:CallerAccount', 'kms:ViaService'],
      ['kms:CallerAccount', 'kms:ViaService'],
    ]);
  });

  test('encrypts the logs of this account and Region alone', () => {
    expectStatement({
      Principal: { Service: 'logs.us-east-1.amazonaws.com' },
      Condition: {
        ArnLike: {
          'kms:EncryptionContext:aws:logs:arn': {
            'Fn::Join': [
              '',
              ['arn:', { Ref: 'AWS::Partition' }, ':logs:us-east-1:', { Ref: 'AWS::AccountId' }, ':log-group:*'],
            ],
          },
        },
      },
    });
  });

  test('lets the alarms of this account, and EventBridge, publish to an encrypted topic', () => {
    const Action = ['kms:Decrypt', 'kms:GenerateDataKey*'];
    expectStatement({
      Action,
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    });
    expectStatement({ Action, Principal: { Service: 'events.amazonaws.com' }, Condition: Match.absent() });
  });

  test('has no alias, which would be a physical name', () => {
    template.resourceCountIs('AWS::KMS::Alias', 0);
  });
});

describe('a given key', () => {
  test('is used as it is', () => {
    const stack = testStack();
    const { keyArn } = new ClusterKey(stack, 'Key', { keyArn: KEY_ARN });

    expect(keyArn).toBe(KEY_ARN);
    Template.fromStack(stack).resourceCountIs('AWS::KMS::Key', 0);
  });

  test('may be known at deployment alone', () => {
    const stack = testStack();
    expect(() => new ClusterKey(stack, 'Key', { keyArn: Fn.importValue('shared-key') })).not.toThrow();
  });

  test.each(['alias/shared', KEY_ARN.replace('key/', 'alias/'), 'arn:aws:s3:::bucket', ''])(
    '%p is not one',
    (keyArn) => {
      expect(() => new ClusterKey(testStack(), 'Key', { keyArn })).toThrow(InvalidPropsError);
    },
  );
});
