import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { OperatorError } from '../operator-error';

/**
 * Writes files below a folder. Each is there whole or as it was before, for what reads it may do so at any time.
 *
 * @returns their paths
 * @throws OperatorError of kind `usage` where the folder cannot be written to
 */
export function writeFiles(
  folder: string,
  files: readonly { readonly path: string; readonly text: string }[],
): string[] {
  return files.map(({ path, text }) => writeWhole(join(folder, path), text));
}

/** Writes one file, whole. */
export function writeWhole(path: string, text: string): string {
  const partial = `${path}.${process.pid}.partial`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(partial, text);
    renameSync(partial, path);
  } catch (error) {
    throw new OperatorError('usage', `${path} cannot be written (${(error as Error).message}); name another place`, {
      path,
    });
  }
  return path;
}
