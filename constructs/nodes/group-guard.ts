import { CustomResource, Stack, Token } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKeyRef } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

import type { CapacityWindow } from '../capacity/capacity';
import { HandlerFunction } from '../private/handler-function';

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

  /** Encrypts the function's logs; the first guard of a stack decides. @default - CloudWatch's own key */
  readonly logKey?: IKeyRef;
}

/**
 * Does for an Auto Scaling group what CloudFormation cannot:
 *
 * - suspends processes; and
 * - says when a group whose window may have opened already is to start. A scheduled action in the past cannot be
 *   created, and a template is synthesised without a clock, so the time is settled at deployment.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-suspend-resume-processes.html
 */
export class GroupGuard extends Construct {
  /** When the group starts, as ISO 8601: the window's start, or two minutes from the deployment where that is past. */
  readonly startTime: string;

  constructor(scope: Construct, id: string, props: GroupGuardProps) {
    super(scope, id);
    const { autoScalingGroupName, count, window, logKey } = props;
    const resource = new CustomResource(this, 'Default', {
      resourceType: 'Custom::AutoScalingGroupGuard',
      serviceToken: guardFunction(Stack.of(this), logKey).functionArn,
      properties: {
        AutoScalingGroupName: autoScalingGroupName,
        SuspendedProcesses: SUSPENDED_PROCESSES,
        Count: String(count),
        StartsAt: window?.startsAt,
        DrainAt: window?.drainAt,
      },
    });
    this.startTime = Token.asString(resource.getAtt('StartTime'));
  }
}

const FUNCTION_ID = 'AutoScalingGroupGuard';

/** The function behind all guards of a stack. It knows its groups by tag, so that one more member changes nothing in it. */
function guardFunction(stack: Stack, logKey?: IKeyRef): HandlerFunction {
  const known = stack.node.tryFindChild(FUNCTION_ID);
  if (known instanceof HandlerFunction) {
    return known;
  }
  return new HandlerFunction(stack, FUNCTION_ID, {
    handler: 'group-guard',
    description: 'Suspends processes of Auto Scaling groups and settles when they start',
    statements: [
      new PolicyStatement({
        actions: ['autoscaling:SuspendProcesses'],
        resources: [
          stack.formatArn({
            service: 'autoscaling',
            resource: 'autoScalingGroup:*:autoScalingGroupName',
            resourceName: '*',
          }),
        ],
        conditions: { StringEquals: { [`aws:ResourceTag/${GUARDED_BY_TAG}`]: stack.stackName } },
      }),
    ],
    logKey,
  });
}
