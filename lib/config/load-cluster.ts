import { readFileSync } from 'node:fs';

import { ClusterFileError } from './cluster-file-error';
import type { ClusterModel } from './model';
import { parseCluster } from './parse-cluster';

/**
 * Reads and checks a cluster file.
 *
 * @param path relative to the working directory, or absolute
 * @throws ClusterFileError with every problem of the file at once
 */
export function loadCluster(path: string): ClusterModel {
  const parsed = parseCluster(readText(path), path);
  if (parsed.problems) {
    throw new ClusterFileError(path, parsed.problems);
  }
  return parsed.model;
}

/**
 * As `loadCluster`, for an app's entry: what is wrong goes to stderr by itself, without a stack trace, and the process
 * ends with status 1.
 */
export function loadClusterOrExit(path: string): ClusterModel {
  try {
    return loadCluster(path);
  } catch (error) {
    if (!(error instanceof ClusterFileError)) {
      throw error;
    }
    process.stderr.write(`${error.message}\n`);
    return process.exit(1);
  }
}

function readText(path: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw refused(path, ...unreadable(error));
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refused(path, 'file-encoding', 'the file is not UTF-8 text; save it as UTF-8, or give another file');
  }
}

function unreadable(error: unknown): [id: string, message: string] {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return [
        'file-missing',
        'there is no such file; give the path of a cluster file: npx cdk synth -c cluster=config/gb200.yaml',
      ];
    case 'EISDIR':
      return ['file-directory', 'this is a directory, must be a cluster file; give the path of a file in it'];
    default:
      return [
        'file-unreadable',
        `the file cannot be read (${(error as Error).message}); correct its permissions, or give another file`,
      ];
  }
}

function refused(path: string, id: string, message: string): ClusterFileError {
  return new ClusterFileError(path, [{ id, message, line: 1, column: 1 }]);
}
