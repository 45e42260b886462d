import { guardGroup } from '../../../nodes/handlers/shared/group-start';
import { decideStart, type GuardProperties } from '../../../nodes/start-decision';
import {
  answerCloudFormation,
  type CustomResourceEvent,
  type CustomResourceState,
} from '../../../private/custom-resource-answer';
import type { ManagedGuardProperties } from '../managed-guard-properties';
import { collectMetrics, groupsOf } from './shared/managed-groups';

/** Answers for the guard of a managed node group. */
export async function handler(event: CustomResourceEvent<ManagedGuardProperties>): Promise<void> {
  await answerCloudFormation(event, () => guard(event));
}

async function guard({
  RequestType,
  ResourceProperties: properties,
  OldResourceProperties: before,
  PhysicalResourceId,
}: CustomResourceEvent<ManagedGuardProperties>): Promise<CustomResourceState> {
  if (RequestType === 'Delete') {
    return { physicalResourceId: PhysicalResourceId ?? '-' };
  }
  const decision = decideStart({ now: Date.now(), properties: asGroup(properties), before: before && asGroup(before) });
  const [group, ...others] = await groupsOf(properties);
  const AutoScalingGroupName = group?.AutoScalingGroupName;
  if (AutoScalingGroupName === undefined || others.length > 0) {
    throw new Error(`node group ${properties.Nodegroup} has no Auto Scaling group of its own`);
  }
  await collectMetrics(AutoScalingGroupName);
  await guardGroup({ ...properties, AutoScalingGroupName }, decision);
  return { physicalResourceId: AutoScalingGroupName, data: { AutoScalingGroupName } };
}

/** For what is decided, the node group is the group: it keeps its Auto Scaling group. */
function asGroup(properties: ManagedGuardProperties): GuardProperties {
  return { ...properties, AutoScalingGroupName: properties.Nodegroup };
}
