/**
 * Where a fact was read.
 */
export interface Source {
  /** A page that a reader can open. */
  readonly url: string;

  /** The day the page was read, as YYYY-MM-DD. */
  readonly read: string;

  /**
   * What the reader must know of the fact: two pages disagree, or it was worked out from others.
   *
   * @default - the page states it as it stands here
   */
  readonly note?: string;
}
