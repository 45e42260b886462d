import { join, resolve } from 'node:path';

import { buildSync, type Metafile } from 'esbuild';

const ROOT = resolve(__dirname, '..', '..');

/** What node finds in CommonJS modules alone, for those among the sources. */
const BANNER =
  "import{createRequire as createRequireOfChunk}from'node:module';const require=createRequireOfChunk(import.meta.url);";

/** The command line's files. */
export interface BuiltCommandLine {
  /** Content by path in `dist`. `ultraserver.mjs` is the one to start. */
  readonly files: ReadonlyMap<string, string>;

  /** What came from where. */
  readonly metafile: Metafile;
}

/**
 * Bundles the operator's command line with what it needs. What a command loads by itself is a file of its own, so that
 * `plan` starts without the AWS SDK. The same sources give the same bytes.
 *
 * @param entry path from the root of the repository @default - the command line's
 */
export function buildCommandLine(entry = join('bin', 'ultraserver.ts')): BuiltCommandLine {
  const outdir = join(ROOT, 'dist');
  const { outputFiles, metafile } = buildSync({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    outdir,
    write: false,
    bundle: true,
    splitting: true,
    metafile: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    chunkNames: 'chunks/[name]-[hash]',
    banner: { js: BANNER },
    // Names stay as they are, for the stack trace of a fault.
    minifyWhitespace: true,
    minifySyntax: true,
    logLevel: 'warning',
  });
  return { files: new Map(outputFiles.map(({ path, text }) => [path.slice(outdir.length + 1), text])), metafile };
}
