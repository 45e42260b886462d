export {
  addressesNeeded,
  addressesPerInstance,
  ADDRESSES_PER_PREFIX,
  checkAddresses,
  PODS_PER_NODE,
  WARM_PREFIXES_PER_NODE,
} from './address-demand';
export type { AddressDemand, InstanceAddresses, SubnetDemand } from './address-demand';
export { controlRange, defaultNodeRange, freeRanges, planAddresses, publicRange } from './address-plan';
export type {
  AddressPlan,
  AddressPlanRequest,
  NodeSubnetRequest,
  PlannedControlSubnet,
  PlannedNodeSubnet,
} from './address-plan';
export {
  checkBlockWindow,
  DEFAULT_DRAIN_MINUTES,
  drainTime,
  endsAtDocumentedTime,
  formatInstant,
  LONGEST_BLOCK_DAYS,
  minimumDrainMinutes,
  parseInstant,
} from './block-window';
export type { BlockWindow } from './block-window';
export { checkCapacity, MAX_INSTANCES_PER_BLOCK, MAX_INSTANCES_PER_RESERVATION } from './capacity-rules';
export type { CapacityDemand, CapacityKind } from './capacity-rules';
export { Ipv4Range, RESERVED_ADDRESSES_PER_SUBNET } from './cidr';
export {
  isAccountId,
  isAmiId,
  isCapacityReservationId,
  isSecurityGroupId,
  isSubnetId,
  isVpcId,
  parseKmsKeyArn,
  parseResourceGroupArn,
} from './identifiers';
export { checkImageParameter } from './image-parameter';
export type { ArnScope } from './identifiers';
export { checkLogRetention, LOG_RETENTION_DAYS } from './log-retention';
export { nearControlZone } from './nat-zone';
export { checkZoneId, isLocalZone, parseZoneId } from './zone-id';
export type { ZoneIdParts } from './zone-id';
export { checkZone, knownLocalZone, regionZonePrefix } from './zones';
export type { LocalZone } from './zones';
