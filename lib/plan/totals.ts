import { addressesPerInstance, PODS_PER_NODE } from 'cdk-ultraserver/rules';

import type { ClusterModel, MemberModel } from '../config/model';
import { gpuFigures } from './gpu-figures';
import { groupBy, sumOf } from './group-by';
import type { PlannedMember } from './members';
import type { ComputeTotal, Totals } from './plan';

/** Adds up what members are made of. */
export function planTotals(cells: number, planned: readonly PlannedMember[]): Totals {
  const members = planned.map((one) => one.model);
  const ofInstances = (valueOf: (member: MemberModel) => number): number =>
    sumOf(members, (member) => member.count * valueOf(member));
  return {
    cells,
    members: members.length,
    ultraServers: members.filter(({ kind }) => kind === 'ultraserver').length,
    instances: ofInstances(() => 1),
    gpus: ofInstances(gpusOf),
    gpuMemoryGib: ofInstances(({ instanceType }) => instanceType.acceleratorMemoryGiB),
    vcpus: ofInstances(({ instanceType }) => instanceType.vcpus),
    memoryGib: ofInstances(({ instanceType }) => instanceType.memoryGiB),
    localNvmeGB: ofInstances(({ instanceType }) => instanceType.instanceStoreGB),
    ebsGbps: ofInstances(({ instanceType }) => instanceType.ebs.gbps),
    efaGbps: ofInstances(({ interfaces }) => interfaces.efaGbps),
    enaGbps: ofInstances(({ interfaces }) => interfaces.enaGbps),
    nvlinkGBps: nvlink(members),
    interfaces: ofInstances(({ interfaces }) => interfaces.interfaces.length),
    addresses: sumOf(planned, (member) => member.model.count * addressesOf(member)),
    compute: compute(members),
  };
}

/** Private IPv4 addresses that one instance of a member takes: on Kubernetes, with those of its pods. */
export function addressesOf({ model: { interfaces }, cluster }: PlannedMember): number {
  const pods = podsPerNode(cluster.model);
  return addressesPerInstance({ interfaceAddresses: interfaces.privateIpv4Addresses, pods });
}

/** Pods that have an address of their own on each node. */
export function podsPerNode({ engine }: ClusterModel): number {
  return engine.type === 'eks' ? PODS_PER_NODE : 0;
}

function gpusOf({ instanceType }: MemberModel): number {
  return instanceType.accelerators.count;
}

/** null where one type with NVLink has no published figure: a sum without it would be taken for the whole. */
function nvlink(members: readonly MemberModel[]): number | null {
  const types = [...groupBy(members, ({ instanceType }) => instanceType)];
  const known = types.every(([type]) => type.nvlinkDomain === 'none' || gpuFigures(type)?.nvlinkGBps !== undefined);
  return known
    ? sumOf(
        types,
        ([type, held]) => (gpuFigures(type)?.nvlinkGBps ?? 0) * sumOf(held, (one) => one.count * gpusOf(one)),
      )
    : null;
}

/** Formats whose figure is published for every type at work: a sum of some would be taken for the whole. */
function compute(members: readonly MemberModel[]): ComputeTotal[] {
  const types = [...groupBy(members, ({ instanceType }) => instanceType)];
  const [first, ...others] = types.map(([type, held]) =>
    (gpuFigures(type)?.compute ?? []).map(({ format, sparsity, tflops }) => ({
      format,
      sparsity,
      pflops: (tflops * sumOf(held, (one) => one.count * gpusOf(one))) / 1000,
    })),
  );
  return (first ?? []).flatMap((total) => {
    const same = others.map((list) =>
      list.find(({ format, sparsity }) => format === total.format && sparsity === total.sparsity),
    );
    return same.includes(undefined)
      ? []
      : [{ ...total, pflops: total.pflops + sumOf(same, (other) => other?.pflops ?? 0) }];
  });
}
