import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { packageRoot } from '../../private/package-root';
import { sha256 } from '../../private/text';
import type { UserDataPart } from './user-data-part';

/** A part of user data as the package carries it. */
export interface PackedPart {
  /** Of the part's text, in hexadecimal. */
  readonly sha256: string;

  /** The part's text as gzip, in base64. */
  readonly gzip: string;
}

/**
 * The packed form of a part's text, in base64.
 *
 * @throws Error where the package carries none, or one of another text: a script was changed and not packed again
 */
export function packedText({ filename, body }: UserDataPart): string {
  const path = join(packageRoot(), 'assets', 'user-data', `${filename}.json`);
  const packed = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as PackedPart) : undefined;
  if (packed?.sha256 !== sha256(body)) {
    const fault = packed ? 'was packed from another text' : 'is not packed';
    throw new Error(
      `user data part '${filename}' ${fault}; run 'npm run prepare' after a change of the node's scripts`,
    );
  }
  return packed.gzip;
}
