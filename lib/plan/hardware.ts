import type { AcceleratedInstanceType, InterfaceLayout, UltraServerType } from 'cdk-ultraserver/hardware';

import type { MemberModel } from '../config/model';
import type { InstanceTypePlan, LayoutPlan, UltraServerTypePlan } from './hardware-data';
import { gpuFigures } from './gpu-figures';

/** One instance of a type, as a plan states it. */
export function instanceTypePlan(type: AcceleratedInstanceType): InstanceTypePlan {
  const { accelerators, networkCards, sharedBandwidth } = type;
  const figures = gpuFigures(type);
  return {
    name: type.name,
    gpuModel: accelerators.model,
    manufacturer: accelerators.manufacturer,
    gpus: accelerators.count,
    gpuMemoryGib: accelerators.memoryGiB,
    architecture: type.architecture,
    vcpus: type.vcpus,
    memoryGib: type.memoryGiB,
    localNvmeVolumes: type.instanceStore.count,
    localNvmeGB: type.instanceStoreGB,
    ebsGbps: type.ebs.gbps,
    efaGbps: type.efaGbps,
    cards: networkCards.map(({ index, maxInterfaces, efaGbps, enaGbps }) => ({
      card: index,
      maxInterfaces,
      efaGbps,
      enaGbps,
    })),
    shared: sharedBandwidth.map(({ of, cards, gbps, counts }) => ({ of, cards: [...cards], gbps, counts })),
    nvlinkDomain: type.nvlinkDomain,
    nvlinkGBps: figures?.nvlinkGBps ?? null,
    compute: (figures?.compute ?? []).map(({ format, sparsity, tflops }) => ({ format, sparsity, tflops })),
    verified: type.verified,
  };
}

/** An UltraServer of a type, as a plan states it. */
export function ultraServerTypePlan(type: UltraServerType): UltraServerTypePlan {
  const nvlink = gpuFigures(type.instanceType)?.nvlinkGBps;
  return {
    name: type.name,
    instanceType: type.instanceType.name,
    instances: type.instanceCount,
    gpus: type.acceleratorCount,
    gpuMemoryGib: type.acceleratorMemoryGiB,
    efaGbps: type.efaGbps,
    nvlinkGBps: nvlink === undefined ? null : nvlink * type.acceleratorCount,
    verified: type.verified,
  };
}

/** Which interfaces an instance has, as a plan states it. */
export function layoutPlan(name: string, layout: InterfaceLayout): LayoutPlan {
  return {
    name,
    instanceType: layout.instanceType,
    interfaces: layout.interfaces.map((one) => ({
      card: one.networkCardIndex,
      device: one.deviceIndex,
      type: one.interfaceType,
      efaGbps: one.efaGbps,
      enaGbps: one.enaGbps,
      addresses: one.privateIpv4Addresses,
    })),
    efaGbps: layout.efaGbps,
    enaGbps: layout.enaGbps,
    efaInterfaces: layout.efaInterfaces,
    addresses: layout.privateIpv4Addresses,
  };
}

/** Every type and layout that members are made of, once; in the order of their first member. */
export class HardwareTable {
  readonly instanceTypes = new Map<string, AcceleratedInstanceType>();
  readonly ultraServerTypes = new Map<string, UltraServerType>();
  readonly layouts = new Map<string, InterfaceLayout>();

  /** Takes in what a member is made of. @returns the name of its layout */
  add(member: MemberModel): string {
    this.instanceTypes.set(member.instanceType.name, member.instanceType);
    if (member.kind === 'ultraserver') {
      this.ultraServerTypes.set(member.ultraServerType.name, member.ultraServerType);
    }
    // A file arranges interfaces by the names of layouts: what has one name is one arrangement.
    const name = `${member.interfaces.instanceType}/${member.interfaces.name}`;
    this.layouts.set(name, member.interfaces);
    return name;
  }
}
