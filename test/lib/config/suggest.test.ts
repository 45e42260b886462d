import { didYouMean, show, suggestion } from '../../../lib/config/suggest';

test('a near word is suggested, and nothing where none is near', () => {
  expect(didYouMean('contolZones', ['ec2', 'controlZones'])).toBe('; did you mean "controlZones"?');
  expect(didYouMean('eks', ['ec2', 'controlZones'])).toBe('');
  expect(suggestion('x')).toBe('; did you mean "x"?');
  expect(suggestion(undefined)).toBe('');
});

test.each([
  ['text', '"text"'],
  ['x'.repeat(80), `"${'x'.repeat(57)}..."`],
  [null, 'nothing'],
  [12, '12'],
  [false, 'false'],
  [[], 'an empty list'],
  [[1], 'a list'],
  [{}, 'a map'],
])('%p is shown as %s', (value, shown) => {
  expect(show(value)).toBe(shown);
});
