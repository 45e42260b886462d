/** Values of metrics at one time; `undefined` where there is no data point. */
export type DataPoint = Readonly<Record<string, number | undefined>>;

/**
 * What a metric math expression yields at one time, with the functions that are used here: arithmetic, comparison,
 * `IF`, `FILL`, `ABS` and `FLOOR`. A data point that is missing makes what is computed from it missing, unless `FILL` replaces it.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export function evaluate(expression: string, point: DataPoint): number | undefined {
  const IF = (condition: boolean | number, then: number, otherwise: number): number => (condition ? then : otherwise);
  const FILL = (value: number, replacement: number): number => (Number.isNaN(value) ? replacement : value);
  const scope: Record<string, unknown> = { IF, FILL, ABS: Math.abs, FLOOR: Math.floor };
  for (const [name, value] of Object.entries(point)) {
    scope[name] = value ?? Number.NaN;
  }
  // oxlint-disable-next-line no-implied-eval -- the language of these expressions is a part of JavaScript's
  const run = new Function(...Object.keys(scope), `return ${expression};`) as (...values: unknown[]) => number;
  const result = run(...Object.values(scope));
  return Number.isNaN(result) ? undefined : result;
}
