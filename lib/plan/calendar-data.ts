/** When capacity stands. */
export interface CalendarPlan {
  /** By pool, in the order of the file. */
  readonly pools: readonly PoolCalendar[];

  /** GPUs of the cluster over time; the first step is what stands from the beginning, each holds until the next. */
  readonly ramp: readonly RampStep[];

  /** The most at one time. */
  readonly peak: { readonly gpus: number; readonly instancesInBlocks: number };

  /** First and last time that any block names; null where there is no block. */
  readonly span: { readonly from: string; readonly to: string } | null;
}

/** When the capacity of one pool stands. */
export interface PoolCalendar {
  readonly pool: string;

  /** Its blocks in order of time: by start, then by end, then by name. One without a start comes first. */
  readonly blocks: readonly CalendarBlock[];

  /** Members that are no block, and so have no end of their own. */
  readonly standingMembers: number;

  /** GPUs of those. */
  readonly standingGpus: number;

  /** Usable GPUs of the pool over time, as the ramp. */
  readonly ramp: readonly PoolStep[];

  /** When nothing of the pool can be used, between its first and its last usable time. */
  readonly gaps: readonly CalendarGap[];

  /** When two or more of its members can be used at a time: longest stretches, those that touch joined. */
  readonly overlaps: readonly CalendarOverlap[];
}

/** A block of a pool. */
export interface CalendarBlock {
  /** Its name; in a fleet with its cell, `dallas-1/u01`. */
  readonly member: string;

  /** Name in the plan's `windows`. */
  readonly window: string;
  readonly gpus: number;

  /** GPUs times hours from start to end; null without a start. */
  readonly paidGpuHours: number | null;

  /** GPUs times hours from start to drain; null without a start. */
  readonly usableGpuHours: number | null;
}

/** A step of the cluster's GPUs over time. */
export interface RampStep {
  /** null: from the beginning, before any time that the file names. */
  readonly at: string | null;

  /** In blocks between start and end, and in what is no block. */
  readonly paidGpus: number;

  /** In blocks between start and drain, and in what is no block. */
  readonly usableGpus: number;
}

/** A step of a pool's usable GPUs over time. */
export interface PoolStep {
  /** null: from the beginning, before any time that the file names. */
  readonly at: string | null;
  readonly usableGpus: number;

  /** Members that can be used. */
  readonly members: number;
}

/** A time between two without capacity. */
export interface CalendarGap {
  readonly from: string;
  readonly to: string;
  readonly hours: number;
}

/** A time with several members. */
export interface CalendarOverlap {
  /** null: from the beginning. */
  readonly from: string | null;

  /** null: without end. */
  readonly to: string | null;

  /** null where one of the two is. */
  readonly hours: number | null;

  /** The most at one time. */
  readonly members: number;

  /** The most at one time. */
  readonly gpus: number;
}
