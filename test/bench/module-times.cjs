'use strict';

// Loaded with --require: at the end of the process it prints how long each module took to load, without what it loaded
// itself, added up by package and, for aws-cdk-lib, by the folder in it.
//
//   node --require ./test/bench/module-times.cjs --require ./bin/typescript.cjs bin/app.ts
const Module = require('node:module');
const { performance } = require('node:perf_hooks');
const path = require('node:path');

const load = Module.prototype.load;
const groups = new Map();
const stack = [];

Module.prototype.load = function timedLoad(filename) {
  const frame = { nested: 0 };
  const start = performance.now();
  stack.push(frame);
  try {
    return load.call(this, filename);
  } finally {
    stack.pop();
    const total = performance.now() - start;
    const group = groupOf(filename);
    const entry = groups.get(group) ?? { files: 0, ms: 0 };
    groups.set(group, { files: entry.files + 1, ms: entry.ms + total - frame.nested });
    const parent = stack.at(-1);
    if (parent) {
      parent.nested += total;
    }
  }
};

function groupOf(filename) {
  const parts = path.relative(process.cwd(), filename).split(path.sep);
  const at = parts.lastIndexOf('node_modules');
  if (at === -1) {
    return parts.slice(0, Math.min(2, parts.length - 1)).join('/') || '.';
  }
  const rest = parts.slice(at + 1);
  const name = rest[0].startsWith('@') ? rest.slice(0, 2).join('/') : rest[0];
  return name === 'aws-cdk-lib' ? `${name}/${rest[1]}` : name;
}

process.on('exit', () => {
  const rows = [...groups].toSorted(([, a], [, b]) => b.ms - a.ms);
  const total = rows.reduce((sum, [, { ms }]) => sum + ms, 0);
  process.stderr.write(`${total.toFixed(0)} ms in modules, of ${performance.now().toFixed(0)} ms\n`);
  for (const [group, { files, ms }] of rows.filter(([, row]) => row.ms >= 1)) {
    process.stderr.write(`${ms.toFixed(1).padStart(8)} ms ${String(files).padStart(5)} files  ${group}\n`);
  }
});
