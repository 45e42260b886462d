import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { runApp, runCommand } from '../support/app-process';
import { machine } from './machine';
import { type Competitor, measure, type Sample } from './measure';
import { renderTable, renderTargets, type Series, type Target } from './report';

/**
 * Times the synthesis of a cluster of each engine beside an empty app and beside bare stacks of the resources of the plain
 * one, each with CDK's validator on and off. The runs are interleaved, so that a slow moment of the machine strikes all of them.
 *
 * The empty and the bare app are started by tsx, as `cdk init` sets up an app in TypeScript (without its `npx tsc`), the
 * cluster by what `cdk.json` says. An empty app started in the cluster's way is timed beside them.
 *
 *     npm run bench -- [--runs 7] [--with-tests]
 */
const cluster = (name: string, file: string): Competitor => ({ name, entry: 'bin/app.ts', context: { cluster: file } });
const EC2 = cluster('ec2', 'config/gb200-ec2.yaml');
const ENGINES = [cluster('eks', 'config/gb200.yaml'), cluster('slurm', 'config/gb200-slurm.yaml')];
const TSX = ['--import', 'tsx'];
const EMPTY: Competitor = { name: 'empty', entry: 'test/bench/apps/empty.ts', loader: TSX };
const BARE: Competitor = { name: 'bare', entry: 'test/bench/apps/bare.ts', loader: TSX };
const EMPTY_BUNDLED: Competitor = { name: 'empty, bundled', entry: 'test/bench/apps/empty.ts' };

const TARGETS: readonly Target[] = [
  { name: EC2.name, baseline: EMPTY.name, validation: true, atMost: 1.6 },
  { name: EC2.name, baseline: EMPTY.name, validation: false, atMost: 2 },
  ...ENGINES.flatMap(({ name }): Target[] => [
    { name, baseline: EMPTY.name, validation: true, atMost: 2 },
    { name, baseline: EMPTY.name, validation: false, atMost: 3 },
  ]),
];

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { runs: { type: 'string', default: '7' }, 'with-tests': { type: 'boolean', default: false } },
  });
  const runs = Number(values.runs);
  if (!Number.isInteger(runs) || runs < 1) {
    throw new Error(`--runs must be a whole number of at least 1, got '${values.runs}'`);
  }

  const templates = mkdtempSync(join(tmpdir(), 'bench-templates-'));
  try {
    // Fills the system's caches, and makes the templates that the bare stacks are made of.
    await runApp({ ...EC2, outdir: templates, validation: false });
    const all = await interleave(runs, { BENCH_TEMPLATES: templates });
    console.log(`${machine()}; ${runs} runs of each, interleaved\n`);
    console.log(`${renderTable(all, EMPTY.name)}\n`);
    console.log(renderTargets(all, TARGETS));
  } finally {
    rmSync(templates, { recursive: true, force: true });
  }

  if (values['with-tests']) {
    const start = performance.now();
    await runCommand('npm', ['test']);
    console.log(`npm test: ${((performance.now() - start) / 1000).toFixed(0)} s`);
  }
}

async function interleave(runs: number, environment: Readonly<Record<string, string>>): Promise<Series[]> {
  const series = [true, false].flatMap((validation) =>
    [EMPTY, EMPTY_BUNDLED, BARE, EC2, ...ENGINES].map((competitor) => ({
      competitor,
      validation,
      samples: [] as Sample[],
    })),
  );
  for (let round = 0; round < runs; round++) {
    for (const { competitor, validation, samples } of series) {
      samples.push(await measure(competitor, validation, environment));
    }
  }
  return series.map(({ competitor, ...rest }) => ({ name: competitor.name, ...rest }));
}

void main();
