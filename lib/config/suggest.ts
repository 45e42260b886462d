import { distance } from 'fastest-levenshtein';

/**
 * The known word that a wrong one was most likely meant to be.
 *
 * @returns undefined where none is near: a third of the word may differ, two letters of a short one, one of a very short one
 * @param most letters that may differ @default - as above
 */
export function nearest(word: string, known: readonly string[], most?: number): string | undefined {
  const plain = word.toLowerCase();
  const [best] = known
    .map((candidate) => ({ candidate, apart: distance(plain, candidate.toLowerCase()) }))
    .toSorted((a, b) => a.apart - b.apart);
  return best && best.apart <= (most ?? Math.max(plain.length < 4 ? 1 : 2, Math.floor(plain.length / 3)))
    ? best.candidate
    : undefined;
}

/** `; did you mean "x"?`, or nothing. */
export function didYouMean(word: string, known: readonly string[]): string {
  const best = nearest(word, known);
  return best === undefined ? '' : `; did you mean "${best}"?`;
}

/** A value as a message shows it, short enough for one line. */
export function show(value: unknown): string {
  if (typeof value === 'string') {
    return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}...` : value);
  }
  if (value === null || value === undefined) {
    return 'nothing';
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? 'an empty list' : 'a list';
  }
  return typeof value === 'object' ? 'a map' : JSON.stringify(value);
}
