import type { z } from 'zod';

import type { Finding } from '../../config/finding';
import type { FileProblem } from '../../config/input-file-error';
import { YamlSource } from '../../config/yaml-source';
import { explainPrice } from './explain-price';
import type { PriceList } from './price-list';
import { priceListSchema } from './price-schema';

/** A price list, or everything that is wrong with its file. */
export type ParsedPrices =
  | { readonly list: PriceList; readonly problems?: undefined }
  | { readonly list?: undefined; readonly problems: readonly FileProblem[] };

type PriceFile = z.infer<typeof priceListSchema>;

/**
 * Reads the text of a price list. Pure: it reads no clock and no file.
 *
 * @param file path of the file, for the list
 */
export function parsePrices(text: string, file: string): ParsedPrices {
  const source = new YamlSource(text);
  if (source.data === undefined || source.problems.length > 0) {
    return { problems: source.problems };
  }
  const { data, error } = priceListSchema.safeParse(source.data);
  const findings = data ? twice(data) : error.issues.flatMap((issue) => explainPrice(issue, source.data));
  if (!data || findings.length > 0) {
    const problems = findings.map(({ id, message, path, atKey }) => ({ id, message, ...source.position(path, atKey) }));
    return { problems: problems.toSorted((a, b) => a.line - b.line || a.column - b.column) };
  }
  const prices = data.prices.map(({ type, capacity, usdPerHour, place, source: from, read, note }) => ({
    type,
    capacity,
    usdPerHour,
    place,
    source: from,
    read,
    note,
  }));
  return { list: { file, prices } };
}

/** Which of two prices of one thing holds, nobody could say. */
function twice({ prices }: PriceFile): Finding[] {
  const seen = new Set<string>();
  return prices.flatMap(({ type, capacity, place }, index) => {
    const key = JSON.stringify([type, capacity, place]);
    const known = seen.has(key);
    seen.add(key);
    const where = place === undefined ? 'any place' : place;
    return known
      ? [
          {
            id: 'price-twice',
            message: `${type} (${capacity}) has a price for ${where} already, must have one; delete one of the two`,
            path: ['prices', index],
          },
        ]
      : [];
  });
}
