import { join } from 'node:path';

import { type ClusterModel, clustersOf, InputFileError, loadCluster, loadFile, type LoadedFile } from '../../config';
import { OperatorError } from '../../operator-error';

/** The cluster that a command is about. */
export interface ChosenCluster {
  readonly model: ClusterModel;

  /** The one of its cells that is meant; undefined: all. */
  readonly cell: string | undefined;

  /** Where files go that were to go to a folder: those of a fleet's cell go to one of their own below it. */
  readonly folder: (out: string) => string;
}

/**
 * The cluster of a file. A cell of a fleet is a cluster, in an account of its own, so that one has to be named; of a cluster file, all
 * cells are meant where none is.
 *
 * @throws InputFileError with every problem of the file
 * @throws OperatorError where a fleet has several cells, and none is named
 */
export function chooseCluster(file: string, cell: string | undefined): ChosenCluster {
  const fleetCell = cell === undefined ? undefined : loadFleetCell(file, cell);
  const loaded = fleetCell ?? (cell === undefined ? loadFile(file) : undefined);
  if (loaded === undefined) {
    return { model: loadCluster(file), cell, folder: (out) => out };
  }
  const [model, ...others] = clustersOf(loaded);
  if (model === undefined || others.length > 0) {
    const names = loaded.kind === 'fleet' ? loaded.fleet.cells.map(({ name }) => name) : [];
    throw new OperatorError(
      'usage',
      `${file} is a fleet of ${names.length} cells, each with an account of its own; name one with --cell, ${names[0]} say`,
      { cells: names },
    );
  }
  const name = loaded.kind === 'fleet' ? loaded.fleet.cells[0]?.name : undefined;
  return { model, cell: undefined, folder: (out) => (name === undefined ? out : join(out, name)) };
}

/** One cell of a fleet file; undefined where the file is no fleet's. */
function loadFleetCell(file: string, cell: string): LoadedFile | undefined {
  try {
    return loadFile(file, cell);
  } catch (error) {
    if (error instanceof InputFileError && error.problems.some(({ id }) => id === 'fleet-missing')) {
      return undefined;
    }
    throw error;
  }
}
