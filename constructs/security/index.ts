export { ClusterKey, type ClusterKeyProps, clusterKeyStatements } from './cluster-key';
