import { join } from 'node:path';

import { makeAssets, PACKAGE_FOLDER, writeAssets } from './assets';

/**
 * Makes what the package carries beside its code. Run by `npm ci` (`prepare`), so that neither synthesis nor a consumer of
 * the package needs esbuild, Docker or a compressor.
 */
writeAssets(join(PACKAGE_FOLDER, 'assets'), makeAssets());
