import type { FleetModel } from '../config/fleet/fleet-model';
import type { CellModel, ClusterModel } from '../config/model';

/** A cluster that is planned, alone or as a cell of a fleet. */
export interface PlannedCluster {
  readonly model: ClusterModel;

  /** Name of the cell of the fleet; undefined: there is no fleet. */
  readonly fleetCell: string | undefined;

  /** When it is to stand; undefined: nobody says. */
  readonly by: string | undefined;
}

/** What is planned: one cluster, or the cells of a fleet. */
export interface PlannedFile {
  readonly kind: 'cluster' | 'fleet';

  /** Of the cluster, or of the fleet. */
  readonly name: string;
  readonly file: string;

  /** One at least. */
  readonly clusters: readonly PlannedCluster[];
}

/** A cluster alone. */
export function clusterFile(model: ClusterModel): PlannedFile {
  return {
    kind: 'cluster',
    name: model.name,
    file: model.file,
    clusters: [{ model, fleetCell: undefined, by: undefined }],
  };
}

/** The cells of a fleet, each a cluster. */
export function fleetFile({ name, file, cells }: FleetModel): PlannedFile {
  const clusters = cells.map(({ name: fleetCell, by, cluster }) => ({ model: cluster, fleetCell, by }));
  return { kind: 'fleet', name, file, clusters };
}

/** What a cell is called among all cells: `main`, in a fleet `dallas-1`, or `dallas-1/main` where a cluster has several. */
export function cellName({ model, fleetCell }: PlannedCluster, { name }: CellModel): string {
  return fleetCell === undefined ? name : model.cells.length === 1 ? fleetCell : `${fleetCell}/${name}`;
}

/** The account and Region of a cluster, as quotas are counted. */
export function placeOf({ model: { account, region } }: PlannedCluster): string {
  return `${account ?? 'any account'}, ${region}`;
}
