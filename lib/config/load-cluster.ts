import { ClusterFileError } from './cluster-file-error';
import type { ClusterModel } from './model';
import { parseCluster } from './parse-cluster';
import { readInputFile } from './read-input-file';

/**
 * Reads and checks a cluster file.
 *
 * @param path relative to the working directory, or absolute
 * @throws ClusterFileError with every problem of the file at once
 */
export function loadCluster(path: string): ClusterModel {
  const parsed = parseCluster(readInputFile(path), path);
  if (parsed.problems) {
    throw new ClusterFileError(path, parsed.problems);
  }
  return parsed.model;
}
