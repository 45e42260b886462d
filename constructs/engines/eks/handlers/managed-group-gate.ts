import { createHash } from 'node:crypto';

import {
  answerCloudFormation,
  type CustomResourceEvent,
  type CustomResourceState,
} from '../../../private/custom-resource-answer';
import type { ManagedGateProperties } from '../managed-guard-properties';
import { groupsOf } from './shared/managed-groups';

/** Answers for the gate before a managed node group. */
export async function handler(event: CustomResourceEvent<ManagedGateProperties>): Promise<void> {
  await answerCloudFormation(event, () => pass(event));
}

/**
 * The id stands for the settings that went through. So the rollback of an update that was stopped here finds them as they
 * are, and goes through.
 */
async function pass({
  RequestType,
  ResourceProperties: properties,
  PhysicalResourceId,
}: CustomResourceEvent<ManagedGateProperties>): Promise<CustomResourceState> {
  const physicalResourceId = createHash('sha256').update(properties.Settings).digest('hex');
  if (RequestType === 'Update' && physicalResourceId !== PhysicalResourceId) {
    const groups = await groupsOf(properties);
    const nodes = groups.reduce(
      (sum, { DesiredCapacity = 0, Instances = [] }) => sum + Math.max(DesiredCapacity, Instances.length),
      0,
    );
    if (nodes > 0) {
      throw new Error(
        `node group ${properties.Nodegroup} has ${nodes} nodes, which EKS would replace or end to apply this change; ` +
          'bring its desired size to 0 first, or deploy when its window is over',
      );
    }
  }
  return { physicalResourceId: RequestType === 'Delete' ? (PhysicalResourceId ?? '-') : physicalResourceId };
}
