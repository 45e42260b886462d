import { InputFileError } from '../../config/input-file-error';
import { readInputFile } from '../../config/read-input-file';
import { parsePrices } from './parse-prices';
import type { PriceList } from './price-list';

const EXPLAINED = 'docs/plan.md says what a price list has';

/**
 * Reads and checks a price list.
 *
 * @param path relative to the working directory, or absolute
 * @throws InputFileError with every problem of the file at once
 */
export function loadPrices(path: string): PriceList {
  const text = readInputFile(path, {
    what: 'a price list',
    example: 'ultraserver plan --prices config/prices.yaml',
    refuse: (_, problem) => new InputFileError(path, [problem], EXPLAINED),
  });
  const { list, problems } = parsePrices(text, path);
  if (problems) {
    throw new InputFileError(path, problems, EXPLAINED);
  }
  return list;
}
