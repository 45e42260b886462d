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

  private readonly namesOfLayouts = new Map<InterfaceLayout, string>();

  /** Takes in what a member is made of. @returns the name of its layout */
  add(member: MemberModel): string {
    this.instanceTypes.set(member.instanceType.name, member.instanceType);
    if (member.kind === 'ultraserver') {
      this.ultraServerTypes.set(member.ultraServerType.name, member.ultraServerType);
    }
    const known = this.namesOfLayouts.get(member.interfaces);
    if (known !== undefined) {
      return known;
    }
    const name = this.nameOf(member.interfaces);
    this.layouts.set(name, member.interfaces);
    this.namesOfLayouts.set(member.interfaces, name);
    return name;
  }

  /** Two pools may each have a layout of their own that is called `custom`. */
  private nameOf(layout: InterfaceLayout): string {
    const base = `${layout.instanceType}/${layout.name}`;
    const same = (other: InterfaceLayout | undefined): boolean =>
      other === undefined || JSON.stringify(other.interfaces) === JSON.stringify(layout.interfaces);
    let name = base;
    for (let number = 2; !same(this.layouts.get(name)); number += 1) {
      name = `${base}-${number}`;
    }
    return name;
  }
}
