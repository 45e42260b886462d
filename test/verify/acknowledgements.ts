import type { Acknowledgement } from './finding';

/** What the judges find and what is left as it is. One that no finding needs any more fails `npm run verify`. */
export const ACKNOWLEDGEMENTS: readonly Acknowledgement[] = [
  {
    judge: 'cfn-lint',
    rule: 'E3628',
    subject: 'AWS::EC2::LaunchTemplate LaunchTemplateData/InstanceType',
    message: "'p6e-gb200.36xlarge' is not one of",
    reason:
      'cfn-lint takes its instance types from price lists, and UltraServers are sold in Capacity Blocks, which stand in none. ' +
      'The type is in https://docs.aws.amazon.com/ec2/latest/instancetypes/ac.html',
  },
  {
    judge: 'cfn-lint',
    rule: 'E3628',
    subject: 'AWS::EC2::LaunchTemplate LaunchTemplateData/InstanceType',
    message: "'p6e-gb300.36xlarge' is not one of",
    reason:
      'AWS has announced the type and published no facts of it; it is in no list. The example marks all of it as unverified.',
  },
  ...['KubernetesClusterKubectlProviderHandler', 'KubernetesClusterKubectlProviderframeworkonEvent'].map((name) => ({
    judge: 'cfn-lint' as const,
    rule: 'W3005',
    subject: 'AWS::Lambda::Function DependsOn',
    message: `'${name}ServiceRole`,
    reason:
      'CDK has its functions wait for all of their role, the policies with it; one of what it names is the role itself.',
  })),
];
