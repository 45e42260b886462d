import { ClusterFileError } from './cluster-file-error';
import type { FleetModel } from './fleet/fleet-model';
import { parseFleet } from './fleet/parse-fleet';
import { InputFileError } from './input-file-error';
import type { ClusterModel } from './model';
import { parseClusterSource } from './parse-cluster';
import { readInputFile } from './read-input-file';
import { YamlSource } from './yaml-source';

/** What a file says is to stand: one cluster, or a fleet of them. */
export type LoadedFile =
  { readonly kind: 'cluster'; readonly cluster: ClusterModel } | { readonly kind: 'fleet'; readonly fleet: FleetModel };

/**
 * Reads and checks a cluster file or a fleet file; the key `fleet` tells them apart.
 *
 * @param path relative to the working directory, or absolute
 * @param cell the one cell of a fleet that is wanted @default - all
 * @throws InputFileError with every problem of the file at once
 */
export function loadFile(path: string, cell?: string): LoadedFile {
  const source = new YamlSource(readInputFile(path));
  if (source.data !== undefined && 'fleet' in source.data) {
    const { fleet, problems } = parseFleet(source, path, cell);
    if (problems) {
      throw new InputFileError(path, problems, 'docs/fleet.md and docs/cluster-file.md explain each by its [id]');
    }
    return { kind: 'fleet', fleet };
  }
  const { model, problems } = parseClusterSource(source, path);
  if (problems) {
    throw new ClusterFileError(path, problems);
  }
  if (cell !== undefined) {
    const message = `the file describes one cluster, and cell '${cell}' is asked for; leave the cell out, or name a fleet file`;
    throw new InputFileError(path, [{ id: 'fleet-missing', message, line: 1, column: 1 }], 'docs/fleet.md explains it');
  }
  return { kind: 'cluster', cluster: model };
}

/** The clusters that a file makes, in its order. */
export function clustersOf(loaded: LoadedFile): readonly ClusterModel[] {
  return loaded.kind === 'cluster' ? [loaded.cluster] : loaded.fleet.cells.map(({ cluster }) => cluster);
}

/**
 * As `loadFile`, for an app's entry: what is wrong goes to stderr by itself, without a stack trace, and the process ends
 * with status 1.
 */
export function loadFileOrExit(path: string, cell?: string): LoadedFile {
  try {
    return loadFile(path, cell);
  } catch (error) {
    if (!(error instanceof InputFileError)) {
      throw error;
    }
    process.stderr.write(`${error.message}\n`);
    return process.exit(1);
  }
}
