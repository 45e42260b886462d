import type { Source } from '../hardware/source';

/** A price that holds up to a number of units a month. */
export interface PriceTier {
  /** Units up to which it holds, counted from the first. @default - without end */
  readonly upTo?: number;

  /** US dollars for one unit a month. */
  readonly usd: number;
}

/** What CloudWatch asks for, in one Region. */
export interface MonitoringPrices {
  /** A custom metric that is published through the month; in the order of the tiers. */
  readonly customMetric: PriceTier[];

  /** A metric that a standard alarm watches. */
  readonly alarmMetricUsd: number;

  /** A dashboard beyond the free ones. */
  readonly dashboardUsd: number;

  readonly source: Source;
}

/**
 * Prices of us-east-1, UNCONFIRMED: the page is the right one, its tables were not read from it. Give your own where the
 * result decides anything.
 */
export const US_EAST_1_PRICES: MonitoringPrices = {
  customMetric: [
    { upTo: 10_000, usd: 0.3 },
    { upTo: 250_000, usd: 0.1 },
    { upTo: 1_000_000, usd: 0.05 },
    { usd: 0.02 },
  ],
  alarmMetricUsd: 0.1,
  dashboardUsd: 3,
  source: {
    url: 'https://aws.amazon.com/cloudwatch/pricing/',
    read: '2026-11-23',
    note: 'UNCONFIRMED: taken from pages that quote it',
  },
};

/** What this many units cost in a month, tier by tier. */
export function tieredCost(units: number, tiers: readonly PriceTier[]): number {
  let cost = 0;
  let from = 0;
  for (const { upTo = Infinity, usd } of tiers) {
    cost += Math.max(0, Math.min(units, upTo) - from) * usd;
    from = upTo;
  }
  return cost;
}
