import fc from 'fast-check';

import { parseCluster } from '../../../lib/config';
import { EVERY_KEY } from './every-key';
import { EXISTING, GB300, INSTANCES, ULTRASERVERS, WITH_IMAGE, edit } from './refusal-cases/refusal-case';

const survives = (text: string): void => {
  const { model, problems } = parseCluster(text, 'x');
  expect((model === undefined) !== (problems === undefined)).toBe(true);
  for (const { line, column } of problems ?? []) {
    expect(line).toBeGreaterThanOrEqual(1);
    expect(column).toBeGreaterThanOrEqual(1);
  }
};

describe('no text breaks the reader', () => {
  test('whatever it is', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), survives), { numRuns: 200 });
  });

  test('a sound file with a piece cut out or put in elsewhere', () => {
    const bases = [ULTRASERVERS, INSTANCES, EXISTING, GB300, ...EVERY_KEY];
    const cut = fc
      .record({ base: fc.constantFrom(...bases), from: fc.nat(1500), length: fc.nat(60), to: fc.nat(1500) })
      .map(({ base, from, length, to }) => {
        const rest = base.slice(0, from) + base.slice(from + length);
        return rest.slice(0, to) + base.slice(from, from + length) + rest.slice(to);
      });
    fc.assert(fc.property(cut, survives), { numRuns: 150 });
  });

  test('a sound file with any one value of another kind', () => {
    const values = ['', '{}', '[]', '[[]]', '~', 'true', '-1', '1e99', '.nan', '"x"', '{ a: b }', '*x', '!!binary x'];
    const lines = GB300.split('\n');
    const swapped = fc
      .record({ line: fc.nat(lines.length - 1), value: fc.constantFrom(...values) })
      .map(({ line, value }) => {
        return lines.map((text, index) => (index === line ? text.replace(/: .*$/, `: ${value}`) : text)).join('\n');
      });
    fc.assert(fc.property(swapped, survives), { numRuns: 150 });
  });
});

describe('names that every object has already', () => {
  const name = fc.constantFrom(...Object.getOwnPropertyNames(Object.prototype));
  const value = fc.constantFrom('1', 'x', '{}', '[]', '{ a: 1 }', '', '*none', '{ constructor: { prototype: 1 } }');

  /** Places that take a name or a key, each as a text with `@` where it stands. */
  const PLACES = [
    edit(GB300, '    p6e-gb300.36xlarge: #', '    @: #'),
    edit(GB300, '    u-p6e-gb300x72: #', '    @: #'),
    edit(GB300, 'instanceType: p6e-gb300.36xlarge', 'instanceType: @'),
    edit(GB300, 'ultraServer: u-p6e-gb300x72', 'ultraServer: @'),
    edit(INSTANCES, 'p5en.48xlarge', '@'),
    edit(INSTANCES, 'name: serving', 'name: @'),
    edit(INSTANCES, 'name: serve', 'name: @'),
    edit(INSTANCES, 'name: web', 'name: @'),
    edit(INSTANCES, '    members:', '    cell: @\n    members:'),
    edit(INSTANCES, '    members:', '    interfaces: { layout: @ }\n    members:'),
    edit(INSTANCES, 'zone: use1-az6', 'zone: @'),
  ];

  /** Maps that take a key: the top level, one with fixed keys, one with free names, items of lists. */
  const MAPS = [
    `${INSTANCES}@\n`,
    edit(INSTANCES, 'network:', 'network:\n  @'),
    edit(INSTANCES, '    members:', '    @\n    members:'),
    edit(INSTANCES, '      - { name: web', '      - { @, name: web'),
    `${INSTANCES}tags: { @ }\n`,
    `${INSTANCES}engine: { type: ec2, @ }\n`,
    `${INSTANCES}engine: { type: eks, charts: { @ } }\n`,
    `${INSTANCES}engine: { type: eks, charts: { kueue: { @ } } }\n`,
    `${INSTANCES}engine: { type: eks, charts: { kueue: { values: { a: [{ @ }] } } } }\n`,
    `${INSTANCES}engine: { type: eks, addOns: { versions: { @ } } }\n`,
    `${WITH_IMAGE}engine: { type: slurm, settings: { @ } }\n`,
    `${WITH_IMAGE}engine: { type: slurm, queueSettings: { @ } }\n`,
    `${WITH_IMAGE}engine: { type: slurm, queueSettings: { train: { @ } } }\n`,
    `${INSTANCES}hardware: { instanceTypes: { @ } }\n`,
    `${INSTANCES}hardware: { ultraServers: { @ } }\n`,
    `${INSTANCES}hardware: { @ }\n`,
    edit(GB300, '      ebs: {', '      ebs: { @,'),
  ];

  test('are refused by name where they name something, and taken for nothing else', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PLACES), name, (text, word) => {
        const { problems } = parseCluster(text.replace('@', word), 'x');

        expect(problems?.map(({ message }) => message).join('\n')).toContain(word);
        expect(problems?.map(({ message }) => message).join('\n')).not.toMatch(/\[object|native code|function/);
      }),
      { numRuns: 300, examples: [[PLACES[0] ?? '', '__proto__']] },
    );
  });

  test('break nothing as keys, whatever their value', () => {
    const before = Object.getOwnPropertyNames(Object.prototype);
    fc.assert(
      fc.property(fc.constantFrom(...MAPS), name, value, (text, word, inside) => {
        survives(text.replace('@', `${word}: ${inside}`));
      }),
      { numRuns: 300 },
    );
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
    expect(({} as { a?: unknown }).a).toBeUndefined();
  });

  test('a key is told by its name wherever names are not free, and __proto__ everywhere', () => {
    for (const map of MAPS) {
      const problems = parseCluster(map.replace('@', '__proto__: {}'), 'x').problems ?? [];
      expect(problems.map(({ id }) => id)).toEqual([expect.stringMatching(/^(unknown-key|key-reserved)$/)]);
      expect(problems[0]?.message).toContain('"__proto__"');
    }
  });
});
