export { ClusterNetwork } from './cluster-network';
export type { ClusterNetworkProps, NodeSubnetProps } from './cluster-network';
export type { IClusterNetwork } from './cluster-network-ref';
export { EfaFabric } from './efa-fabric';
export type { EfaFabricProps } from './efa-fabric';
export type { ExistingNetworkAttributes, ExistingSubnetAttributes } from './existing-network';
export { FabricSecurityGroups } from './fabric-security-groups';
export type { FabricSecurityGroupsProps } from './fabric-security-groups';
export type { ZoneSubnet } from './zone-subnet';
