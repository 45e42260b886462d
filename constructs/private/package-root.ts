import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const PACKAGE_NAME = 'cdk-ultraserver';

let root: string | undefined;

/**
 * The folder of this package's own package.json, in which files that are not code lie. The same from the sources and from
 * the compiled output.
 *
 * @throws Error where no package.json of that name lies above this file
 */
export function packageRoot(): string {
  root ??= findPackage(__dirname);
  return root;
}

function findPackage(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest) && nameIn(manifest) === PACKAGE_NAME) {
      return folder;
    }
    if (dirname(folder) === folder) {
      throw new Error(`no package.json of '${PACKAGE_NAME}' above ${start}; install the package as it was published`);
    }
  }
}

function nameIn(manifest: string): unknown {
  const content: unknown = JSON.parse(readFileSync(manifest, 'utf8'));
  return typeof content === 'object' && content !== null && 'name' in content ? content.name : undefined;
}
