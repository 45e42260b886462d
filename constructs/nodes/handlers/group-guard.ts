import {
  answerCloudFormation,
  type CustomResourceEvent,
  type CustomResourceState,
} from '../../private/custom-resource-answer';
import { decideStart, type GuardProperties } from '../start-decision';
import { guardGroup } from './shared/group-start';

/** Answers for a `GroupGuard`. */
export async function handler(event: CustomResourceEvent<GuardProperties>): Promise<void> {
  await answerCloudFormation(event, () => guard(event));
}

async function guard(event: CustomResourceEvent<GuardProperties>): Promise<CustomResourceState> {
  const { ResourceProperties: properties, OldResourceProperties: before } = event;
  // On Delete the group goes too, and its processes and actions with it.
  if (event.RequestType !== 'Delete') {
    const decision = decideStart({ now: Date.now(), properties, before });
    await guardGroup(properties, decision);
  }
  return { physicalResourceId: event.PhysicalResourceId ?? properties.AutoScalingGroupName };
}
