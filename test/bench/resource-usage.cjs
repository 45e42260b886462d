'use strict';

// Loaded with --require into a process that is measured: at its end it writes what it used into the file that BENCH_USAGE
// names.
const { writeFileSync } = require('node:fs');

process.on('exit', () => {
  const { maxRSS, systemCPUTime, userCPUTime } = process.resourceUsage();
  const usage = { cpuMs: (userCPUTime + systemCPUTime) / 1000, peakMiB: maxRSS / 1024 };
  writeFileSync(process.env.BENCH_USAGE, JSON.stringify(usage));
});
