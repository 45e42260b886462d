import { CustomResource, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKeyRef } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

import type { CapacityWindow } from '../capacity/capacity-binding';
import { anyGroupArn } from '../private/group-arn';
import { HANDLER_TIMEOUT, HandlerFunction } from '../private/handler-function';

/** The processes of an Auto Scaling group that would end a healthy node, or put one back onto broken hardware. */
export const SUSPENDED_PROCESSES = ['AZRebalance', 'ReplaceUnhealthy'];

/** Tag of every group that the guards of a stack may touch; its value is the name of the stack. */
export const GUARDED_BY_TAG = 'ultraserver:stack';

/** Properties of a guard. */
export interface GroupGuardProps {
  readonly autoScalingGroupName: string;

  /** Instances when the group runs. */
  readonly count: number;

  /** @default - the group has no window, and no start time */
  readonly window?: CapacityWindow;

  /** Encrypts the function's logs. @default - CloudWatch's own key */
  readonly logKey?: IKeyRef;
}

/**
 * Does for an Auto Scaling group what CloudFormation cannot:
 *
 * - suspends processes; and
 * - starts the group: at once where its window is open, else by the scheduled action `start`. A scheduled action in the
 *   past cannot be created, and a template is synthesized without a clock, so which of the two is settled at deployment.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-suspend-resume-processes.html
 */
export class GroupGuard extends Construct {
  constructor(scope: Construct, id: string, props: GroupGuardProps) {
    super(scope, id);
    const { autoScalingGroupName, count, window, logKey } = props;
    new CustomResource(this, 'Default', {
      resourceType: 'Custom::AutoScalingGroupGuard',
      serviceToken: guardFunction(Stack.of(this), logKey).functionArn,
      serviceTimeout: HANDLER_TIMEOUT,
      properties: {
        AutoScalingGroupName: autoScalingGroupName,
        SuspendedProcesses: SUSPENDED_PROCESSES,
        Count: String(count),
        StartsAt: window?.startsAt,
        DrainAt: window?.drainAt,
      },
    });
  }
}

/**
 * The function behind all guards of a stack that encrypt their logs alike. It knows its groups by tag, so that one more
 * member changes nothing in it.
 */
function guardFunction(stack: Stack, logKey?: IKeyRef): HandlerFunction {
  const id = `AutoScalingGroupGuard${logKey ? logKey.node.addr.slice(-8) : ''}`;
  const known = stack.node.tryFindChild(id);
  if (known instanceof HandlerFunction) {
    return known;
  }
  return new HandlerFunction(stack, id, {
    handler: 'group-guard',
    description: 'Suspends processes of Auto Scaling groups, and starts them',
    statements: [
      new PolicyStatement({
        actions: [
          'autoscaling:DeleteScheduledAction',
          'autoscaling:PutScheduledUpdateGroupAction',
          'autoscaling:SetDesiredCapacity',
          'autoscaling:SuspendProcesses',
        ],
        resources: [anyGroupArn(stack)],
        conditions: { StringEquals: { [`aws:ResourceTag/${GUARDED_BY_TAG}`]: stack.stackName } },
      }),
    ],
    logKey,
  });
}
