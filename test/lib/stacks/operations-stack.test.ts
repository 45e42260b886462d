import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CfnTopic } from 'aws-cdk-lib/aws-sns';

import { OperationsStack, type OperationsStackProps } from '../../../lib/stacks/operations-stack';
import { testApp } from '../../support/app';

const KEY_ARN = 'arn:aws:kms:us-east-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef';

const props: OperationsStackProps = {
  env: { region: 'us-east-1' },
  cluster: 'frontier',
  notify: [{ kind: 'email', address: 'ops@example.com' }],
  logRetentionDays: 90,
  kmsKeyArn: undefined,
};

function operations(overrides: Partial<OperationsStackProps> = {}): OperationsStack {
  return new OperationsStack(testApp(), 'frontier-operations', { ...props, ...overrides });
}

test('it holds the key, the topic, the events, the logs and the alarms of the fleet', () => {
  const template = Template.fromStack(operations());

  template.resourceCountIs('AWS::KMS::Key', 1);
  template.resourceCountIs('AWS::SNS::Topic', 1);
  template.resourceCountIs('AWS::Events::Rule', 3);
  template.resourceCountIs('AWS::Logs::LogGroup', 5);
  template.resourceCountIs('AWS::CloudWatch::Alarm', 4);
  template.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'ops@example.com' });
  template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 90 });
});

test('one key encrypts all of it', () => {
  const template = Template.fromStack(operations());
  const keyArn = { 'Fn::GetAtt': [Object.keys(template.findResources('AWS::KMS::Key'))[0], 'Arn'] };

  template.allResourcesProperties('AWS::Logs::LogGroup', { KmsKeyId: keyArn });
  template.allResourcesProperties('AWS::SNS::Topic', { KmsMasterKeyId: keyArn });
  template.allResourcesProperties('AWS::SQS::Queue', { KmsMasterKeyId: keyArn });
});

test('a key of the user takes its place', () => {
  const template = Template.fromStack(operations({ kmsKeyArn: KEY_ARN }));

  template.resourceCountIs('AWS::KMS::Key', 0);
  template.allResourcesProperties('AWS::Logs::LogGroup', { KmsKeyId: KEY_ARN });
  template.allResourcesProperties('AWS::SNS::Topic', { KmsMasterKeyId: KEY_ARN });
});

test('what cells use is exported whether or not a cell uses it', () => {
  const alone = operations();
  const outputs = Template.fromStack(alone).findOutputs('*');

  const app = testApp();
  const used = new OperationsStack(app, 'frontier-operations', props);
  const cell = new Stack(app, 'frontier-cell-train', { env: { region: 'us-east-1' } });
  new CfnTopic(cell, 'User', {
    displayName: used.topic.topicArn,
    topicName: used.logs.names.gate,
    kmsMasterKeyId: used.key.keyArn,
  });

  expect(Template.fromStack(used).findOutputs('*')).toEqual(outputs);
  expect(Object.values(outputs).every((output) => 'Export' in (output as object))).toBe(true);
});

test('an https subscriber is subscribed as such', () => {
  const template = Template.fromStack(
    operations({ notify: [{ kind: 'https', url: 'https://pager.example.com/gpu' }] }),
  );
  template.hasResourceProperties('AWS::SNS::Subscription', {
    Protocol: 'https',
    Endpoint: Match.stringLikeRegexp('^https://'),
  });
});

test('no output and no resource has a name that another cluster could take', () => {
  const text = JSON.stringify(Template.fromStack(operations()).toJSON());
  expect(text).not.toMatch(/"(TopicName|QueueName|LogGroupName|AliasName|AlarmName)":"/);
});
