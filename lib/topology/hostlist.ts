/**
 * Names as Slurm's host list expressions write them: `alpha-[1-18]`, `ip-10-0-1-[5-9,11],login`. Names that differ in their
 * last number alone are one expression; `n-1` and `n-01` are not. Brackets stand at the end alone, where Slurm allows them. The order
 * of the names does not matter to the result.
 *
 * @see https://slurm.schedmd.com/slurm.conf.html#OPT_NodeName
 */
export function hostList(names: Iterable<string>): string {
  const series = new Map<string, number[]>();
  const single: string[] = [];
  for (const name of new Set(names)) {
    const [, prefix = '', digits = ''] = /^(.*?)(\d{1,15})$/.exec(name) ?? [];
    if (digits === '') {
      single.push(name);
      continue;
    }
    // Numbers with zeros in front keep their width, and are a series of their own for each width.
    const width = digits.startsWith('0') && digits.length > 1 ? digits.length : 0;
    const key = `${prefix}\u0000${width}`;
    const numbers = series.get(key);
    if (numbers === undefined) {
      series.set(key, [Number(digits)]);
    } else {
      numbers.push(Number(digits));
    }
  }
  const expressions = [...series].map(([key, numbers]) => {
    const [prefix = '', width = '0'] = key.split('\u0000');
    return `${prefix}${inBrackets(numbers, Number(width))}`;
  });
  return [...expressions, ...single].toSorted().join(',');
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
