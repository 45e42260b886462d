'use strict';

// Loaded with --require ahead of an app in TypeScript. Bundles the app's own sources in memory, at each start, and leaves
// packages to node. One bundle is ready sooner than some two hundred modules that are found, transformed and compiled one
// by one; nothing is kept, so nothing is ever stale. Paths and aliases are those of tsconfig.json.
//
//   node --require ./bin/typescript.cjs bin/app.ts
const { buildSync } = require('esbuild');

process.setSourceMapsEnabled(true);

require.extensions['.ts'] = (module, filename) => {
  const { outputFiles } = bundle({
    entryPoints: [filename],
    outfile: `${filename}.js`,
    write: false,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'cjs',
    target: `node${process.versions.node}`,
    sourcemap: 'inline',
    sourcesContent: false,
    minifyWhitespace: true,
    logLevel: 'silent', // an error comes as the exception's text
  });
  // oxlint-disable-next-line no-underscore-dangle -- node's own way to compile what a hook made; every loader calls it
  module._compile(outputFiles[0].text, filename);
};

// esbuild lives for a tenth of a second and allocates little: collecting its garbage would take a third of that time.
function bundle(options) {
  const { GOGC } = process.env;
  process.env.GOGC = 'off';
  try {
    return buildSync(options);
  } finally {
    if (GOGC === undefined) {
      delete process.env.GOGC;
    } else {
      process.env.GOGC = GOGC;
    }
  }
}
