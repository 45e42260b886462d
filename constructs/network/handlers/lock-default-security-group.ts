import { EC2Client, RevokeSecurityGroupEgressCommand, RevokeSecurityGroupIngressCommand } from '@aws-sdk/client-ec2';

import { answerCloudFormation } from '../../private/custom-resource-answer';
import type { CustomResourceEvent } from '../../private/custom-resource-answer';

/** Properties of `Custom::VpcRestrictDefaultSG`. */
export interface LockProperties {
  readonly DefaultSecurityGroupId: string;
}

/** Locks the default security group. On Delete the VPC goes too, and its group with it. */
export async function handler(event: CustomResourceEvent<LockProperties>): Promise<void> {
  await answerCloudFormation(event, async () => {
    const groupId = event.ResourceProperties.DefaultSecurityGroupId;
    if (event.RequestType !== 'Delete') {
      await lock(groupId);
    }
    return { physicalResourceId: groupId };
  });
}

/**
 * Takes away the two rules that every default group is born with.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
 */
async function lock(groupId: string): Promise<void> {
  const ec2 = new EC2Client({});
  await unlessAbsent(
    ec2.send(
      new RevokeSecurityGroupIngressCommand({
        GroupId: groupId,
        IpPermissions: [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: groupId }] }],
      }),
    ),
  );
  await unlessAbsent(
    ec2.send(
      new RevokeSecurityGroupEgressCommand({
        GroupId: groupId,
        IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
      }),
    ),
  );
}

async function unlessAbsent(revocation: Promise<unknown>): Promise<void> {
  try {
    await revocation;
  } catch (error) {
    if (!(error instanceof Error && error.name === 'InvalidPermission.NotFound')) {
      throw error;
    }
  }
}
