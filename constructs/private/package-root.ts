import { dirname } from 'node:path';

/**
 * The folder of this package's own package.json, in which files that are not code lie. The same from the sources, from the
 * compiled output, and from a bundle of an app beside which the package is installed.
 *
 * @throws Error where the package is not installed where the code runs
 */
export function packageRoot(): string {
  return dirname(require.resolve('cdk-ultraserver/package.json'));
}
