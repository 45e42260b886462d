import { Match, Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { OperatorsTopic, Subscriber } from 'cdk-ultraserver';

import { testStack } from '../../support/app';

const KEY_ARN = 'arn:aws:kms:us-east-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef';

function topicWith(subscribers?: Subscriber[]): Template {
  const stack = testStack();
  new OperatorsTopic(stack, 'Operators', { key: Key.fromKeyArn(stack, 'Key', KEY_ARN), subscribers });
  return Template.fromStack(stack);
}

const template = topicWith([Subscriber.email('ops@example.com'), Subscriber.https('https://pager.example.com/v1/gpu')]);

test('it is encrypted with the key, and has no physical name', () => {
  template.hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId: KEY_ARN, TopicName: Match.absent() });
});

test('it refuses what does not come over TLS', () => {
  template.hasResourceProperties('AWS::SNS::TopicPolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({ Effect: 'Deny', Principal: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      ]),
    },
  });
});

test('it admits the alarms of this account and Region alone', () => {
  template.hasResourceProperties('AWS::SNS::TopicPolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Effect: 'Allow',
          Action: 'sns:Publish',
          Principal: { Service: 'cloudwatch.amazonaws.com' },
          Condition: {
            StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
            ArnLike: {
              'aws:SourceArn': {
                'Fn::Join': [
                  '',
                  ['arn:', { Ref: 'AWS::Partition' }, ':cloudwatch:us-east-1:', { Ref: 'AWS::AccountId' }, ':alarm:*'],
                ],
              },
            },
          },
        }),
      ]),
    },
  });
});

test('it admits EventBridge without a condition, with which nothing would be delivered', () => {
  template.hasResourceProperties('AWS::SNS::TopicPolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Effect: 'Allow',
          Action: 'sns:Publish',
          Principal: { Service: 'events.amazonaws.com' },
          Condition: Match.absent(),
        }),
      ]),
    },
  });
});

test('each subscriber has a subscription', () => {
  template.resourceCountIs('AWS::SNS::Subscription', 2);
  template.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'ops@example.com' });
  template.hasResourceProperties('AWS::SNS::Subscription', {
    Protocol: 'https',
    Endpoint: 'https://pager.example.com/v1/gpu',
  });
});

test('a subscription does not depend on its place in the list', () => {
  const reversed = topicWith([
    Subscriber.https('https://pager.example.com/v1/gpu'),
    Subscriber.email('ops@example.com'),
  ]);
  expect(reversed.findResources('AWS::SNS::Subscription')).toEqual(template.findResources('AWS::SNS::Subscription'));
});

test('no construct id tells an endpoint: the URL of a paging service holds its key', () => {
  const stack = testStack();
  const topic = new OperatorsTopic(stack, 'Operators', {
    key: Key.fromKeyArn(stack, 'Key', KEY_ARN),
    subscribers: [Subscriber.https('https://pager.example.com/v1/c0ffee'), Subscriber.email('ops@example.com')],
  });
  const paths = topic.node.findAll().map(({ node }) => node.path);

  expect(paths.filter((path) => /c0ffee|example|ops@/.test(path))).toEqual([]);
  expect(paths.filter((path) => /Operators\/(https|email)-[0-9a-f]{12}$/.test(path))).toHaveLength(2);
});

test('nobody need subscribe', () => {
  topicWith().resourceCountIs('AWS::SNS::Subscription', 0);
});
