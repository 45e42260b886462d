const NUMBERS = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });
const CENTS = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const WHOLE = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** `26,640`, `1.5`. */
export function number(value: number): string {
  return NUMBERS.format(value);
}

/** `10.58`, `511,999`; `unknown` for a price that is not known. */
export function dollars(value: number | null): string {
  return value === null ? 'unknown' : (value < 10_000 ? CENTS : WHOLE).format(value);
}

/** `one member`, `2 members`. */
export function plural(count: number, one: string): string {
  return count === 1 ? `one ${one}` : `${number(count)} ${one}s`;
}

/** `2026-12-06 11:30`, in UTC; for null what it stands for. */
export function time(value: string | null, unknown: string): string {
  return value === null ? unknown : value.slice(0, 16).replace('T', ' ');
}

/** A value in the unit that is next below it: `57.6 Tbps` for 57,600 Gbps. */
export function scaled(value: number, units: readonly string[]): string {
  const step = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, value)) / 3)));
  return `${number(value / 1000 ** step)} ${units[step] ?? ''}`;
}

/** Text in lines of a width, the first one behind a mark and the others below its text. */
export function wrap(text: string, width: number, mark = ''): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && mark.length + line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  lines.push(line);
  return lines.map((one, index) => `${index === 0 ? mark : ' '.repeat(mark.length)}${one}`).join('\n');
}
