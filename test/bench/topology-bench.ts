import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';

import { buildSync } from 'esbuild';

import { median } from './report';
import { benchDocument, benchWorld } from './topology-world';

/**
 * Times the topology of one cell at four sizes, up to 25,002 instances, each run in a process of its own; and NVIDIA's topograph on the
 * same document beside it, where a program is named that was built of `test/bench/topograph`.
 *
 *     npm run bench:topology -- [--runs 7] [--topograph <program>]
 */
const run = promisify(execFile);

const RACKS = [70, 278, 695, 1389];
const LARGEST_MS = 1000;

type Times = Readonly<Record<string, number>>;

interface Series {
  readonly name: string;
  readonly instances: number;
  readonly samples: Times[];
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { runs: { type: 'string', default: '7' }, topograph: { type: 'string' } } });
  const runs = Number(values.runs);
  if (!Number.isInteger(runs) || runs < 1) {
    throw new Error(`--runs must be a whole number of at least 1, got '${values.runs}'`);
  }
  const folder = mkdtempSync(join(tmpdir(), 'bench-topology-'));
  try {
    const series: Series[] = [];
    const commands: { readonly samples: Times[]; readonly command: string; readonly args: string[] }[] = [];
    const program = join(folder, 'topology-run.cjs');
    bundle(program);
    for (const racks of RACKS) {
      const world = benchWorld(racks);
      const file = join(folder, `${racks}.json`);
      writeFileSync(file, benchDocument(world));
      const cluster = join(folder, `${racks}-cluster.json`);
      writeFileSync(cluster, JSON.stringify(world.cluster));
      const add = (name: string, command: string, args: string[]): void => {
        const one = { name, instances: world.records.instanceTopology.length, samples: [] as Times[] };
        series.push(one);
        commands.push({ samples: one.samples, command, args });
      };
      add('ultraserver', process.execPath, [program, cluster, file]);
      if (values.topograph !== undefined) {
        add('topograph', values.topograph, ['-runs', '1', file]);
      }
    }
    for (let round = 0; round < runs; round++) {
      for (const { samples, command, args } of commands) {
        const { stdout } = await run(command, args, { maxBuffer: 2 ** 28 });
        samples.push(JSON.parse(stdout) as Times);
      }
    }
    console.log(
      `${machine()}; median of ${runs} runs of each, interleaved, each in a process of its own; milliseconds\n`,
    );
    console.log(`${table(series)}\n`);
    console.log(verdicts(series));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const STEPS = ['parse', 'model', 'conf', 'yaml', 'hostfile'];

function table(series: readonly Series[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rows = series.map((one) => [
    one.name,
    String(one.instances),
    ...STEPS.map((step) => (step in (one.samples[0] ?? {}) ? middle(one, step).toFixed(1) : '')),
  ]);
  return [
    line(['program', 'instances', ...STEPS]),
    line(['---', ...['', ...STEPS].map(() => '---:')]),
    ...rows.map(line),
  ].join('\n');
}

/** Whether the largest is fast enough, how steeply it grows, and how it stands beside the other. */
function verdicts(series: readonly Series[]): string {
  const ours = series.filter(({ name }) => name === 'ultraserver');
  const theirs = series.filter(({ name }) => name === 'topograph').at(-1);
  const [smallest, largest] = [ours[0], ours.at(-1)];
  if (smallest === undefined || largest === undefined) {
    throw new Error('there is nothing to compare');
  }
  const all = (one: Series): number => middle(one, 'model') + middle(one, 'yaml') + middle(one, 'hostfile');
  const growth = Math.log(all(largest) / all(smallest)) / Math.log(largest.instances / smallest.instances);
  const steps = [
    ...['model', 'yaml', 'hostfile'].map((step) => {
      const time = middle(largest, step);
      return `${time <= LARGEST_MS ? 'reached' : 'missed'}: ${step} of ${largest.instances} instances takes ${time.toFixed(0)} ms (to reach: ${LARGEST_MS})`;
    }),
    `all three grow with the number of instances to the power of ${growth.toFixed(2)}`,
  ];
  if (theirs === undefined) {
    return steps.join('\n');
  }
  const sum = (one: Series): number => ['model', 'conf', 'yaml'].reduce((total, step) => total + middle(one, step), 0);
  const [mine, other] = [sum(largest), sum(theirs)];
  return [
    ...steps,
    `${mine <= other ? 'reached' : 'missed'}: model, topology.conf and topology.yaml take ${mine.toFixed(0)} ms, topograph's ${other.toFixed(0)} ms`,
  ].join('\n');
}

function middle({ samples }: Series, step: string): number {
  return median(samples.map((times) => times[step] ?? Number.NaN));
}

/** Makes the program that is timed, as the command line is made: bundled. */
function bundle(outfile: string): void {
  buildSync({
    entryPoints: [join(__dirname, 'topology-run.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
  });
}

function machine(): string {
  return `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, Node ${process.version}`;
}

void main();
