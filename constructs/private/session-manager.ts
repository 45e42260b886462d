import { PolicyStatement } from 'aws-cdk-lib/aws-iam';

/**
 * What the SSM Agent calls for Session Manager, shells and tunnels; nothing of it takes a resource.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html
 */
const ACTIONS = [
  'ssm:UpdateInstanceInformation',
  'ssmmessages:CreateControlChannel',
  'ssmmessages:CreateDataChannel',
  'ssmmessages:OpenControlChannel',
  'ssmmessages:OpenDataChannel',
];

/** Lets the nodes of a role be reached through Session Manager. */
export function sessionManagerStatement(): PolicyStatement {
  return new PolicyStatement({ actions: ACTIONS, resources: ['*'] });
}
