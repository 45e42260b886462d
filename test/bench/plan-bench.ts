import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { parse, stringify } from 'yaml';

import { racks } from '../support/plans';

/**
 * Times `plan --json` at four sizes beside a Node process that does nothing. The runs are interleaved, so that a slow
 * moment of the machine strikes all of them.
 *
 *     npm run bench:plan
 */
const SIZES = [2, 14, 140, 1389];
const RUNS = 9;
const MOST: Readonly<Record<number, number>> = { 2: 4, 1389: 8 };
const COMMAND = resolve(__dirname, '..', '..', 'dist', 'ultraserver.mjs');
const CELL = 12;

/** Milliseconds that a process takes. */
function time(args: readonly string[]): number {
  const start = performance.now();
  const { status } = spawnSync(process.execPath, args, { stdio: 'ignore' });
  if (status !== 0) {
    throw new Error(`${args.join(' ')} ended with status ${status}`);
  }
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function main(): void {
  const folder = mkdtempSync(join(tmpdir(), 'bench-plan-'));
  try {
    const empty = join(folder, 'empty.mjs');
    writeFileSync(empty, '');
    const commands = new Map<string, readonly string[]>([['empty', [empty]]]);
    for (const size of SIZES) {
      const file = join(folder, `${size}.yaml`);
      const windows = Array.from({ length: size }, (_, index) => ({
        startsAt: '2026-12-06T11:30:00Z',
        endsAt: '2026-12-20T11:30:00Z',
        cell: `cell-${Math.floor(index / CELL)}`,
      }));
      writeFileSync(file, stringify(parse(racks(windows))));
      commands.set(String(size), [COMMAND, 'plan', file, '--json']);
    }
    const samples = new Map([...commands.keys()].map((name) => [name, [] as number[]]));
    for (let run = 0; run < RUNS; run += 1) {
      for (const [name, args] of commands) {
        samples.get(name)?.push(time(args));
      }
    }
    report(samples);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function report(samples: ReadonlyMap<string, readonly number[]>): void {
  const base = median(samples.get('empty') ?? []);
  console.log(
    `${cpus().length} x ${cpus()[0]?.model ?? '?'}, Node ${process.version}; median of ${RUNS}, interleaved\n`,
  );
  console.log(`empty process: ${base.toFixed(0)} ms`);
  for (const size of SIZES) {
    const taken = median(samples.get(String(size)) ?? []);
    const most = MOST[size];
    const verdict = most === undefined ? '' : `, at most ${most}: ${taken <= most * base ? 'reached' : 'MISSED'}`;
    console.log(`${size} UltraServers: ${taken.toFixed(0)} ms, ${(taken / base).toFixed(1)} x${verdict}`);
  }
}

main();
