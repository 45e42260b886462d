import type { CfnSecurityGroup } from 'aws-cdk-lib/aws-ec2';

/**
 * The rule of a group from which nothing may go out. A group without a rule gets one that allows everything, so this one
 * allows what never leaves an instance.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroup.html
 */
export const NO_EGRESS: CfnSecurityGroup.EgressProperty = {
  ipProtocol: '-1',
  cidrIp: '127.0.0.1/32',
  description: 'Nothing else goes out',
};
