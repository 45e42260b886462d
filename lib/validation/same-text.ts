/** Words of one text, by what stands in their place in the other; no two have the same. */
export class Renaming {
  private readonly forth = new Map<string, string>();
  private readonly back = new Map<string, string>();

  /** Whether anything was noted of a word. */
  has(one: string): boolean {
    return this.forth.has(one);
  }

  /** Notes that `other` stands for `one`; false where that contradicts what was noted before. */
  add(one: string, other: string): boolean {
    const [noted, origin] = [this.forth.get(one), this.back.get(other)];
    if (noted === undefined && origin === undefined) {
      this.forth.set(one, other);
      this.back.set(other, one);
      return true;
    }
    return noted === other && origin === one;
  }
}

const INSTANT = /\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{3})?Z/g;
const WORD = /[A-Za-z0-9]+/g;

/**
 * Whether two texts are the same but for names, ids and times: as long, with the same marks between words, and each word
 * that differs of letters and digits in the same places, or a longer id of hexadecimal digits, and always in the place of
 * the same word.
 */
export function isSameText(one: string, other: string, renaming: Renaming): boolean {
  if (one === other) {
    return true;
  }
  if (one.length !== other.length) {
    return false;
  }
  const [lines, others] = [one.split('\n'), other.split('\n')];
  return (
    lines.length === others.length &&
    lines.every((line, index) => line === others[index] || isSameLine(line, others[index] ?? '', renaming))
  );
}

function isSameLine(one: string, other: string, renaming: Renaming): boolean {
  const [line, otherLine] = [withoutInstants(one), withoutInstants(other)];
  if (line === undefined || otherLine === undefined || line.replace(WORD, '') !== otherLine.replace(WORD, '')) {
    return false;
  }
  const [words, others] = [line.match(WORD) ?? [], otherLine.match(WORD) ?? []];
  return (
    words.length === others.length &&
    words.every((word, index) => {
      const otherWord = others[index] ?? '';
      return isSameKind(word, otherWord) && renaming.add(word, otherWord);
    })
  );
}

/** A line with a mark for each time in it; undefined where one is no time, such as that of a month 13. */
function withoutInstants(line: string): string | undefined {
  const instants = line.match(INSTANT) ?? [];
  return instants.some((text) => Number.isNaN(Date.parse(text))) ? undefined : line.replace(INSTANT, '<time>');
}

/** Ids of AWS's, and the CDK's hashes. Shorter words of nothing but hexadecimal digits are names. */
const HEXADECIMAL = /^([0-9a-f]{16,}|[0-9A-F]{8})$/;

function isSameKind(one: string, other: string): boolean {
  return (
    one === other ||
    (one.length === other.length && ((HEXADECIMAL.test(one) && HEXADECIMAL.test(other)) || kind(one) === kind(other)))
  );
}

function kind(word: string): string {
  return word.replace(/[a-z]/g, 'a').replace(/[A-Z]/g, 'A').replace(/\d/g, '0');
}
