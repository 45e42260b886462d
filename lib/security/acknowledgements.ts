import { CfnResource, type Stack, Validations } from 'aws-cdk-lib';

/** One kind of resource for which findings of cdk-nag do not hold, and why. */
export interface Acknowledgement {
  /** End of the construct paths that it is for. */
  readonly path: RegExp;

  /** The findings, as `<pack>-<rule>`, with the resource in brackets where the rule names it. */
  readonly findings: string[];

  /** Why a reviewer may accept them. */
  readonly reason: string;
}

const HANDLER = '(DefaultSecurityGroupLock|AutoScalingGroupGuard[0-9a-f]*)';

/** A rule that several packs have. */
const inPacks = (rule: string, ...packs: string[]): string[] => packs.map((pack) => `${pack}-${rule}`);

const NIST = 'NIST.800.53.R5';
const HIPAA = 'HIPAA.Security';
const PCI = 'PCI.DSS.321';

/**
 * Every finding of the packs AwsSolutions, NIST 800-53 R5, HIPAA and PCI DSS that the stacks of a cluster live with. Each
 * names the finding and the resources it is for; a finding elsewhere fails the synthesis of an app that adds the packs.
 */
export const ACKNOWLEDGEMENTS: readonly Acknowledgement[] = [
  {
    path: /\/Role\/Policy$/,
    findings: ['AwsSolutions-IAM5[Resource::*]'],
    reason:
      'Describe calls, Session Manager and cloudwatch:PutMetricData take no resource; the last is bound to the namespace of the CloudWatch agent',
  },
  {
    path: /\/(Role|AutoScalingGroupGuard[0-9a-f]*)\/Policy$/,
    findings: [
      'AwsSolutions-IAM5[Resource::arn:<partition>:autoscaling:<region>:<account>:autoScalingGroup:*:autoScalingGroupName/*]',
    ],
    reason:
      "The ARN of an Auto Scaling group holds an id that EC2 gives it. The statement is bound to groups by their tags: a node to its own group, the guard to its stack's",
  },
  {
    path: /\/Group\/Resource$/,
    findings: ['AwsSolutions-AS3'],
    reason:
      'Eighteen launches at the start of a block are no news. Alarms tell operators of instances that are reserved and do not run, and of groups short of nodes',
  },
  {
    path: /\/Events\/Undelivered$/,
    findings: ['AwsSolutions-SQS3'],
    reason: 'It is itself the dead-letter queue of the event rules, and an alarm tells of the first message in it',
  },
  {
    path: new RegExp(`/${HANDLER}/Resource$`),
    findings: inPacks('LambdaConcurrency', NIST, HIPAA),
    reason:
      'CloudFormation alone invokes it, once a resource. Reserved concurrency would be taken from the account, and a fresh account has none to give',
  },
  {
    path: new RegExp(`/${HANDLER}/Resource$`),
    findings: inPacks('LambdaDLQ', NIST, HIPAA),
    reason:
      'It answers CloudFormation itself, with the reason of a failure; an invocation that is lost fails the stack operation, which an operator sees',
  },
  {
    path: new RegExp(`/${HANDLER}/Resource$`),
    findings: inPacks('LambdaInsideVPC', NIST, HIPAA, PCI),
    reason:
      'It calls one AWS API over TLS and holds no data. In the VPC it would depend on the network that it helps to define',
  },
  {
    path: /\/Network\/Nat\/[a-z0-9-]+\/InternetRoute$/,
    findings: inPacks('VPCNoUnrestrictedRouteToIGW', NIST, HIPAA, PCI),
    reason: 'The route of a subnet that holds a NAT gateway and nothing else. With egress: none there is neither',
  },
  {
    path: /\/NodeSecurityGroups\/EfaFromItself$/,
    findings: inPacks('EC2RestrictedCommonPorts', NIST, HIPAA, PCI),
    reason:
      'EFA works only where its security group allows all traffic from itself; the source is that group, not a range',
  },
];

/** Acknowledges what is known of a stack's resources, where they are. */
export function acknowledgeFindings(stack: Stack): void {
  const filled = (finding: string): string =>
    finding
      .replace('<partition>', '<AWS::Partition>')
      .replace('<region>', stack.region)
      .replace('<account>', accountOf(stack));
  // Findings are about resources.
  for (const construct of stack.node.findAll().filter((node) => CfnResource.isCfnResource(node))) {
    const constructPath = `/${construct.node.path}`;
    for (const { path, findings, reason } of ACKNOWLEDGEMENTS) {
      if (path.test(constructPath)) {
        Validations.of(construct).acknowledge(...findings.map((finding) => ({ id: filled(finding), reason })));
      }
    }
  }
}

/** The account as cdk-nag writes it in the name of a finding. */
function accountOf({ account }: Stack): string {
  return /^\d{12}$/.test(account) ? account : '<AWS::AccountId>';
}
