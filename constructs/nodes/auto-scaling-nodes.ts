import { Duration, type CfnTag } from 'aws-cdk-lib';
import { CfnAutoScalingGroup, CfnScheduledAction } from 'aws-cdk-lib/aws-autoscaling';
import type { CfnLaunchTemplate, ISubnetRef } from 'aws-cdk-lib/aws-ec2';
import type { IKeyRef } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

import type { CapacityWindow } from '../capacity/capacity-binding';
import { GroupGuard } from './group-guard';

/** The name of the lifecycle hook that a node's boot gate completes. */
export const BOOT_GATE_HOOK = 'boot-gate';

/**
 * How long Auto Scaling waits for a sign of a node that boots: the longest it can. Too short a time would end nodes whose
 * boot takes long, or that cannot reach Auto Scaling, and launch them again on the same hardware. A node that is kept out
 * gives a sign every ten minutes, for up to 48 hours.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutLifecycleHook.html
 */
export const BOOT_GATE_TIMEOUT = Duration.hours(2);

/** Instances of one launch template, held by an Auto Scaling group. */
export interface AutoScalingNodesProps {
  readonly launchTemplate: CfnLaunchTemplate;
  readonly subnet: ISubnetRef;

  /** Instances when the group runs. */
  readonly count: number;

  /**
   * When it runs.
   *
   * @default - for as long as it stands
   */
  readonly window?: CapacityWindow;

  /** Tags of the group itself; those of its instances are in the launch template. */
  readonly tags: CfnTag[];

  /** Encrypts the logs of the function that guards the groups of a stack. @default - CloudWatch's own key */
  readonly logKey?: IKeyRef;
}

/**
 * Defines an Auto Scaling group that holds the nodes of one UltraServer, or of one group of plain instances.
 *
 * With a window the group stands at zero, comes up when the window opens, by a scheduled action that its guard makes, and
 * goes to zero by another at its drain time. The template names bounds and no size, so a stack update, or its rollback, leaves what a
 * scheduled action, or an operator, has set.
 *
 * A node counts as in service once its boot gate has completed the lifecycle hook. `ReplaceUnhealthy` and `AZRebalance`
 * are suspended: in a full block a replacement lands on the same hardware, and takes a running job with it.
 */
export class AutoScalingNodes extends Construct {
  readonly autoScalingGroupName: string;

  constructor(scope: Construct, id: string, props: AutoScalingNodesProps) {
    super(scope, id);
    const { launchTemplate, subnet, count, window } = props;

    const group = new CfnAutoScalingGroup(this, 'Resource', {
      launchTemplate: {
        launchTemplateId: launchTemplate.ref,
        version: launchTemplate.attrLatestVersionNumber,
      },
      vpcZoneIdentifier: [subnet.subnetRef.subnetId],
      minSize: '0',
      maxSize: String(count),
      // With a window no size is named, and the group begins at its minimum: a rollback writes what is named over the
      // size that runs, whatever the update policy says, and would end every node of the block.
      desiredCapacity: window ? undefined : String(count),
      healthCheckType: 'EC2',
      // The hook is part of the group: as a resource of its own it would come after the first launches.
      lifecycleHookSpecificationList: [
        {
          lifecycleHookName: BOOT_GATE_HOOK,
          lifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
          heartbeatTimeout: BOOT_GATE_TIMEOUT.toSeconds(),
          // A node that never said a word has not been checked.
          defaultResult: 'ABANDON',
        },
      ],
      metricsCollection: [{ granularity: '1Minute' }],
      tags: props.tags.map((tag) => ({ ...tag, propagateAtLaunch: false })),
    });
    group.cfnOptions.updatePolicy = {
      autoScalingScheduledAction: { ignoreUnmodifiedGroupSizeProperties: true },
    };

    const guard = new GroupGuard(this, 'Guard', {
      autoScalingGroupName: group.ref,
      count,
      window,
      logKey: props.logKey,
    });
    if (window) {
      // Auto Scaling deletes an action once its time has come, and CloudFormation fails to update what is not there. So
      // another time is another resource: the old one is deleted, or stays when the update is rolled back.
      const drain = new CfnScheduledAction(this, `Drain-${window.drainAt}`, {
        autoScalingGroupName: group.ref,
        startTime: window.drainAt,
        minSize: 0,
        desiredCapacity: 0,
      });
      // The guard says in better words that a drain time has passed.
      drain.node.addDependency(guard);
    }
    this.autoScalingGroupName = group.ref;
  }
}
