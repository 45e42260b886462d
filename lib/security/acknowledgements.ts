import { type Acknowledgment, CfnResource, Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

import { type Acknowledgement, inPacks } from './acknowledgement';
import { EKS_ACKNOWLEDGEMENTS } from './eks-acknowledgements';

const CELL = '<cluster>-cell-<cell>';
const NETWORK = '<cluster>-network';
const GUARD = `${CELL}/AutoScalingGroupGuard<digest>`;
/** Stacks with Auto Scaling groups of this project have what guards them. */
const OWN_GROUPS = 'AutoScalingGroupGuard';
const MANAGED_GUARD = `${CELL}/ManagedNodeGroupGuard<digest>`;
const MANAGED_GATE = `${CELL}/ManagedNodeGroupGate<digest>`;
const STORAGE = '<cluster>-storage';
const IMAGE_ROLES = '<cluster>-images/<image>/Roles';
const LUSTRE_RULES = `${STORAGE}/Lustre/<name>/SecurityGroup`;
const HANDLERS = [
  `${NETWORK}/Network/DefaultSecurityGroupLock/Resource`,
  `${GUARD}/Resource`,
  `${MANAGED_GUARD}/Resource`,
  `${MANAGED_GATE}/Resource`,
];

const NIST = 'NIST.800.53.R5';
const HIPAA = 'HIPAA.Security';
const PCI = 'PCI.DSS.321';

/**
 * Every finding of the packs AwsSolutions, NIST 800-53 R5, HIPAA and PCI DSS that the stacks of a cluster live with. Each
 * names the finding and the resources it is for; a finding elsewhere fails the synthesis of an app that adds the packs.
 */
export const ACKNOWLEDGEMENTS: readonly Acknowledgement[] = [
  {
    paths: [`${CELL}/<member>/Role/Policy`],
    findings: ['AwsSolutions-IAM5[Resource::*]'],
    reason:
      'Describe calls, Session Manager and cloudwatch:PutMetricData take no resource; the last is bound to the namespace of the CloudWatch agent',
  },
  {
    beside: OWN_GROUPS,
    paths: [`${CELL}/<member>/Role/Policy`],
    findings: [
      'AwsSolutions-IAM5[Resource::arn:<partition>:autoscaling:<region>:<account>:autoScalingGroup:*:autoScalingGroupName/*]',
    ],
    reason:
      "The ARN of an Auto Scaling group holds an id that EC2 gives it. The statement is bound to a node's own group by its tags",
  },
  {
    paths: [`${GUARD}/Policy`, `${MANAGED_GUARD}/Policy`],
    findings: [
      'AwsSolutions-IAM5[Resource::arn:<partition>:autoscaling:<region>:<account>:autoScalingGroup:*:autoScalingGroupName/*]',
    ],
    reason:
      "The ARN of an Auto Scaling group holds an id that EC2 gives it. The statement is bound to its stack's groups, or its cluster's, by their tags",
  },
  {
    beside: OWN_GROUPS,
    paths: [`${CELL}/<member>/Group/Resource`],
    findings: ['AwsSolutions-AS3'],
    reason:
      'Eighteen launches at the start of a block are no news. Alarms tell operators of instances that are reserved and do not run, and of groups short of nodes',
  },
  {
    paths: ['<cluster>-operations/Events/Undelivered'],
    findings: ['AwsSolutions-SQS3'],
    reason: 'It is itself the dead-letter queue of the event rules, and an alarm tells of the first message in it',
  },
  {
    paths: HANDLERS,
    findings: inPacks('LambdaConcurrency', NIST, HIPAA),
    reason:
      'CloudFormation alone invokes it, once a resource. Reserved concurrency would be taken from the account, and a fresh account has none to give',
  },
  {
    paths: HANDLERS,
    findings: inPacks('LambdaDLQ', NIST, HIPAA),
    reason:
      'It answers CloudFormation itself, with the reason of a failure; an invocation that is lost fails the stack operation, which an operator sees',
  },
  {
    paths: HANDLERS,
    findings: inPacks('LambdaInsideVPC', NIST, HIPAA, PCI),
    reason:
      'It calls one AWS API over TLS and holds no data. In the VPC it would depend on the network that it helps to define',
  },
  {
    paths: [`${NETWORK}/Network/Nat/<zone>/InternetRoute`],
    findings: inPacks('VPCNoUnrestrictedRouteToIGW', NIST, HIPAA, PCI),
    reason: 'The route of a subnet that holds a NAT gateway and nothing else. With egress: none there is neither',
  },
  {
    paths: [`${NETWORK}/NodeSecurityGroups/EfaFromItself`],
    findings: inPacks('EC2RestrictedCommonPorts', NIST, HIPAA, PCI),
    reason:
      'EFA works only where its security group allows all traffic from itself; the source is that group, not a range',
  },
  {
    paths: ['EfaServersIn', 'EfaFromClientsIn', 'EfaToClientsIn'].map((rule) => `${LUSTRE_RULES}/${rule}`),
    findings: inPacks('EC2RestrictedCommonPorts', NIST, HIPAA, PCI),
    reason:
      'EFA between a file system and its clients works only where their groups allow each other, and the servers each other, all traffic; the sources are these groups, not ranges',
  },
  {
    paths: [`${STORAGE}/Home/Resource`],
    findings: inPacks('EFSInBackupPlan', NIST, HIPAA),
    reason:
      "EFS's automatic backups are on: AWS Backup has the file system in a daily plan of its own, which the rule does not see, and keeps backups for 35 days",
  },
  {
    paths: [`${IMAGE_ROLES}/BuilderPolicy`],
    findings: ['AwsSolutions-IAM5[Resource::*]'],
    reason:
      'What the SSM Agent calls takes no resource that is known before the build: Session Manager, commands, the list of packages',
  },
  {
    paths: [`${IMAGE_ROLES}/BuilderPolicy`],
    findings: ['AwsSolutions-IAM5[Resource::arn:<partition>:s3:::ec2imagebuilder*]'],
    reason: "Buckets of Image Builder itself, which hold the program that runs components; AWS's policy names them so",
  },
  {
    paths: [`${IMAGE_ROLES}/Service/Resource`],
    findings: ['AwsSolutions-IAM4[Policy::arn:<partition>:iam::aws:policy/EC2ImageBuilderExecutionPolicy]'],
    reason:
      "What Image Builder does on an account's behalf is for AWS to say, and grows with the service. A policy beside it lets it pass no role but that of builders",
  },
  {
    paths: [`${MANAGED_GUARD}/Policy`, `${MANAGED_GATE}/Policy`],
    findings: ['AwsSolutions-IAM5[Resource::*]'],
    reason: 'autoscaling:DescribeAutoScalingGroups takes no resource, and it finds the groups that EKS has made',
  },
  {
    paths: [`${CELL}/Slurm/Cluster/Login/Role/Policy`],
    findings: ['AwsSolutions-IAM5[Resource::*]'],
    reason: 'Session Manager, and the call by which an instance joins AWS PCS, take no resource',
  },
  ...EKS_ACKNOWLEDGEMENTS,
];

/** Acknowledges what is known of a stack's resources, where they are. */
export function acknowledgeFindings(stack: Stack): void {
  for (const construct of stack.node.findAll()) {
    for (const acknowledgement of acknowledgementsOf(construct)) {
      Validations.of(construct).acknowledge(acknowledgement);
    }
  }
}

/** What is acknowledged of a construct; findings are about resources, so of anything else nothing. */
export function acknowledgementsOf(construct: IConstruct): Acknowledgment[] {
  if (!CfnResource.isCfnResource(construct)) {
    return [];
  }
  const stack = Stack.of(construct);
  const { region, account } = stack;
  const filled = (finding: string): string =>
    finding
      .replace('<partition>', '<AWS::Partition>')
      .replace('<region>', region)
      .replace('<account>', /^\d{12}$/.test(account) ? account : '<AWS::AccountId>');
  return PATTERNS.filter(
    ({ pattern, beside }) => pattern.test(construct.node.path) && (beside === undefined || has(stack, beside)),
  ).flatMap(({ findings, reason }) => findings.map((finding) => ({ id: filled(finding), reason })));
}

function has(stack: Stack, beginning: string): boolean {
  return stack.node.children.some(({ node }) => node.id.startsWith(beginning));
}

/** The paths of each acknowledgement as one regular expression, made once. */
const PATTERNS = ACKNOWLEDGEMENTS.map(({ paths, beside, findings, reason }) => ({
  beside,
  pattern: new RegExp(`^(${paths.map((path) => path.replaceAll(/<[a-z]+>/g, '[a-z0-9-]+')).join('|')})$`),
  findings,
  reason,
}));
