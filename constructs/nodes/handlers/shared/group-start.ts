import {
  AutoScalingClient,
  DeleteScheduledActionCommand,
  PutScheduledUpdateGroupActionCommand,
  SetDesiredCapacityCommand,
  SuspendProcessesCommand,
} from '@aws-sdk/client-auto-scaling';

import type { GuardProperties, StartDecision } from '../../start-decision';

/** Name of the scheduled action that starts a group. */
const START_ACTION = 'start';

/** Suspends a group's processes, and starts it, now or later, as was decided. */
export async function guardGroup(
  { AutoScalingGroupName, SuspendedProcesses, Count }: GuardProperties,
  decision: StartDecision,
): Promise<void> {
  const autoScaling = new AutoScalingClient({});
  await autoScaling.send(new SuspendProcessesCommand({ AutoScalingGroupName, ScalingProcesses: SuspendedProcesses }));
  const DesiredCapacity = Number(Count);
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
