import type { Structure } from './xml-shapes';

/** A page of a list. */
export interface EmulatedPage<Item> {
  readonly items: Item[];

  /** undefined: it is the last one. */
  readonly nextToken: string | undefined;
}

/**
 * One page of a list: as many as were asked for, or as the emulator gives at most.
 *
 * @param input what the SDK was given: its token and its wish
 */
export function page<Item>(
  items: readonly Item[],
  { NextToken, MaxResults }: Structure,
  most: number,
): EmulatedPage<Item> {
  const start = typeof NextToken === 'string' ? Number(NextToken.replace('page-', '')) : 0;
  const size = Math.min(most, typeof MaxResults === 'number' ? MaxResults : most);
  const end = start + size;
  return { items: items.slice(start, end), nextToken: end < items.length ? `page-${end}` : undefined };
}
