import { Match } from 'aws-cdk-lib/assertions';

import { EksKarpenter, type EksKarpenterProps } from '../../../../constructs/engines/eks';
import { EksTemplate } from './eks-fixture';

interface Statement {
  readonly Sid: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: Record<string, Record<string, unknown>>;
}

function karpenter(props: Partial<EksKarpenterProps> = {}): EksTemplate & { readonly installed: EksKarpenter } {
  const eks = EksTemplate.withKubectl();
  return Object.assign(eks, {
    installed: new EksKarpenter(eks.stack, 'Karpenter', { cluster: eks.cluster, ...props }),
  });
}

/** The values of the chart, as text with references resolved to their logical ids. */
function chartValues(eks: EksTemplate): string {
  const [chart] = Object.values(eks.ofType('Custom::AWSCDK-EKS-HelmChart'));
  return JSON.stringify(chart?.Properties['Values']);
}

const eks = karpenter();
const statements = Object.values(eks.ofType('AWS::IAM::ManagedPolicy')).flatMap(
  ({ Properties }) => (Properties['PolicyDocument'] as { Statement: Statement[] }).Statement,
);
const writes = /^(ec2:(Create|Delete|Run|Terminate)|iam:PassRole|sqs:(Delete|Receive))/;

test('what it launches carries the tags of the cluster and of a node pool', () => {
  const byTag = statements.filter(({ Action }) => [Action].flat().some((action) => action.startsWith('ec2:Create')));
  for (const { Sid, Condition } of byTag.filter(({ Sid: sid }) => sid !== 'LaunchFrom')) {
    const text = JSON.stringify(Condition);
    expect({ Sid, owned: /(Request|Resource)Tag\/kubernetes.io\/cluster\/frontier":"owned"/.test(text) }).toEqual({
      Sid,
      owned: true,
    });
    expect(text).toMatch(/(Request|Resource)Tag\/karpenter.sh\/nodepool":"\*"/);
  }
});

test('it ends nothing that it did not launch', () => {
  const [end] = statements.filter(({ Action }) => [Action].flat().includes('ec2:TerminateInstances'));
  expect(end?.Condition).toEqual({
    StringEquals: { 'aws:ResourceTag/kubernetes.io/cluster/frontier': 'owned' },
    StringLike: { 'aws:ResourceTag/karpenter.sh/nodepool': '*' },
  });
});

test('it changes nothing that is named by a star alone, and makes no instance profile', () => {
  const wide = statements.filter(({ Resource }) => Resource === '*').flatMap(({ Action }) => Action);
  expect(wide.filter((action) => writes.test(action))).toEqual([]);
  expect(wide.length).toBeGreaterThan(5);
  const all = statements.flatMap(({ Action }) => Action);
  expect(all.filter((action) => action.startsWith('iam:')).toSorted()).toEqual([
    'iam:GetInstanceProfile',
    'iam:ListInstanceProfiles',
    'iam:PassRole',
  ]);
});

test.each(['ec2:DescribeInstanceStatus', 'ec2:DescribePlacementGroups'])('it may look with %s, too', (action) => {
  expect(statements.find(({ Sid }) => Sid === 'Look')?.Action).toContain(action);
});

test('its nodes may join with one role, and have its profile', () => {
  eks.template.hasResourceProperties('AWS::EKS::AccessEntry', {
    Type: 'EC2_LINUX',
    PrincipalArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^KarpenterNodeRole'), 'Arn'] },
  });
  expect(eks.stack.resolve(eks.installed.instanceProfileName)).toEqual({
    Ref: eks.idOf('AWS::IAM::InstanceProfile'),
  });
});

test('its controller has a role of its own', () => {
  eks.template.hasResourceProperties('AWS::EKS::PodIdentityAssociation', {
    Namespace: 'kube-system',
    ServiceAccount: 'karpenter',
  });
  const chart = eks.idOf('Custom::AWSCDK-EKS-HelmChart');
  const policy = eks.idOf('AWS::IAM::ManagedPolicy', ({ PolicyDocument }) =>
    JSON.stringify(PolicyDocument).includes('ec2:CreateFleet'),
  );
  expect([...eks.awaited(chart)]).toEqual(
    expect.arrayContaining([policy, eks.idOf('AWS::EKS::PodIdentityAssociation')]),
  );
});

test('it hears of interruptions from a queue that nobody else writes to', () => {
  const sources = Object.values(eks.ofType('AWS::Events::Rule')).map(({ Properties }) => Properties['EventPattern']);
  expect(sources).toEqual([
    { source: ['aws.health'], 'detail-type': ['AWS Health Event'] },
    { source: ['aws.ec2'], 'detail-type': ['EC2 Spot Instance Interruption Warning'] },
    { source: ['aws.ec2'], 'detail-type': ['EC2 Instance Rebalance Recommendation'] },
    { source: ['aws.ec2'], 'detail-type': ['EC2 Instance State-change Notification'] },
  ]);
  eks.template.hasResourceProperties('AWS::SQS::QueuePolicy', {
    PolicyDocument: {
      Statement: [
        Match.objectLike({
          Action: 'sqs:SendMessage',
          Principal: { Service: 'events.amazonaws.com' },
          Condition: {
            ArnEquals: {
              'aws:SourceArn': Object.keys(eks.ofType('AWS::Events::Rule')).map((id) => ({
                'Fn::GetAtt': [id, 'Arn'],
              })),
            },
          },
        }),
        Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      ],
    },
  });
  eks.template.hasResourceProperties('AWS::SQS::Queue', { SqsManagedSseEnabled: true, MessageRetentionPeriod: 300 });
});

test('its chart knows cluster and queue, and whether there is a way out', () => {
  const text = chartValues(eks);
  expect(text).toContain(eks.idOf('AWS::SQS::Queue'));
  expect(text).toContain(String.raw`\"clusterName\":\"frontier\"`);
  expect(text).toContain(String.raw`\"isolatedVPC\":false`);
  expect(chartValues(karpenter({ egress: false }))).toContain(String.raw`\"isolatedVPC\":true`);
});

test('its chart comes from a mirror where one is named', () => {
  const repository = 'oci://111122223333.dkr.ecr.us-east-1.amazonaws.com/karpenter';
  karpenter({ charts: { karpenter: { repository } } }).template.hasResourceProperties('Custom::AWSCDK-EKS-HelmChart', {
    Repository: repository,
    Version: '1.14.1',
    Namespace: 'kube-system',
  });
  expect(() => karpenter({ charts: { kueue: { repository } } })).toThrow('[eks-chart]');
});
