export { buildTopology, errorsOf } from './build-topology';
export { describeChange, diffTopology } from './diff-topology';
export type { TopologyChange } from './diff-topology';
export { drawSvg } from './draw-svg';
export { drawText } from './draw-text';
export { severityOf, TOPOLOGY_FINDING_IDS } from './finding';
export type { TopologyFinding, TopologyFindingId } from './finding';
export { hostFile } from './host-file';
export { hostList } from './hostlist';
export { kueueTopologyYaml } from './kueue-topology';
export { topologyCluster } from './members';
export { labelCommands, nodeLabels } from './node-labels';
export type { NodeLabels } from './node-labels';
export { parseNodes } from './parse-nodes';
export { parseRecords } from './parse-records';
export { inRankOrder } from './rank-order';
export { mergeRecords, NO_RECORDS } from './records';
export type {
  CapacityBlockRecord,
  InstanceRecord,
  InstanceTopologyRecord,
  NodeRecord,
  ReservationTopologyRecord,
  TopologyRecords,
  TopologySource,
} from './records';
export { slurmTopologyConf, slurmTopologyYaml } from './slurm-topology';
export { hostsOf } from './topology';
export type {
  CellTopology,
  ClusterTopology,
  TopologyCluster,
  TopologyDomain,
  TopologyHost,
  TopologyMember,
} from './topology';
export { topologyFiles } from './topology-files';
export type { TopologyFile } from './topology-files';
export { pauseOf, watchTopology } from './watch-topology';
export type { WatchOptions } from './watch-topology';
