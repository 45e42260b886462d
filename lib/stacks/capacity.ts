import type { CfnTag } from 'aws-cdk-lib';
import { Capacity } from 'cdk-ultraserver';
import type { Construct } from 'constructs';

import type { BlockModel, InstancesMemberModel, MemberModel } from '../config/model';

/**
 * The capacity of a member, as a construct takes it.
 *
 * @param reservations - where created reservations are defined; asked for only where there is one
 * @param tags - of a created reservation
 */
export function capacityOf(member: MemberModel, reservations: () => Construct, tags: CfnTag[]): Capacity {
  return member.kind === 'ultraserver' ? block(member.capacity) : instancesCapacity(member, reservations, tags);
}

function instancesCapacity(
  { name, zone, capacity }: InstancesMemberModel,
  reservations: () => Construct,
  tags: CfnTag[],
): Capacity {
  switch (capacity.kind) {
    case 'block':
      return block(capacity);
    case 'reservation':
      return Capacity.reservation(capacity.reservationId);
    case 'reservation-group':
      return Capacity.reservationGroup(capacity.arn);
    case 'reserve':
      return Capacity.reserve({
        scope: reservations(),
        id: name,
        availabilityZoneId: zone,
        endsAt: capacity.endsAt === undefined ? undefined : new Date(capacity.endsAt),
        tags,
      });
    case 'on-demand':
      return Capacity.onDemand();
    default:
      return capacity satisfies never;
  }
}

function block({ reservationId, startsAt, endsAt, drainAt }: BlockModel): Capacity {
  return Capacity.block(reservationId, {
    startsAt: startsAt === undefined ? undefined : new Date(startsAt),
    endsAt: new Date(endsAt),
    drainMinutes: (Date.parse(endsAt) - Date.parse(drainAt)) / 60_000,
  });
}
