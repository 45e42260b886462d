/**
 * What the rules made sure of.
 *
 * @throws Error where they did not
 */
export function required<T>(value: T | undefined): T {
  if (value === undefined) {
    throw new Error(
      'a cluster file got past its rules without a value that they require; please report it with the file',
    );
  }
  return value;
}
