import {
  AutoScalingClient,
  DeleteScheduledActionCommand,
  PutScheduledUpdateGroupActionCommand,
  SetDesiredCapacityCommand,
  SuspendProcessesCommand,
} from '@aws-sdk/client-auto-scaling';

import {
  answerCloudFormation,
  type CustomResourceEvent,
  type CustomResourceState,
} from '../../private/custom-resource-answer';
import { decideStart, type GuardProperties, type StartDecision } from '../start-decision';

/** Name of the scheduled action that starts a group. */
const START_ACTION = 'start';

/** Answers for a `GroupGuard`. */
export async function handler(event: CustomResourceEvent<GuardProperties>): Promise<void> {
  await answerCloudFormation(event, () => guard(event));
}

async function guard(event: CustomResourceEvent<GuardProperties>): Promise<CustomResourceState> {
  const { AutoScalingGroupName, SuspendedProcesses, Count } = event.ResourceProperties;
  // On Delete the group goes too, and its processes and actions with it.
  if (event.RequestType !== 'Delete') {
    const decision = decideStart({
      now: Date.now(),
      properties: event.ResourceProperties,
      before: event.OldResourceProperties,
    });
    const autoScaling = new AutoScalingClient({});
    await autoScaling.send(new SuspendProcessesCommand({ AutoScalingGroupName, ScalingProcesses: SuspendedProcesses }));
    await start(autoScaling, AutoScalingGroupName, Number(Count), decision);
  }
  return { physicalResourceId: event.PhysicalResourceId ?? AutoScalingGroupName };
}

async function start(
  autoScaling: AutoScalingClient,
  AutoScalingGroupName: string,
  DesiredCapacity: number,
  decision: StartDecision,
): Promise<void> {
  if (decision.kind === 'leave') {
    return;
  }
  if (decision.kind === 'at') {
    await autoScaling.send(
      new PutScheduledUpdateGroupActionCommand({
        AutoScalingGroupName,
        ScheduledActionName: START_ACTION,
        StartTime: new Date(decision.time),
        DesiredCapacity,
      }),
    );
    return;
  }
  await cancelStart(autoScaling, AutoScalingGroupName);
  if (decision.kind === 'now') {
    await autoScaling.send(new SetDesiredCapacityCommand({ AutoScalingGroupName, DesiredCapacity }));
  }
}

/** An action whose time has come is gone already. */
async function cancelStart(autoScaling: AutoScalingClient, AutoScalingGroupName: string): Promise<void> {
  try {
    await autoScaling.send(
      new DeleteScheduledActionCommand({ AutoScalingGroupName, ScheduledActionName: START_ACTION }),
    );
  } catch (error) {
    if (!(error instanceof Error && error.message.includes('not found'))) {
      throw error;
    }
  }
}
