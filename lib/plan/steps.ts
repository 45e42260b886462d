/** Something that counts from one time to another. */
export interface Stretch {
  /** ISO 8601 in UTC to the second; null: from the beginning. */
  readonly from: string | null;

  /** The same; null: without end. */
  readonly to: string | null;

  /** What it counts, each in a column of its own. */
  readonly counts: readonly number[];
}

/** What counts together from a time until the next step. */
export interface Step {
  /** null: from the beginning. */
  readonly at: string | null;
  readonly counts: readonly number[];
}

/**
 * Adds stretches up over time. The first step is the beginning, and each other one changes something: a stretch that ends
 * as another begins leaves no step.
 *
 * @param columns in the counts of each stretch
 */
export function stepsOf(stretches: readonly Stretch[], columns: number): Step[] {
  const changes = new Map<string, number[]>();
  const start = Array.from({ length: columns }, () => 0);
  const add = (at: string | null, counts: readonly number[], sign: number): void => {
    const sums = at === null ? start : (changes.get(at) ?? start.map(() => 0));
    counts.forEach((count, column) => (sums[column] = (sums[column] ?? 0) + sign * count));
    if (at !== null) {
      changes.set(at, sums);
    }
  };
  for (const { from, to, counts } of stretches) {
    add(from, counts, 1);
    if (to !== null) {
      add(to, counts, -1);
    }
  }
  const steps: Step[] = [{ at: null, counts: start }];
  let sums: readonly number[] = start;
  // Times in UTC to the second sort as text does.
  for (const [at, change] of [...changes].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    if (change.some((value) => value !== 0)) {
      sums = sums.map((value, column) => value + (change[column] ?? 0));
      steps.push({ at, counts: sums });
    }
  }
  return steps;
}
