/**
 * The known word that a wrong one was most likely meant to be, whatever its capitals.
 *
 * @param most - letters that may differ; by default a third of the word, but two of a short one and one of a very short one
 * @returns undefined where none is near
 */
export function nearest(word: string, known: readonly string[], most?: number): string | undefined {
  const tolerance = most ?? Math.max(word.length < 4 ? 1 : 2, Math.floor(word.length / 3));
  const [best] = known
    .map((candidate) => ({ candidate, distance: editDistance(word.toLowerCase(), candidate.toLowerCase()) }))
    .toSorted((left, right) => left.distance - right.distance);
  return best && best.distance <= tolerance ? best.candidate : undefined;
}

/**
 * As `nearest`, for names of hardware: `u-p6e-gb300x36` is near `u-p6e-gb200x36` as a word, but names other hardware.
 * Numbers before the last one tell the generation, and must be the same; the last one is the size.
 */
export function nearestType(name: string, known: readonly string[]): string | undefined {
  const numbers = numbersIn(name);
  return nearest(
    name,
    known.filter((candidate) =>
      numbersIn(candidate)
        .slice(0, -1)
        .every((number, place) => number === numbers[place]),
    ),
  );
}

function numbersIn(name: string): string[] {
  return name.match(/\d+/g) ?? [];
}

/** Insertions, deletions and replacements that lead from one string to the other (Levenshtein). */
function editDistance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const replaced = (previous[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[to.length] ?? 0;
}
