import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT } from '../support/app-process';

/**
 * The version of a Python package that `.ci/requirements.txt` pins.
 *
 * @throws Error where it pins none
 */
export function pinnedVersion(name: string): string {
  const pins = readFileSync(join(ROOT, '.ci', 'requirements.txt'), 'utf8').split('\n');
  const version = pins.find((line) => line.startsWith(`${name}==`))?.slice(name.length + 2);
  if (version === undefined) {
    throw new Error(`.ci/requirements.txt pins no ${name}`);
  }
  return version;
}
