/** A fault planted in a script. */
export interface Mutant {
  /** What no longer holds. */
  readonly name: string;

  /** Text of the script as it is installed; it must stand in it exactly once. */
  readonly from: string;
  readonly to: string;

  /** The script. */
  readonly script: string;
}

/** Plants the fault, as a sandbox's `mutate`. */
export function plant(mutant: Mutant): (name: string, text: string) => string {
  return (name, text) => {
    if (name !== mutant.script) {
      return text;
    }
    if (text.split(mutant.from).length !== 2) {
      throw new Error(`'${mutant.from}' stands ${text.split(mutant.from).length - 1} times in ${name}, not once`);
    }
    return text.replace(mutant.from, () => mutant.to);
  };
}

/** The differences that scenarios find, up to the first scenario that finds any. */
export function firstDifferences<T>(scenarios: T[], judge: (scenario: T) => string[]): string[] {
  for (const scenario of scenarios) {
    const differences = judge(scenario);
    if (differences.length > 0) {
      return differences;
    }
  }
  return [];
}
