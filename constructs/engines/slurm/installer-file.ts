import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { packageRoot } from '../../private/package-root';
import type { NodeInstaller } from './node-installer';

/** Path of the installer among the package's assets. */
export const INSTALLER_ASSET = ['slurm', 'node-installer.sh'];

/**
 * The file that holds the text of an installer, to be uploaded.
 *
 * @throws Error where the package carries none, or one of another text: a script was changed and the assets not made again
 */
export function installerFile({ script }: NodeInstaller): string {
  const path = join(packageRoot(), 'assets', ...INSTALLER_ASSET);
  if (!existsSync(path) || readFileSync(path, 'utf8') !== script) {
    throw new Error(`${path} is not the installer of these scripts; run 'npm run prepare' after a change of them`);
  }
  return path;
}
