import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { runApp } from '../support/app-process';
import { machine } from './machine';
import { measure, type Sample } from './measure';
import { median } from './report';
import { type ScaleEngine, scaleFile } from './scale-files';

/**
 * Times the synthesis of clusters of many sizes, with CDK's validation on, beside bare CDK resources of the same number and
 * kinds in as many stacks, and says how large the templates are. Runs are interleaved.
 *
 *     npm run bench:scale -- [--runs 3] [--sizes 2,14,140,1389]
 */
const ENGINES: readonly ScaleEngine[] = ['ec2', 'eks'];

/** How a cluster of one size does. */
interface Row {
  readonly engine: ScaleEngine;
  readonly ultraServers: number;
  readonly templates: Templates;
  readonly own: readonly Sample[];
  readonly bare: readonly Sample[];
}

interface Templates {
  readonly stacks: number;
  readonly resources: number;
  readonly mostResources: number;
  readonly mostBytes: number;
}

const TARGET = { ultraServers: 1389, ratio: 0.55, peakMiB: 1536, resources: 450, bytes: 900_000 };

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { runs: { type: 'string', default: '3' }, sizes: { type: 'string', default: '2,14,140,1389' } },
  });
  const sizes = values.sizes.split(',').map(Number);
  const folder = mkdtempSync(join(tmpdir(), 'scale-'));
  try {
    const rows: Row[] = [];
    for (const ultraServers of sizes) {
      for (const engine of ENGINES) {
        rows.push(await time(folder, engine, ultraServers, Number(values.runs)));
      }
    }
    console.log(`${machine()}; ${values.runs} runs of each, interleaved, validation on\n`);
    console.log(render(rows));
    console.log(`\n${rows.flatMap(verdicts).join('\n')}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function time(folder: string, engine: ScaleEngine, ultraServers: number, runs: number): Promise<Row> {
  const cluster = join(folder, `${engine}-${ultraServers}.yaml`);
  const outdir = join(folder, `${engine}-${ultraServers}`);
  writeFileSync(cluster, scaleFile(engine, ultraServers));
  await runApp({ outdir, validation: false, context: { cluster } });
  const own: Sample[] = [];
  const bare: Sample[] = [];
  for (let run = 0; run < runs; run++) {
    own.push(await measure({ name: engine, entry: 'bin/app.ts', context: { cluster } }, true, {}));
    bare.push(
      await measure({ name: 'bare', entry: 'test/bench/apps/bare.ts', loader: ['--import', 'tsx'] }, true, {
        BENCH_TEMPLATES: outdir,
      }),
    );
  }
  const templates = templatesIn(outdir);
  rmSync(outdir, { recursive: true });
  return { engine, ultraServers, templates, own, bare };
}

function templatesIn(folder: string): Templates {
  const texts = readdirSync(folder)
    .filter((file) => file.endsWith('.template.json'))
    .map((file) => readFileSync(join(folder, file)));
  const counts = texts.map(
    (text) => Object.keys((JSON.parse(text.toString()) as { Resources: object }).Resources).length,
  );
  return {
    stacks: texts.length,
    resources: counts.reduce((sum, count) => sum + count, 0),
    mostResources: Math.max(...counts),
    mostBytes: Math.max(...texts.map(({ length }) => length)),
  };
}

const seconds = (samples: readonly Sample[]): number => median(samples.map(({ wallMs }) => wallMs)) / 1000;
const peak = (samples: readonly Sample[]): number => Math.max(...samples.map(({ peakMiB }) => peakMiB));
const ratioOf = ({ own, bare }: Row): number => seconds(own) / seconds(bare);

function render(rows: readonly Row[]): string {
  const head = [
    'engine',
    'UltraServers',
    'stacks',
    'resources',
    'most a stack',
    'KB at most',
    'bare s',
    'own s',
    'x bare',
    'peak MiB',
  ];
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(head),
    line(head.map((_, index) => (index === 0 ? '---' : '---:'))),
    ...rows.map((row) =>
      line([
        row.engine,
        row.ultraServers,
        row.templates.stacks,
        row.templates.resources,
        row.templates.mostResources,
        (row.templates.mostBytes / 1000).toFixed(0),
        seconds(row.bare).toFixed(2),
        seconds(row.own).toFixed(2),
        ratioOf(row).toFixed(2),
        peak(row.own).toFixed(0),
      ]),
    ),
  ].join('\n');
}

/** What was to be reached, and whether it was. */
function verdicts(row: Row): string[] {
  const { engine, ultraServers, templates } = row;
  const verdict = (reached: boolean, what: string): string =>
    `${reached ? 'reached' : 'missed'}: ${engine} at ${ultraServers}: ${what}`;
  const size = verdict(
    templates.mostResources <= TARGET.resources && templates.mostBytes <= TARGET.bytes,
    `${templates.mostResources} resources and ${templates.mostBytes} bytes a stack (to reach: ${TARGET.resources}, ${TARGET.bytes})`,
  );
  return ultraServers === TARGET.ultraServers
    ? [
        size,
        verdict(ratioOf(row) <= TARGET.ratio, `${ratioOf(row).toFixed(2)} x bare (to reach: ${TARGET.ratio} x)`),
        verdict(peak(row.own) <= TARGET.peakMiB, `${peak(row.own).toFixed(0)} MiB (to reach: ${TARGET.peakMiB})`),
      ]
    : [size];
}

void main();
