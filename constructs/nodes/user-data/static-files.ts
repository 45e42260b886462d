import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { packageRoot } from '../../private/package-root';
import type { NodeFile } from './cloud-config';
import { compactConfig, compactScript } from './compact';

/** Where the scripts lie on a node. */
const SCRIPT_FOLDER = '/opt/ultraserver';
const UNIT_FOLDER = '/etc/systemd/system';

const cache = new Map<string, string>();

/** A script of this package, as it is installed on a node. */
export function scriptFile(name: string): NodeFile {
  return { path: `${SCRIPT_FOLDER}/${name}`, content: cached(name, compactScript), executable: true };
}

/** A systemd unit of this package, as it is installed on a node. */
export function unitFile(name: string): NodeFile {
  return configFile(name, `${UNIT_FOLDER}/${name}`);
}

/** A configuration file of this package, as it is installed on a node. */
export function configFile(name: string, path: string): NodeFile {
  return { path, content: cached(name, compactConfig) };
}

function cached(name: string, compact: (text: string) => string): string {
  const content = cache.get(name) ?? compact(readFileSync(join(packageRoot(), 'nodes', 'scripts', name), 'utf8'));
  cache.set(name, content);
  return content;
}
