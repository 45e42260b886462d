import { existsSync } from 'node:fs';

import { parseInstant } from 'cdk-ultraserver/rules';

import { loadFile } from '../config/load-file';
import { OperatorError } from '../operator-error';
import type { Plan } from './plan';
import { planCluster, planFleet } from './plan-cluster';
import { loadPrices } from './prices/load-prices';

/** Prices that are taken where no others are named, if there are any. */
export const DEFAULT_PRICES_FILE = 'config/prices.yaml';

/** What a plan of a file depends on beside the file. */
export interface PlanFileOptions {
  /** The time that blocks are held against: ISO 8601 with a zone. @default - now */
  readonly at?: string;

  /** The time where `at` is not given. */
  readonly now: Date;

  /** The one cell of a fleet that is wanted. @default - all */
  readonly cell?: string;

  /** Path of a price list. @default - `config/prices.yaml`, where there is one */
  readonly prices?: string;
}

/**
 * Plans the cluster of a file, or the cells of a fleet file.
 *
 * @param config path of the file
 * @throws OperatorError where a file or a time is not what it must be
 */
export function planOfFile(config: string, { at, now, cell, prices }: PlanFileOptions): Plan {
  const time = at === undefined ? now.getTime() : parseInstant(at);
  if (time === undefined) {
    throw new OperatorError(
      'usage',
      `--at is ${JSON.stringify(at)}, must be an ISO 8601 time with its zone: 2026-12-06T11:30:00Z`,
    );
  }
  const file = prices ?? (existsSync(DEFAULT_PRICES_FILE) ? DEFAULT_PRICES_FILE : undefined);
  const loaded = loadFile(config, cell);
  const options = { at: time, prices: file === undefined ? undefined : loadPrices(file) };
  return loaded.kind === 'fleet' ? planFleet(loaded.fleet, options) : planCluster(loaded.cluster, options);
}
