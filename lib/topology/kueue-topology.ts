import { type GpuPool, kueueObjects } from 'cdk-ultraserver/kubernetes';
import { stringify } from 'yaml';

import type { CellModel, MemberModel } from '../config';
import { groupBy } from './member-domains';

/** Quotas and queues are the engine's; a Topology depends on none of them. */
const ANY_NAMESPACE = 'default';

/**
 * The Topology objects of Kueue that the engine makes for a cell's pools, as a manifest. Their levels are labels of nodes, and so
 * they depend on the file alone; whether nodes have the labels is what the findings and `node-labels.sh` are about.
 *
 * @returns undefined where no pool has NVIDIA GPUs
 */
export function kueueTopologyYaml({ members }: CellModel): string | undefined {
  const gpuMembers = members.filter(({ instanceType }) => instanceType.accelerators.manufacturer === 'nvidia');
  const pools = [...groupBy(gpuMembers, ({ pool }) => pool)].map(([name, ofPool]) => gpuPool(name, ofPool));
  const topologies = kueueObjects(pools).filter(({ kind }) => kind === 'Topology');
  return topologies.length === 0
    ? undefined
    : topologies.map((object) => stringify(object, { lineWidth: 0 })).join('---\n');
}

function gpuPool(name: string, members: readonly MemberModel[]): GpuPool {
  const [first] = members;
  if (first === undefined) {
    throw new Error(`pool ${name} has no members`);
  }
  return {
    name,
    instanceType: first.instanceType,
    members: members.map((member) => ({ name: member.name, nodes: member.count })),
    efaInterfaces: first.interfaces.efaInterfaces,
    namespaces: [ANY_NAMESPACE],
  };
}
