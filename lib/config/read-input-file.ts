import { readFileSync } from 'node:fs';

import { ClusterFileError } from './cluster-file-error';
import type { FileProblem } from './input-file-error';

/** What kind of file it is to be, for messages. */
export interface InputFileKind {
  /** `a cluster file`. */
  readonly what: string;

  /** How such a file is named where one is asked for: `npx cdk synth -c cluster=config/gb200.yaml`. */
  readonly example: string;

  /** Makes the error of a file that cannot be read. */
  readonly refuse: (path: string, problem: FileProblem) => Error;
}

const CLUSTER_FILE: InputFileKind = {
  what: 'a cluster file',
  example: 'npx cdk synth -c cluster=config/gb200.yaml',
  refuse: (path, problem) => new ClusterFileError(path, [problem]),
};

/**
 * The text of a file of the user's.
 *
 * @param kind @default - a cluster file
 * @throws ClusterFileError, or what `kind` makes, where there is no such file, or it cannot be read, or is no text
 */
export function readInputFile(path: string, kind: InputFileKind = CLUSTER_FILE): string {
  const refused = (id: string, message: string): Error => kind.refuse(path, { id, message, line: 1, column: 1 });
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw refused(...unreadable(error, kind));
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refused('file-encoding', 'the file is not UTF-8 text; save it as UTF-8, or give another file');
  }
}

function unreadable(error: unknown, { what, example }: InputFileKind): [id: string, message: string] {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return ['file-missing', `there is no such file; give the path of ${what}: ${example}`];
    case 'EISDIR':
      return ['file-directory', `this is a directory, must be ${what}; give the path of a file in it`];
    default:
      return [
        'file-unreadable',
        `the file cannot be read (${(error as Error).message}); correct its permissions, or give another file`,
      ];
  }
}
