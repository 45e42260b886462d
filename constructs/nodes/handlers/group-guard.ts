import { AutoScalingClient, SuspendProcessesCommand } from '@aws-sdk/client-auto-scaling';

import {
  answerCloudFormation,
  type CustomResourceEvent,
  type CustomResourceState,
} from '../../private/custom-resource-answer';
import { decideStart, type GuardProperties } from '../start-time';

/** Answers for a `GroupGuard`. */
export async function handler(event: CustomResourceEvent<GuardProperties>): Promise<void> {
  await answerCloudFormation(event, () => guard(event));
}

/** The physical id carries the start time that was settled, so that an update which does not concern it can keep it. */
async function guard(event: CustomResourceEvent<GuardProperties>): Promise<CustomResourceState> {
  const { AutoScalingGroupName, SuspendedProcesses } = event.ResourceProperties;
  if (event.RequestType === 'Delete') {
    // The group goes too, and its processes with it.
    return { physicalResourceId: event.PhysicalResourceId ?? AutoScalingGroupName };
  }
  const startTime = decideStart({
    now: Date.now(),
    properties: event.ResourceProperties,
    before: event.OldResourceProperties && {
      properties: event.OldResourceProperties,
      startTime: event.PhysicalResourceId?.split('|')[1] ?? '',
    },
  });
  await new AutoScalingClient({}).send(
    new SuspendProcessesCommand({ AutoScalingGroupName, ScalingProcesses: SuspendedProcesses }),
  );
  return { physicalResourceId: `${AutoScalingGroupName}|${startTime}`, data: { StartTime: startTime } };
}
