import type { GpuPool } from 'cdk-ultraserver/kubernetes';

import type { EksEngineModel } from '../config/engine-model';
import type { CellModel, MemberModel } from '../config/model';

/** The pools of a cell, as Kubernetes is to share them out: each with the members that the cell holds. */
export function gpuPools(cell: CellModel, { queues }: EksEngineModel): GpuPool[] {
  const pools = new Map<string, MemberModel[]>();
  for (const member of cell.members) {
    pools.set(member.pool, [...(pools.get(member.pool) ?? []), member]);
  }
  return [...pools].toSorted(byName).map(([name, members]) => gpuPool(name, members, queues[name]));
}

function gpuPool(
  name: string,
  members: readonly MemberModel[],
  queue: EksEngineModel['queues'][string] | undefined,
): GpuPool {
  const [first] = members;
  if (!first || !queue) {
    throw new Error(`pool ${name} has no members or no queue`);
  }
  return {
    name,
    instanceType: first.instanceType,
    members: members.map((member) => ({ name: member.name, nodes: member.count })),
    efaInterfaces: first.interfaces.efaInterfaces,
    namespaces: [...queue.namespaces],
    borrowsFrom: [...queue.borrowsFrom],
  };
}

function byName([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}
