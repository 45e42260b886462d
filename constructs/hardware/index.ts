export { checkFacts } from './facts-rules';
export { deepFreeze } from './freeze';
export { HardwareError } from './hardware-error';
export type { ImageFacts, KnownImage } from './image-facts';
export { checkDriver, checkImage } from './image-rules';
export { defaultImage } from './images';
export { AcceleratedInstanceType } from './instance-type';
export type {
  AcceleratedInstanceTypeFacts,
  Accelerators,
  CpuArchitecture,
  EbsLimits,
  InstanceStore,
  NvlinkDomain,
} from './instance-type-facts';
export { checkLayout, InterfaceLayout } from './interface-layout';
export type { InterfaceLayoutOptions, LaidOutInterface } from './interface-layout';
export type { InterfaceLayoutDefinition, InterfacePlacement, InterfaceType } from './interface-placement';
export { checkInterfaces } from './interface-rules';
export { addedEna, efaOnly, networkCards, primaryEna, range } from './layout-parts';
export type { NetworkCardLimits } from './layout-parts';
export { nearest, nearestType } from './nearest';
export type { NetworkCard, SharedBandwidth } from './network-card';
export type { Problem } from './problem';
export type { DriverFault, SoftwareRequirements } from './software-requirements';
export type { Source } from './source';
export { checkUltraServerFacts, UltraServerType } from './ultraserver-type';
export type { UltraServerTypeFacts } from './ultraserver-type';
export type {
  StatedAccelerators,
  StatedHardwareFacts,
  StatedInstanceTypeFacts,
  StatedUltraServerFacts,
} from './unpublished-facts';
export { UnpublishedProfile } from './unpublished-profile';
export type { StatedHardware } from './unpublished-profile';
export { compareVersions, isVersion } from './version';
