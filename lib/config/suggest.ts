import { nearest } from 'cdk-ultraserver/hardware';
import { quote } from 'cdk-ultraserver/rules';

/** `; did you mean "x"?`, or nothing. */
export function didYouMean(word: string, known: readonly string[]): string {
  return suggestion(nearest(word, known));
}

/** As `didYouMean`, where the word that was meant is known. */
export function suggestion(meant: string | undefined): string {
  return meant === undefined ? '' : `; did you mean "${meant}"?`;
}

/** A value as a message shows it, short enough for one line. */
export function show(value: unknown): string {
  if (typeof value === 'string') {
    return quote(value);
  }
  if (value === null || value === undefined) {
    return 'nothing';
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? 'an empty list' : 'a list';
  }
  return typeof value === 'object' ? 'a map' : JSON.stringify(value);
}
