import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { INSTALLER_ASSET } from '../../constructs/engines/slurm/installer-file';
import { slurmNodeInstaller } from '../../constructs/engines/slurm/node-installer';
import { bundleHandlers } from './handlers';
import { packUserData } from './pack-user-data';

/** Folder of the published package. */
export const PACKAGE_FOLDER = resolve(__dirname, '..', '..', 'constructs');

/**
 * What the package carries beside its code, by path in `constructs/assets`:
 *
 * - `handlers/<name>/index.js`: the Lambda handlers, bundled
 * - `user-data/<part>.json`: the parts of user data that are the same on every node, packed
 * - `slurm/node-installer.sh`: what puts Slurm's prolog and epilog on a node
 */
export function makeAssets(): Map<string, string> {
  return new Map([
    ...bundleHandlers(PACKAGE_FOLDER),
    ...packUserData(),
    [join(...INSTALLER_ASSET), slurmNodeInstaller().script],
  ]);
}

/** What stands in a folder of assets, by path in it; nothing where there is no such folder. */
export function readAssets(folder: string): Map<string, string> {
  const paths = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
  return new Map(
    paths
      .filter((path) => statSync(join(folder, path)).isFile())
      .map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
  );
}

/**
 * Makes a folder hold these assets and no other file. A file that is right already is not touched, so that a process that
 * reads the folder meanwhile is not disturbed.
 *
 * @returns paths that were written or removed
 */
export function writeAssets(folder: string, assets: ReadonlyMap<string, string>): string[] {
  const standing = readAssets(folder);
  const stale = [...standing.keys()].filter((path) => !assets.has(path));
  const changed = [...assets].filter(([path, content]) => standing.get(path) !== content);
  for (const path of stale) {
    rmSync(join(folder, path));
  }
  for (const [path, content] of changed) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return [...stale, ...changed.map(([path]) => path)];
}
