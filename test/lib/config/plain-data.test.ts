import fc from 'fast-check';
import { parseDocument, stringify } from 'yaml';

import { plainData } from '../../../lib/config/plain-data';

/** Data and what it is converted to by the library, whose word counts. */
function bothWays(text: string): [ours: unknown, theirs: unknown] {
  const read = () => parseDocument(text, { schema: 'core', merge: false, stringKeys: true });
  return [plainData(read()), read().toJS()];
}

test('is what the library makes of any document', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.boolean(), (value, flow) => {
      const [ours, theirs] = bothWays(stringify(value, { collectionStyle: flow ? 'flow' : 'any' }));
      expect(ours).toEqual(theirs);
    }),
  );
});

test.each([
  ['anchors and aliases', 'a: &x { b: 1 }\nc: *x\n'],
  ['an alias in a list', '- &x 1\n- *x\n'],
  ['a key that objects have already', '__proto__: { a: 1 }\nb: 2\n'],
  ['a key without a value', 'a:\nb: ~\n'],
  ['keys twice', 'a: 1\na: 2\n'],
  ['numbers, booleans and text like them', 'a: 012\nb: 0x1F\nc: "1"\nd: yes\ne: true\nf: 1e3\ng: .inf\n'],
  ['a merge key, which is a key like others', 'a: &x { b: 1 }\nc: { <<: *x }\n'],
])('%s', (_, text) => {
  const [ours, theirs] = bothWays(text);
  expect(ours).toEqual(theirs);
  expect(Object.getPrototypeOf(ours)).toBe(Object.getPrototypeOf(theirs));
  expect(Object.keys(ours as object)).toEqual(Object.keys(theirs as object));
});

test('an alias without an anchor is refused as by the library', () => {
  expect(() => bothWays('a: *nothing\n')).toThrow('Unresolved alias');
});
