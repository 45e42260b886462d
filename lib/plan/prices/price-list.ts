/** Prices that the user has stated, with where and when each was read. */
export interface PriceList {
  /** Path of the file as it was given. */
  readonly file: string;

  /** In the order of the file. */
  readonly prices: readonly Price[];
}

/** A price by the hour. */
export interface Price {
  /** Name of an UltraServer type or an instance type: the price is for one of them. */
  readonly type: string;

  /** What it is the price of: a Capacity Block, spread over its hours, or running On-Demand. */
  readonly capacity: 'block' | 'on-demand';
  readonly usdPerHour: number;

  /** Zone id or Region that it is for; undefined: any. */
  readonly place: string | undefined;

  /** Where it was read: an address. */
  readonly source: string;

  /** When it was read: `2026-08-31`, or `2026-08` where the day is not noted. */
  readonly read: string;

  readonly note: string | undefined;
}
