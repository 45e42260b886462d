import type { CapacityModel, ClusterModel, MemberModel } from '../config';
import type { TopologyCluster, TopologyMember } from './topology';

/** The members of a cluster file, with what tells whose an instance is. */
export function topologyCluster({ name, cells }: ClusterModel): TopologyCluster {
  return {
    name,
    members: cells.flatMap((cell) => cell.members.map((member) => topologyMember(cell.name, member))),
  };
}

function topologyMember(cell: string, member: MemberModel): TopologyMember {
  return {
    name: member.name,
    cell,
    pool: member.pool,
    kind: member.kind,
    ultraServerType: member.kind === 'ultraserver' ? member.ultraServerType.name : undefined,
    instanceType: member.instanceType.name,
    count: member.count,
    accelerators: member.instanceType.accelerators.count,
    zone: member.zone,
    reservationId: reservationId(member.capacity),
  };
}

function reservationId(capacity: CapacityModel): string | undefined {
  return capacity.kind === 'block' || capacity.kind === 'reservation' ? capacity.reservationId : undefined;
}
