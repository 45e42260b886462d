import { nearest, nearestType } from 'cdk-ultraserver/hardware';

describe('nearest', () => {
  test.each([
    ['controlzones', 'controlZones'],
    ['contolZones', 'controlZones'],
    ['nodesubnet', 'nodeSubnets'],
    ['ec3', 'ec2'],
  ])('%s was meant to be %s', (word, meant) => {
    expect(nearest(word, ['ec2', 'controlZones', 'nodeSubnets'])).toBe(meant);
  });

  test.each(['eks', 'zzz', '', 'constructor'])('nothing is near %j', (word) => {
    expect(nearest(word, ['ec2', 'controlZones'])).toBeUndefined();
  });

  test('no more letters differ than are allowed', () => {
    expect(nearest('ab__ef', ['abcdef'], 2)).toBe('abcdef');
    expect(nearest('ab__ef', ['abcdef'], 1)).toBeUndefined();
  });

  test('the nearest of several is taken', () => {
    expect(nearest('sixten-efa', ['eight-efa', 'sixteen-efa-ena', 'sixteen-efa'])).toBe('sixteen-efa');
  });
});

describe('nearestType', () => {
  const TYPES = ['p6e-gb200.36xlarge', 'p6-b200.48xlarge', 'p5en.48xlarge', 'p5.48xlarge'];
  const ULTRASERVERS = ['u-p6e-gb200x72', 'u-p6e-gb200x36', 'u-trn2x64'];

  test.each([
    ['p6-gb200.36xlarge', 'p6e-gb200.36xlarge'],
    ['p6e-gb200.48xlarge', 'p6e-gb200.36xlarge'],
    ['p5en.48xlrge', 'p5en.48xlarge'],
    ['p5en48xlarge', 'p5en.48xlarge'],
    ['P5.48XLARGE', 'p5.48xlarge'],
    ['u-p6e-gb200x27', 'u-p6e-gb200x72'],
    ['u-p6e-gb200', 'u-p6e-gb200x72'],
    ['u-p6e-gb300x36', undefined],
    ['u-trn1x64', undefined],
    ['p6-b300.48xlarge', undefined],
    ['p4.48xlarge', undefined],
    ['', undefined],
  ])('%s is near %s', (name, meant) => {
    expect(nearestType(name, [...TYPES, ...ULTRASERVERS])).toBe(meant);
  });
});
