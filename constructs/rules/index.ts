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
  checkKmsKeyArn,
  checkPermissionsBoundary,
  checkResourceGroupArn,
  parseKmsKeyArn,
  parseResourceGroupArn,
  POLICY_NAME_OR_ARN,
} from './arns';
export type { ArnScope } from './arns';
export {
  checkBlockWindow,
  checkInstant,
  DEFAULT_DRAIN_MINUTES,
  drainTime,
  endsAtDocumentedTime,
  formatInstant,
  INSTANT,
  lastsDocumentedTime,
  LONGEST_BLOCK_DAYS,
  minimumDrainMinutes,
  parseInstant,
} from './block-window';
export type { BlockWindow } from './block-window';
export {
  checkCapacity,
  checkReservationUses,
  MAX_INSTANCES_IN_BLOCKS,
  MAX_INSTANCES_PER_BLOCK,
  MAX_INSTANCES_PER_RESERVATION,
} from './capacity-rules';
export type { CapacityDemand, CapacityKind, ReservationUse } from './capacity-rules';
export { Ipv4Range, RESERVED_ADDRESSES_PER_SUBNET } from './cidr';
export { documentedElsewhere, isEfaIsland } from './documented-zones';
export { checkExistingNetwork } from './existing-network';
export type { ExistingNetworkFacts, ExistingSubnetFacts } from './existing-network';
export {
  ACCOUNT_ID,
  checkAmiId,
  checkCapacityReservationId,
  checkSecurityGroupId,
  checkSubnetId,
  checkVpcId,
} from './identifiers';
export { checkImageParameter } from './image-parameter';
export { checkLogRetention, LOG_RETENTION_DAYS } from './log-retention';
export { checkNatZones, nearControlZone } from './nat-zone';
export type { NatNodeSubnet, NatRequest } from './nat-zone';
export { DEFAULT_EGRESS, planNetwork } from './network-plan';
export type {
  Egress,
  NetworkRequest,
  PlannedNetwork,
  PlannedNodeRoute,
  RoutedSubnetRequest,
  S3Access,
} from './network-plan';
export { quote } from './quote';
export { partitionOf, regionZonePrefix, REGION_CODE } from './regions';
export { isLocalZone, parseZoneId } from './zone-id';
export type { ZoneIdParts } from './zone-id';
export { checkOneRegion, checkZone, checkZoneId, knownLocalZone } from './zones';
export type { LocalZone } from './zones';
