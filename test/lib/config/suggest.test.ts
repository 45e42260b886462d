import { didYouMean, nearest, show } from '../../../lib/config/suggest';

test.each([
  ['controlzones', 'controlZones'],
  ['contolZones', 'controlZones'],
  ['nodesubnet', 'nodeSubnets'],
  ['ec3', 'ec2'],
])('%s was meant to be %s', (word, meant) => {
  expect(nearest(word, ['ec2', 'controlZones', 'nodeSubnets'])).toBe(meant);
});

test.each(['eks', 'zzz', ''])('nothing is near %p', (word) => {
  expect(didYouMean(word, ['ec2', 'controlZones'])).toBe('');
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
