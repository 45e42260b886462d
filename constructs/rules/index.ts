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
export {
  canScoreNodes,
  checkEksAccess,
  checkEksClusterName,
  checkScalingTier,
  EKS_SCALING_TIERS,
} from './eks-cluster-settings';
export type { EksAccess } from './eks-cluster-settings';
export { checkDeviceDrivers, checkDraDriver, checkUltraServerLauncher } from './eks-compute';
export type { DraDriver, EksDeviceDrivers, UltraServerLauncher } from './eks-compute';
export {
  checkManagedGroupCount,
  checkManagedGroupName,
  checkManagedGroupSize,
  MANAGED_NODE_LIMITS,
} from './eks-managed-nodes';
export { eksEndpointServices } from './eks-endpoint-services';
export type { EksCallers } from './eks-endpoint-services';
export {
  checkClientRanges,
  checkControlPlaneZones,
  checkEndpointRanges,
  checkServiceRange,
  defaultServiceRange,
} from './eks-network';
export {
  checkEksVersion,
  checkKubectlSkew,
  checkKubeletSkew,
  DEFAULT_EKS_VERSION,
  EKS_VERSIONS,
  ULTRASERVER_EKS_VERSION,
} from './eks-version';
export type { EksVersionDemand } from './eks-version';
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
export { checkImageParent, checkImageTypes, IMAGE_SYSTEMS, knownParentImage } from './image-build-parent';
export type { ImageEngine, ImageOs, ImageParentDemand, KnownParentImage } from './image-build-parent';
export {
  checkBuiltImageParameter,
  checkImageBuilders,
  checkImageVersion,
  DEFAULT_IMAGE_BUILDERS,
  IMAGE_PARAMETER_PREFIX,
} from './image-build-recipe';
export { checkImageSchedule } from './image-build-schedule';
export { checkImageSoftware, DEFAULT_IMAGE_SOFTWARE, imageSoftware } from './image-build-software';
export type { ImageSoftware, ImageSoftwareDemand, ImageSoftwareOptions } from './image-build-software';
export { checkImageParameter } from './image-parameter';
export { checkCpuPool } from './kubernetes-cpu-pool';
export type { CpuPoolDemand } from './kubernetes-cpu-pool';
export { checkLabelValue, checkNamespace, checkObjectName } from './kubernetes-names';
export { checkDomainShare } from './kubernetes-placement';
export type { DomainShare } from './kubernetes-placement';
export { checkLogRetention, LOG_RETENTION_DAYS } from './log-retention';
export { checkNatZones, nearControlZone } from './nat-zone';
export type { NatNodeSubnet, NatRequest } from './nat-zone';
export { INTERFACE_ENDPOINT_SERVICES } from './network-endpoint-services';
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
export { checkLustreSsd, LUSTRE_THROUGHPUTS, lustreSsdThroughput, nearestLustreCapacities } from './lustre-capacity';
export type { LustreSsdSize } from './lustre-capacity';
export { checkDataRepositories, MAX_DATA_REPOSITORIES } from './lustre-data-repository';
export type { DataRepositories, DataRepositoryLink, RepositoryEvent } from './lustre-data-repository';
export { checkLustreEfa, lustreEfaConnections, MAX_LUSTRE_EFA_CONNECTIONS } from './lustre-efa';
export type { LustreEfaClients, LustreEfaDemand } from './lustre-efa';
export { checkLustreMetadataIops, DEFAULT_TIERED_METADATA_IOPS, LUSTRE_METADATA_IOPS } from './lustre-metadata';
export type { LustreStorageClass } from './lustre-metadata';
export { checkLustreTiering } from './lustre-tiering';
export type { LustreTieringSize } from './lustre-tiering';
export {
  checkStorageUpkeep,
  DEFAULT_HOME_BACKUP_DAYS,
  defaultLustreBackupDays,
  MAX_BACKUP_DAYS,
} from './storage-backups';
export type { StorageUpkeep } from './storage-backups';
export { checkDirectoryBucket, dataRedundancy, directoryBucketName } from './storage-directory-bucket';
export type { DataRedundancy, DirectoryBucketPlace } from './storage-directory-bucket';
export { checkHomeZone, homeTargetZone } from './storage-home-zone';
export { checkMounts } from './storage-mount';
export type { MountPoint } from './storage-mount';
export { checkOpenZfs, OPENZFS_THROUGHPUTS } from './storage-openzfs';
export type { OpenZfsSize } from './storage-openzfs';
export { checkStorageZone, storageZone } from './storage-zone';
export type { ZonalStorage } from './storage-zone';
export {
  checkEksAddOns,
  checkEksChartNames,
  EKS_ADD_ON_NAMES,
  EKS_GPU_CHART_NAMES,
  KARPENTER_CHART_NAME,
} from './eks-software';
export type { EksAddOnsDemand } from './eks-software';
export { checkSystemNodes, FEWEST_SYSTEM_NODES } from './eks-system-nodes';
export type { SystemNodesDemand } from './eks-system-nodes';
export { checkSlurmCapacity } from './slurm-capacity';
export type { SlurmCapacity } from './slurm-capacity';
export {
  checkSlurmCell,
  MAX_SLURM_NODE_GROUPS,
  MAX_SLURM_QUEUES,
  SLURM_CLUSTER_SIZES,
  slurmClusterSize,
} from './slurm-cell';
export type { SlurmCell, SlurmClusterSize } from './slurm-cell';
export { checkSlurmControlZone, checkSlurmPurge } from './slurm-cluster-settings';
export { checkSlurmDomainName } from './slurm-domain-name';
export { slurmEndpointServices } from './slurm-endpoint-services';
export type { SlurmCallers } from './slurm-endpoint-services';
export { checkSlurmLogin } from './slurm-login';
export type { SlurmLogin } from './slurm-login';
export { checkSlurmName } from './slurm-names';
export type { SlurmNamed } from './slurm-names';
export { checkSlurmQueue } from './slurm-queue';
export type { SlurmQueueGroup } from './slurm-queue';
export { checkSlurmSetting, SLURM_SETTINGS } from './slurm-settings';
export type { SlurmSettingDemand, SlurmSettingLevel } from './slurm-settings';
export { checkBlockSizes, checkJobShape, checkQueueBlocks } from './slurm-topology';
export type { SlurmBlock, SlurmJobShape } from './slurm-topology';
export { checkSlurmVersion, DEFAULT_SLURM_VERSION, SLURM_VERSIONS, ULTRASERVER_SLURM_VERSION } from './slurm-version';
export type { SlurmVersionDemand } from './slurm-version';
export { isLocalZone, parseZoneId } from './zone-id';
export type { ZoneIdParts } from './zone-id';
export { checkOneRegion, checkZone, checkZoneId, knownLocalZone, knownLocalZoneIds } from './zones';
export type { LocalZone } from './zones';
