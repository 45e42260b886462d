export { ClusterFileError } from './cluster-file-error';
export { InputFileError } from './input-file-error';
export type { FileProblem } from './input-file-error';
export type { BuiltImageModel, ImageBuilderModel, ParentImageModel } from './image-builder-model';
export type { FleetCellModel, FleetModel } from './fleet/fleet-model';
export { loadCluster } from './load-cluster';
export { clustersOf, loadFile, loadFileOrExit } from './load-file';
export type { LoadedFile } from './load-file';
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
