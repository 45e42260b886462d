import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { runApp } from '../support/app-process';

/** A CDK app whose synthesis is timed. */
export interface Competitor {
  readonly name: string;

  /** Path of its entry, from the root of the repository. */
  readonly entry: string;

  /** Flags of node that load its TypeScript. @default - those of `cdk.json` */
  readonly loader?: readonly string[];

  /** Context beside that of `cdk.json`. @default - none */
  readonly context?: Readonly<Record<string, string>>;
}

/** What one synthesis took. */
export interface Sample {
  readonly wallMs: number;

  /** Processor time of all threads, in user and in system mode. */
  readonly cpuMs: number;

  /** Peak resident memory of the process. */
  readonly peakMiB: number;
}

/**
 * Synthesizes an app once, into a temporary folder.
 *
 * @throws Error where the app fails, with what it wrote
 */
export async function measure(
  { name, entry, loader, context }: Competitor,
  validation: boolean,
  env: Readonly<Record<string, string>>,
): Promise<Sample> {
  const scratch = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const usage = join(scratch, 'usage.json');
    const start = performance.now();
    await runApp({
      entry,
      loader,
      context,
      validation,
      outdir: join(scratch, 'cdk.out'),
      env: { ...env, BENCH_USAGE: usage },
      nodeFlags: ['--require', join(__dirname, 'resource-usage.cjs')],
    });
    const wallMs = performance.now() - start;
    return { wallMs, ...(JSON.parse(readFileSync(usage, 'utf8')) as Omit<Sample, 'wallMs'>) };
  } catch (error) {
    throw new Error(`${name} (${entry}) cannot be timed`, { cause: error });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
