/**
 * Names as Slurm's host list expressions write them: `alpha-[1-18]`, `ip-10-0-1-[5-9,11],login`. Names that differ in their
 * last number alone are one expression; `n-1` and `n-01` are not. Brackets stand at the end alone, where Slurm allows them. The order
 * of the names does not matter to the result.
 *
 * @see https://slurm.schedmd.com/slurm.conf.html#OPT_NodeName
 */
export function hostList(names: Iterable<string>): string {
  const series = new Map<string, Series>();
  const single: string[] = [];
  for (const name of new Set(names)) {
    const start = startOfNumber(name);
    if (start === name.length) {
      single.push(name);
      continue;
    }
    const prefix = name.slice(0, start);
    // Numbers with zeros in front keep their width, and are a series of their own for each width.
    const width = name[start] === '0' && name.length - start > 1 ? name.length - start : 0;
    const key = width === 0 ? prefix : `${prefix}\u0000${width}`;
    const known = series.get(key);
    if (known === undefined) {
      series.set(key, { prefix, width, numbers: [Number(name.slice(start))] });
    } else {
      known.numbers.push(Number(name.slice(start)));
    }
  }
  const expressions = Array.from(series.values(), ({ prefix, width, numbers }) => prefix + inBrackets(numbers, width));
  return [...expressions, ...single].toSorted().join(',');
}

/** Names with the same beginning. */
interface Series {
  readonly prefix: string;

  /** Digits of each number, with zeros in front; 0: as many as it needs. */
  readonly width: number;
  readonly numbers: number[];
}

/** So many digits are a number that can be counted with. */
const MOST_DIGITS = 15;

/** Where the digits at the end of a name begin; its length where there are none. */
function startOfNumber(name: string): number {
  let start = name.length;
  while (start > 0 && name.length - start < MOST_DIGITS && isDigit(name.charCodeAt(start - 1))) {
    start--;
  }
  return start;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function inBrackets(numbers: readonly number[], width: number): string {
  const sorted = numbers.toSorted((one, other) => one - other);
  const text = (number: number): string => String(number).padStart(width, '0');
  const ranges: string[] = [];
  let start = 0;
  for (let index = 1; index <= sorted.length; index++) {
    if (index === sorted.length || sorted[index] !== (sorted[index - 1] ?? 0) + 1) {
      const [first = 0, last = 0] = [sorted[start], sorted[index - 1]];
      ranges.push(first === last ? text(first) : `${text(first)}-${text(last)}`);
      start = index;
    }
  }
  return sorted.length === 1 ? (ranges[0] ?? '') : `[${ranges.join(',')}]`;
}
