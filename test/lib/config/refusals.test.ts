import { parseCluster } from '../../../lib/config';
import { REFUSAL_CASES } from './refusal-cases';
import { MARK } from './refusal-cases/refusal-case';

function parse(text: string) {
  return parseCluster(text, 'config/x.yaml');
}

/** The text without its mark, and the line and column, from 1, that the mark stood before. */
function unmark(marked: string): { text: string; line: number; column: number } {
  const before = marked.slice(0, marked.indexOf(MARK)).split('\n');
  return { text: marked.replace(MARK, ''), line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

describe('a wrong cluster file', () => {
  test.each(REFUSAL_CASES.map((refusal) => [refusal.id, refusal.says, refusal] as const))(
    'meets %s (%s)',
    (id, says, { wrong }) => {
      const { text, line, column } = unmark(wrong);
      const { problems } = parse(text);
      expect(problems).toEqual([{ id, message: expect.stringContaining(says) as string, line, column }]);
    },
  );

  test.each(REFUSAL_CASES.map((refusal) => [refusal.id, refusal.says, refusal.right] as const))(
    'that is put right passes %s (%s)',
    (_id, _says, right) => {
      expect(parse(right).problems ?? []).toEqual([]);
    },
  );

  test.each(REFUSAL_CASES.map(({ id, wrong }) => [id, wrong] as const))(
    'says of %s what to read at a glance',
    (_id, wrong) => {
      for (const { message } of parse(unmark(wrong).text).problems ?? []) {
        expect(message).toMatch(/^(['"a-z0-9]|AWS )/);
        expect(message).not.toMatch(/\.$|undefined|\[object|Invalid input|NaN/);
      }
    },
  );

  test('meets at least sixty different refusals', () => {
    expect(new Set(REFUSAL_CASES.map(({ id }) => id)).size).toBeGreaterThanOrEqual(60);
  });
});
