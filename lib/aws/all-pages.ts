import { type AwsCall, AwsCallError, explainAwsError } from './aws-call-error';

/** One answer of many. */
export interface Page<Item> {
  readonly items: readonly Item[] | undefined;

  /** undefined or empty: it is the last one. */
  readonly nextToken: string | undefined;
}

/** More pages than any account has: whoever gets here is in a circle. */
const MOST_PAGES = 10_000;

/**
 * Everything that a call lists, page by page.
 *
 * @param next asks for the page of a token; the first without one
 * @throws AwsCallError where a page cannot be had, or a token comes again
 */
export async function allPages<Item>(
  call: AwsCall,
  next: (token: string | undefined) => Promise<Page<Item>>,
): Promise<Item[]> {
  const all: Item[] = [];
  const seen = new Set<string>();
  let token: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const { items, nextToken } = await next(token).catch((error: unknown) => {
      throw explainAwsError(error, call);
    });
    all.push(...(items ?? []));
    if (nextToken === undefined || nextToken === '') {
      return all;
    }
    if (seen.has(nextToken)) {
      break;
    }
    seen.add(nextToken);
    token = nextToken;
  }
  throw new AwsCallError(call, 'refused', undefined, undefined, 'its pages lead back to one that was read already');
}
