import { parseCluster } from '../../../lib/config';
import { REFUSAL_CASES } from './refusal-cases';
import * as bases from './refusal-cases/refusal-case';
import type { RefusalCase } from './refusal-cases/refusal-case';

function parse(text: string) {
  return parseCluster(text, 'config/x.yaml');
}

/** The text without its mark, and the line and column, from 1, that the mark stood before. */
function unmark(marked: string): { text: string; line: number; column: number } {
  const before = marked.slice(0, marked.indexOf(bases.MARK)).split('\n');
  return { text: marked.replace(bases.MARK, ''), line: before.length, column: (before.at(-1) ?? '').length + 1 };
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
        expect(message).toMatch(/^(['"a-z0-9]|(AWS|CPU|EKS|Kubernetes|Slurm's|UltraServers) )/);
        expect(message).not.toMatch(/\.$|undefined|\[object|Invalid input|NaN/);
      }
    },
  );

  describe('has a file next to it that is right, and no mere example', () => {
    const examples = Object.values(bases).filter((base) => typeof base === 'string');

    /** Of nothing, or of a file that is all of another kind, no file that is right is near. */
    const OF_WHOLE_FILES = ['yaml-empty', 'yaml-not-a-map'];

    /** Lines of a file that another one lacks. */
    const linesBeyond = (text: string, other: string): number => {
      const lines = new Set(other.split('\n'));
      return text.split('\n').filter((line) => !lines.has(line)).length;
    };

    /** Refusals of which every case is put right by going back to a base file, or to a file that is far away. */
    const withoutNearMiss = (cases: readonly RefusalCase[]): string[] => {
      const isNear = ({ right, wrong }: RefusalCase): boolean =>
        !examples.includes(right) && linesBeyond(wrong, right) <= 3 && linesBeyond(right, wrong) <= 3;
      const near = new Set(cases.filter(isNear).map(({ id }) => id));
      return [...new Set(cases.map(({ id }) => id))].filter((id) => !near.has(id));
    };

    test('for every refusal', () => {
      expect(withoutNearMiss(REFUSAL_CASES)).toEqual(OF_WHOLE_FILES);
    });

    test('and a refusal without one is seen', () => {
      const bare: RefusalCase = { id: 'x-form', wrong: '^x', says: 'x', right: bases.ULTRASERVERS };
      expect(withoutNearMiss([...REFUSAL_CASES, bare])).toEqual([...OF_WHOLE_FILES, 'x-form']);
      expect(withoutNearMiss([{ ...bare, right: `${bases.GB300}#` }])).toEqual(['x-form']);
    });
  });

  test('meets at least sixty different refusals', () => {
    expect(new Set(REFUSAL_CASES.map(({ id }) => id)).size).toBeGreaterThanOrEqual(60);
  });
});
