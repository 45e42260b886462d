import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

import { buildSync } from 'esbuild';

import { packUserData } from './pack-user-data';

/**
 * Makes what the package carries beside its code, in `constructs/assets`. Run by `npm ci` (`prepare`), so that neither
 * synthesis nor a consumer of the package needs esbuild, Docker or a compressor.
 *
 * - `handlers/<name>/index.js`: the Lambda handlers, every `handlers/<name>.ts` below `constructs/`, bundled
 * - `user-data/<part>.json`: the parts of user data that are the same on every node, packed
 */
const root = resolve(__dirname, '..', '..', 'constructs');
const assets = join(root, 'assets');

rmSync(assets, { recursive: true, force: true });
bundleHandlers();
packUserData(join(assets, 'user-data'));

function bundleHandlers(): void {
  const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.ts') && basename(dirname(path)) === 'handlers' && !path.startsWith('dist'),
  );
  for (const source of sources) {
    buildSync({
      absWorkingDir: root,
      entryPoints: [source],
      outfile: join(assets, 'handlers', basename(source, '.ts'), 'index.js'),
      bundle: true,
      platform: 'node',
      target: 'node24',
      format: 'cjs',
      // The Lambda runtime has the AWS SDK.
      external: ['@aws-sdk/*'],
      logLevel: 'warning',
    });
  }
}
