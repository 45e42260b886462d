/** A quota of AWS, held against what the cluster needs of it. */
export interface QuotaPlan {
  /** Stable, kebab-case: `interfaces-per-region`. */
  readonly id: string;

  /** As AWS names it, in its own words where it is a quota of Service Quotas. */
  readonly name: string;

  /** Service code of Service Quotas, `vpc`; null where it is none of its quotas. */
  readonly service: string | null;

  /** Quota code, `L-DF5E4CA3`; null where it has none or none is documented. */
  readonly code: string | null;

  /** What it is counted in. */
  readonly scope: 'region' | 'account' | 'vpc' | 'zone' | 'cluster' | 'stack' | 'block' | 'group';

  /** Which one needs the most, where it is one of many: a cell, a member, of a fleet an account or Region; null else. */
  readonly where: string | null;

  readonly need: number;

  /** What an account has unless AWS has given it more; null where that is not documented. */
  readonly default: number | null;

  /** Whether AWS raises it on request; null where that is not documented. */
  readonly adjustable: boolean | null;

  /** `raise` where the need is above the default, `unknown` where no default is documented. */
  readonly verdict: 'ok' | 'raise' | 'unknown';

  /** Where the default was read. */
  readonly source: string;

  /** What the need does not count, or how it is counted; null where there is nothing to say. */
  readonly note: string | null;
}
