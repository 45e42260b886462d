import type { Stack } from 'aws-cdk-lib';

/**
 * ARN of any Auto Scaling group of a stack's account and Region. A group's own ARN holds an id that EC2 gives it, so a
 * policy that is to know one narrows this by tags.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2autoscaling.html
 */
export function anyGroupArn(stack: Stack): string {
  return stack.formatArn({
    service: 'autoscaling',
    resource: 'autoScalingGroup:*:autoScalingGroupName',
    resourceName: '*',
  });
}
