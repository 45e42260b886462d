import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { packageRoot } from '../../private/package-root';
import type { NodeFile } from './cloud-config';
import { compactConfig, compactScript } from './compact';

/** Where the scripts lie on a node. */
const SCRIPT_FOLDER = '/opt/ultraserver';
const UNIT_FOLDER = '/etc/systemd/system';

/** Where every node's scripts lie in this package. */
const NODE_SCRIPTS = 'nodes/scripts';

const cache = new Map<string, string>();

/**
 * A script of this package, as it is installed on a node.
 *
 * @param folder where it lies in this package
 */
export function scriptFile(name: string, folder: string = NODE_SCRIPTS): NodeFile {
  return { path: `${SCRIPT_FOLDER}/${name}`, content: cached(`${folder}/${name}`, compactScript), executable: true };
}

/** A systemd unit of this package, as it is installed on a node. */
export function unitFile(name: string): NodeFile {
  return configFile(name, `${UNIT_FOLDER}/${name}`);
}

/** A configuration file of this package, as it is installed on a node. */
export function configFile(name: string, path: string): NodeFile {
  return { path, content: cached(`${NODE_SCRIPTS}/${name}`, compactConfig) };
}

function cached(path: string, compact: (text: string) => string): string {
  const content = cache.get(path) ?? compact(readFileSync(join(packageRoot(), path), 'utf8'));
  cache.set(path, content);
  return content;
}
