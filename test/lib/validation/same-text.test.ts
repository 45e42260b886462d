import { isSameText, Renaming } from '../../../lib/validation/same-text';

const same = (one: string, other: string, renaming = new Renaming()): boolean => isSameText(one, other, renaming);

test.each([
  ['equal text', 'Nodes of alpha', 'Nodes of alpha'],
  ['names of one length', 'Nodes of alpha', 'Nodes of bravo'],
  ['numbered names', 'frontier-u0001', 'frontier-u0915'],
  ['block ids', 'cr-2f2a74de452e6b438', 'cr-64a23d5962217beda'],
  ['times', 'until 2026-12-20T11:30:00Z', 'until 2027-01-03T11:30:00Z'],
  ['one line of many', 'a\nMEMBER=u01\nb', 'a\nMEMBER=u02\nb'],
])('%s: the same', (_, one, other) => {
  expect(same(one, other)).toBe(true);
});

test.each([
  ['names of another length, which a limit could tell apart', 'alpha', 'charlie'],
  ['a digit for a letter', 'u01', 'u0a'],
  ['a capital', 'alpha', 'Alpha'],
  ['another mark', 'alpha-1', 'alpha_1'],
  ['a space more', 'a b', 'ab '],
  ['a time that there is not', '2026-12-20T11:30:00Z', '2026-13-20T11:30:00Z'],
  ['an id with a letter that is not hexadecimal', 'cr-2f2a74de452e6b438', 'cr-2f2a74de452e6b43g'],
  ['a line more', 'a\nb', 'a-b'],
])('%s: not the same', (_, one, other) => {
  expect(same(one, other)).toBe(false);
});

test('a name stands for one name alone, throughout', () => {
  const renaming = new Renaming();
  expect(same('alpha of pool train', 'bravo of pool train', renaming)).toBe(true);
  expect(same('alpha', 'delta', renaming)).toBe(false);
  expect(same('other', 'bravo', renaming)).toBe(false);
  expect(same('alpha', 'bravo', renaming)).toBe(true);
});

test('a name that is a word of the text, too, is told apart', () => {
  expect(same('hosts: alpha', 'hosts: hosts')).toBe(false);
});
