import { existsSync } from 'node:fs';

import { parseInstant } from 'cdk-ultraserver/rules';

import { loadCluster } from '../config/load-cluster';
import { OperatorError } from '../operator-error';
import type { Plan } from './plan';
import { planCluster } from './plan-cluster';
import { loadPrices } from './prices/load-prices';

/** Prices that are taken where no others are named, if there are any. */
export const DEFAULT_PRICES_FILE = 'config/prices.yaml';

/** What a plan of a file depends on beside the file. */
export interface PlanFileOptions {
  /** The time that blocks are held against: ISO 8601 with a zone. @default - now */
  readonly at?: string;

  /** The time where `at` is not given. */
  readonly now: Date;

  /** Path of a price list. @default - `config/prices.yaml`, where there is one */
  readonly prices?: string;
}

/**
 * Plans the cluster of a file.
 *
 * @param config path of the cluster file
 * @throws OperatorError where a file or a time is not what it must be
 */
export function planOfFile(config: string, { at, now, prices }: PlanFileOptions): Plan {
  const time = at === undefined ? now.getTime() : parseInstant(at);
  if (time === undefined) {
    throw new OperatorError(
      'usage',
      `--at is ${JSON.stringify(at)}, must be an ISO 8601 time with its zone: 2026-12-06T11:30:00Z`,
    );
  }
  const file = prices ?? (existsSync(DEFAULT_PRICES_FILE) ? DEFAULT_PRICES_FILE : undefined);
  const model = loadCluster(config);
  return planCluster(model, { at: time, prices: file === undefined ? undefined : loadPrices(file) });
}
