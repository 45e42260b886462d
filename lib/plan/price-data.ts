/**
 * What capacity costs, by a price list of the user's. What the list does not say is unknown, which is never 0: sums count
 * what is known, and say what they leave out.
 */
export interface PricePlan {
  /** Path of the price list; null: none was given, and nothing is known. */
  readonly file: string | null;
  readonly currency: 'USD';

  /** Prices that apply, each once. */
  readonly rates: readonly RatePlan[];

  /** By pool, kind of member and capacity, and zone. */
  readonly lines: readonly PriceLine[];

  /** While all members stand. */
  readonly usdPerHour: number | null;

  /** `usdPerHour` for each GPU whose price is known. */
  readonly usdPerGpuHour: number | null;

  /** Of all blocks, from start to end. */
  readonly usdInAll: number | null;

  /** GPUs that the sums by the hour count, and that they do not. */
  readonly pricedGpus: number;
  readonly unpricedGpus: number;

  /** What the sums do not contain, each in a sentence. */
  readonly leavesOut: readonly string[];
}

/** A price out of the list. */
export interface RatePlan {
  /** What lines refer to. */
  readonly name: string;

  /** Name of an instance type or an UltraServer type. */
  readonly type: string;
  readonly capacity: 'block' | 'on-demand';

  /** For one instance, or one UltraServer. */
  readonly usdPerHour: number;

  /** Zone or Region that it is for; null: for any. */
  readonly place: string | null;

  /** Day on which it was read. */
  readonly read: string;
  readonly source: string;
  readonly note: string | null;
}

/** What members of one pool, kind, capacity and zone cost. */
export interface PriceLine {
  readonly pool: string;

  /** Name in the plan's `shapes`. */
  readonly shape: string;

  /** Zone id. */
  readonly zone: string;
  readonly capacity: 'block' | 'reservation' | 'reservation-group' | 'reserve' | 'on-demand';
  readonly members: number;
  readonly gpus: number;

  /** Name in `rates`; null: not in the list. */
  readonly rate: string | null;

  /** Of all the line's members together; null: unknown. */
  readonly usdPerHour: number | null;
  readonly usdPerGpuHour: number | null;

  /** Of the line's blocks from start to end; null: unknown, or without an end. */
  readonly usdInAll: number | null;

  /** GPU-hours that `usdInAll` pays for; null as that. */
  readonly gpuHours: number | null;

  /** Members that `usdInAll` leaves out, since their start is not said. */
  readonly membersWithoutStart: number;
}
