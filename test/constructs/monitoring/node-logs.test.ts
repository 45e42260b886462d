import { RemovalPolicy } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { InvalidPropsError, NODE_LOG_FILTERS, type NodeLogFilter, NodeLogs } from 'cdk-ultraserver';

import { testStack } from '../../support/app';
import { matchesLogPattern } from '../../support/log-pattern';

const KEY_ARN = 'arn:aws:kms:us-east-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef';

describe('log groups', () => {
  const stack = testStack();
  const logs = new NodeLogs(stack, 'Logs', { key: Key.fromKeyArn(stack, 'Key', KEY_ARN), retentionDays: 90 });
  const template = Template.fromStack(stack);

  test('one for each log, encrypted, kept for the days that were asked for, and without a physical name', () => {
    template.resourceCountIs('AWS::Logs::LogGroup', 5);
    template.allResourcesProperties('AWS::Logs::LogGroup', {
      KmsKeyId: KEY_ARN,
      RetentionInDays: 90,
      LogGroupName: Match.absent(),
    });
  });

  test('they outlive the stack, and nobody deletes them by mistake', () => {
    template.allResources('AWS::Logs::LogGroup', { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    template.allResourcesProperties('AWS::Logs::LogGroup', { DeletionProtectionEnabled: true });
  });

  test('each name is that of another group', () => {
    expect(new Set(Object.values(logs.names)).size).toBe(5);
  });

  test('each metric is read in the namespace that its filter writes to', () => {
    const metrics = [
      logs.metricGateFailed(),
      logs.metricImexFailed(),
      logs.metricXid(),
      logs.metricXidFatal(),
      logs.metricAgentErrors(),
    ];
    for (const { namespace, metricName, statistic } of metrics) {
      expect(statistic).toBe('Sum');
      template.hasResourceProperties('AWS::Logs::MetricFilter', {
        MetricTransformations: [{ MetricNamespace: namespace, MetricName: metricName, MetricValue: '1' }],
      });
    }
    template.resourceCountIs('AWS::Logs::MetricFilter', metrics.length);
  });
});

test('without a key, CloudWatch Logs encrypts with its own, for a year', () => {
  const stack = testStack();
  new NodeLogs(stack, 'Logs');

  Template.fromStack(stack).allResourcesProperties('AWS::Logs::LogGroup', {
    KmsKeyId: Match.absent(),
    RetentionInDays: 365,
  });
});

test.each([RemovalPolicy.DESTROY, RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE])(
  'groups that CloudFormation may delete (%s) are not protected: it could not',
  (removalPolicy) => {
    const stack = testStack();
    new NodeLogs(stack, 'Logs', { removalPolicy });

    Template.fromStack(stack).allResources('AWS::Logs::LogGroup', {
      DeletionPolicy: removalPolicy === RemovalPolicy.DESTROY ? 'Delete' : 'RetainExceptOnCreate',
    });
    Template.fromStack(stack).allResourcesProperties('AWS::Logs::LogGroup', {
      DeletionProtectionEnabled: Match.absent(),
    });
  },
);

test('two clusters in one account do not share their metrics', () => {
  const [one, two] = ['one-operations', 'two-operations'].map(
    (id) => new NodeLogs(testStack(id), 'Logs').metricNamespace,
  );
  expect(one).not.toBe(two);
  expect(one).toMatch(/^UltraServer\/one-operations-Logs/);
});

test('days that CloudWatch Logs does not know are refused', () => {
  expect(() => new NodeLogs(testStack(), 'Logs', { retentionDays: 100 })).toThrow(InvalidPropsError);
});

describe('what is counted', () => {
  const counts = (metricName: NodeLogFilter['metricName'], line: string): boolean => {
    const filter = NODE_LOG_FILTERS.find((candidate) => candidate.metricName === metricName);
    return matchesLogPattern(filter?.pattern ?? '', line);
  };
  const gate = (result: string): string =>
    `{"time":"2026-12-06T11:31:02Z","event":"gate","result":"${result}","check":"gpu-count","expected":"4","found":"3","reason":"x"}`;
  const imex = (result: string): string =>
    `{"time":"2026-12-06T11:31:02Z","event":"imex","result":"${result}","nodes":"17","expected":"18","reason":"x"}`;
  const xid = (code: number, rest = "pid='<unknown>', name=<unknown>, Ch 00000008"): string =>
    `2026-12-06T11:31:02+0000 ip-10-0-0-1 kernel: NVRM: Xid (PCI:0018:01:00): ${code}, ${rest}`;

  test.each([
    ['GateFailed', gate('failed'), true],
    ['GateFailed', gate('passed'), false],
    ['GateFailed', gate('rebooting'), false],
    ['GateFailed', imex('failed'), false],
    ['GateFailed', 'gate failed', false],
    ['ImexFailed', imex('failed'), true],
    ['ImexFailed', imex('waiting'), false],
    ['ImexFailed', imex('up'), false],
    ['Xid', xid(31), true],
    ['Xid', 'kernel: NVRM: loading NVIDIA UNIX Open Kernel Module', false],
    ['XidFatal', xid(79, 'pid=1234, GPU has fallen off the bus.'), true],
    ['XidFatal', xid(48), true],
    ['XidFatal', xid(154, 'GPU recovery action changed from 0x0 (None) to 0x1 (GPU Reset Required)'), true],
    ['XidFatal', xid(31), false],
    ['XidFatal', xid(43), false],
    ['XidFatal', xid(145, 'RLW_REMAP Nonfatal'), false],
    ['XidFatal', xid(1479), false],
    ['XidFatal', xid(4), false],
    ['AgentErrors', '2026-12-06T11:31:02Z E! cloudwatch: WriteToCloudWatch failure', true],
    ['AgentErrors', '2026-12-06T11:31:02Z I! Detected the instance is EC2', false],
  ] as const)('%s %s: %s', (metricName, line, expected) => {
    expect(counts(metricName, line)).toBe(expected);
  });

  test('a pattern fits what CloudWatch Logs allows', () => {
    for (const { pattern } of NODE_LOG_FILTERS) {
      expect(pattern.length).toBeLessThanOrEqual(1024);
    }
  });
});
