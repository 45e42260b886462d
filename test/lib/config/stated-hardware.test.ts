import { parse, stringify } from 'yaml';

import { parseCluster } from '../../../lib/config';
import { EVERY_FACT } from './every-fact';
import { INSTANCES, edit } from './refusal-cases/refusal-case';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Every text with one fact in it other than in the file, under the path of the fact. */
function otherFacts(value: Json, path: string): [path: string, change: (other: Json) => Json][] {
  if (typeof value !== 'object' || value === null) {
    return [[path, () => (typeof value === 'number' ? value + 1 : typeof value === 'boolean' ? !value : `${value}0`)]];
  }
  return Object.entries(value).flatMap(([key, inner]) =>
    otherFacts(inner, `${path}.${key}`).map(([at, change]): [string, (other: Json) => Json] => [
      at,
      (other) => {
        const copy = structuredClone(other) as Record<string, Json>;
        copy[key] = change(copy[key] as Json);
        return copy;
      },
    ]),
  );
}

const file = parse(EVERY_FACT) as { hardware: Json };
const facts = otherFacts(file.hardware, 'hardware');

function read(text: string) {
  const { model, problems } = parseCluster(text, 'x');
  return { problems, model: model && JSON.stringify({ ...model, warnings: [] }) };
}

describe('facts of GB300 that nobody states', () => {
  const problemsOf = (text: string) => parseCluster(text, 'x').problems ?? [];
  const pool = (name: string, kind: string) =>
    `  - { name: ${name}, ${kind}, zone: use1-az6, members: [{ name: ${name}0, count: 1, onDemand: true }] }\n`;

  test('are asked for once, however many pools need them', () => {
    const text = `${INSTANCES}${pool('one', 'instanceType: p6e-gb300.36xlarge')}${pool('two', 'instanceType: p6e-gb300.36xlarge')}`;

    expect(problemsOf(text).map(({ id, line }) => [id, line])).toEqual([['facts-unpublished', 12]]);
  });

  test('are not asked for of a name that is a slip of one in the file', () => {
    const text = edit(EVERY_FACT, 'ultraServer: u-p6e-gb300x72', 'ultraServer: u-p6e-gb300x144');

    expect(problemsOf(text).map(({ id }) => id)).toEqual(['ultraserver-unknown']);
  });

  test('a name that is refused is not offered for another', () => {
    const text = `${edit(INSTANCES, 'p5en.48xlarge', 'p5zz.48xlarge')}hardware: { instanceTypes: { __proto__: {} } }\n`;
    const [unknown] = problemsOf(text);

    expect(unknown?.id).toBe('instance-type-unknown');
    expect(unknown?.message).toContain('known: p6e-gb200.36xlarge, ');
  });
});

describe('facts of GB300 in a file', () => {
  const before = read(EVERY_FACT);

  test('are there to be changed', () => {
    expect(before.problems).toBeUndefined();
    expect(facts.length).toBeGreaterThan(60);
  });

  test.each(facts)('%s is kept or refused, never lost', (_path, change) => {
    const { problems, model } = read(stringify({ ...file, hardware: change(file.hardware) }));

    expect((problems?.length ?? 0) > 0 || model !== before.model).toBe(true);
  });
});
