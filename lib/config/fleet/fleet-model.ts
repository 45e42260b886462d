import type { ClusterModel } from '../model';

/** Many cells, over accounts, Regions and zones, from one description; read, checked and frozen. */
export interface FleetModel {
  /** Path of the fleet file as it was given. */
  readonly file: string;

  /** Begins the name of every cell's cluster. */
  readonly name: string;

  /** In the order of the file; nothing may be named or numbered after that order. */
  readonly cells: readonly FleetCellModel[];
}

/** One cell of a fleet: a cluster with a network and a control plane of its own. */
export interface FleetCellModel {
  readonly name: string;

  /** When it is to stand: ISO 8601 in UTC, to the second; undefined: the file does not say. */
  readonly by: string | undefined;

  /** `<fleet>-<cell>`, as any other cluster. */
  readonly cluster: ClusterModel;
}
