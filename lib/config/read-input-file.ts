import { readFileSync } from 'node:fs';

import { ClusterFileError } from './cluster-file-error';

/**
 * The text of a file of the user's.
 *
 * @throws ClusterFileError where there is no such file, or it cannot be read, or is no text
 */
export function readInputFile(path: string): string {
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
