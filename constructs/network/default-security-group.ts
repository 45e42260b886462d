import { CustomResource, Stack } from 'aws-cdk-lib';
import type { CfnVPC } from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKeyRef } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

import { HANDLER_TIMEOUT, HandlerFunction } from '../private/handler-function';

/**
 * Takes away the rules of a VPC's default security group, which no CloudFormation resource can do.
 *
 * `ec2.Vpc` of the CDK has the like, but asks for the zones of the account, which a synthesis without AWS cannot know.
 * Type and id of the custom resource are the same as there: cdk-nag knows a locked group by them.
 *
 * @param scope the VPC's parent
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
 */
export function lockDefaultSecurityGroup(scope: Construct, vpc: CfnVPC, logKey?: IKeyRef): void {
  const securityGroupId = vpc.attrDefaultSecurityGroup;
  const lock = new HandlerFunction(scope, 'DefaultSecurityGroupLock', {
    handler: 'lock-default-security-group',
    description: `Takes away the rules of a VPC's default security group`,
    logKey,
    statements: [
      new PolicyStatement({
        actions: ['ec2:RevokeSecurityGroupEgress', 'ec2:RevokeSecurityGroupIngress'],
        resources: [
          Stack.of(scope).formatArn({ service: 'ec2', resource: 'security-group', resourceName: securityGroupId }),
        ],
      }),
    ],
  });
  new CustomResource(scope, 'RestrictDefaultSecurityGroupCustomResource', {
    resourceType: 'Custom::VpcRestrictDefaultSG',
    serviceToken: lock.functionArn,
    serviceTimeout: HANDLER_TIMEOUT,
    properties: { DefaultSecurityGroupId: securityGroupId },
  });
}
