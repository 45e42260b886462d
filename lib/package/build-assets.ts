import { chmodSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { makeAssets, PACKAGE_FOLDER, writeAssets } from './assets';
import { buildCommandLine } from './command-line';

const COMMAND_LINE = resolve(__dirname, '..', '..', 'dist');

/**
 * Makes what the package carries beside its code, and the operator's command line. Run by `npm ci` (`prepare`), so that
 * neither synthesis nor a consumer of the package needs esbuild, Docker or a compressor.
 */
writeAssets(join(PACKAGE_FOLDER, 'assets'), makeAssets());
writeAssets(COMMAND_LINE, buildCommandLine().files);
chmodSync(join(COMMAND_LINE, 'ultraserver.mjs'), 0o755);
