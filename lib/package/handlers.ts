import { readdirSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';

import { buildSync } from 'esbuild';

/**
 * Bundles the package's Lambda handlers, every `handlers/<name>.ts` below its folder. The same sources give the same bytes.
 *
 * @param root folder of the package
 * @returns content of each `handlers/<name>/index.js`, by that path
 */
export function bundleHandlers(root: string): Map<string, string> {
  const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.ts') && basename(dirname(path)) === 'handlers' && !path.startsWith('dist'),
  );
  return new Map(
    sources.toSorted().map((source) => [join('handlers', basename(source, '.ts'), 'index.js'), bundle(root, source)]),
  );
}

function bundle(root: string, source: string): string {
  const { outputFiles } = buildSync({
    absWorkingDir: root,
    // An entry that exports by itself: esbuild's own way of exporting has half a kilobyte.
    stdin: {
      contents: `import{handler}from'./${source.split(sep).join('/')}';exports.handler=handler`,
      resolveDir: root,
    },
    logOverride: { 'commonjs-variable-in-esm': 'silent' },
    write: false,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    // They travel inside templates, which take no more than `INLINE_LIMIT`.
    minify: true,
    // The Lambda runtime has the AWS SDK.
    external: ['@aws-sdk/*'],
    logLevel: 'warning',
  });
  return outputFiles.map(({ text }) => text).join('');
}
