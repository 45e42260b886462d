export { ClusterFileError } from './cluster-file-error';
export { InputFileError } from './input-file-error';
export type { FileProblem } from './input-file-error';
export type { BuiltImageModel, ImageBuilderModel, ParentImageModel } from './image-builder-model';
export { loadCluster, loadClusterOrExit } from './load-cluster';
export type {
  BlockModel,
  CapacityModel,
  CellModel,
  ClusterModel,
  CreatedNetworkModel,
  ExistingNetworkModel,
  ExistingSubnetModel,
  ImageModel,
  InstancesMemberModel,
  MemberModel,
  NetworkModel,
  NodeSubnetModel,
  OnDemandModel,
  ReservationGroupModel,
  ReservationModel,
  ReserveModel,
  RootVolumeModel,
  Subscriber,
  UltraServerMemberModel,
  Warning,
} from './model';
export type {
  CheckpointsModel,
  EfsHomeModel,
  HomeModel,
  LustreEfaModel,
  LustreModel,
  LustreSsdModel,
  LustreTieringModel,
  OnDelete,
  OpenZfsHomeModel,
  StorageModel,
  SubnetPurpose,
} from './storage-model';
export { parseCluster } from './parse-cluster';
export type { ParsedCluster } from './parse-cluster';
export type { EngineModel } from './engine-model';
