import { checkImageParameter } from 'cdk-ultraserver/rules';
import {
  checkBuiltImageParameter,
  checkImageBuilders,
  checkImageVersion,
  DEFAULT_IMAGE_BUILDERS,
} from 'cdk-ultraserver/rules';
import fc from 'fast-check';

test.each([
  ['1.0.0', true],
  ['2026.12.06', true],
  ['0.0.1073741823', true],
  ['0.0.1073741824', false],
  ['1.0', false],
  ['v1.0.0', false],
  ['1.0.0-rc.1', false],
  ['1.0.x', false],
])('version %s', (version, sound) => {
  expect(checkImageVersion(version)).toMatchObject(sound ? [] : [{ id: 'image-build-version', path: ['version'] }]);
});

describe('the parameter that takes the id', () => {
  test.each([
    ['/imagebuilder/frontier/grace/1.0.0', true],
    ['/imagebuilder/x', true],
    ['/imagebuilder/', false],
    ['/team/grace/1.0.0', false],
    ['imagebuilder/grace', false],
    ['/imagebuilder/grace/latest', false],
    ['/imagebuilder//grace', false],
    ['/imagebuilder/a b', false],
    [`/imagebuilder/${'a'.repeat(997)}`, true],
    [`/imagebuilder/${'a'.repeat(998)}`, false],
    [`/imagebuilder${'/a'.repeat(14)}`, true],
    [`/imagebuilder${'/a'.repeat(15)}`, false],
  ])('%.40s', (name, sound) => {
    expect(checkBuiltImageParameter(name)).toMatchObject(
      sound ? [] : [{ id: 'image-build-parameter', path: ['parameterName'] }],
    );
  });

  test('whatever passes, nodes take', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'az09-_./ :latest'.split('')) }), (name) => {
        const parameter = `/imagebuilder/${name}`;
        return checkBuiltImageParameter(parameter).length > 0 || checkImageParameter(parameter).length === 0;
      }),
    );
  });
});

describe('builders', () => {
  test.each([
    [['m7g.4xlarge', 'c6gn.8xlarge', 'r8gd.metal-24xl', 'a1.4xlarge', 'im4gn.4xlarge'], 'arm64'],
    [['m7i.4xlarge', 'c5.metal', 'g5.4xlarge', 'm7i-flex.4xlarge'], 'x86_64'],
  ] as const)('%j run %s', (types, architecture) => {
    const other = architecture === 'arm64' ? 'x86_64' : 'arm64';
    expect(checkImageBuilders(types, architecture)).toEqual([]);
    expect(checkImageBuilders(types, other).map(({ path }) => path)).toEqual(
      types.map((_, index) => ['builderTypes', index]),
    );
  });

  test('a type that is none, and none at all', () => {
    expect(checkImageBuilders(['m7g'], 'arm64')).toMatchObject([
      { id: 'image-build-builder', message: '"m7g" is no instance type; name one such as m7g.4xlarge' },
    ]);
    expect(checkImageBuilders([], 'arm64')).toMatchObject([{ path: ['builderTypes'] }]);
  });

  test('the default ones are right', () => {
    for (const architecture of ['arm64', 'x86_64'] as const) {
      expect(checkImageBuilders(DEFAULT_IMAGE_BUILDERS[architecture], architecture)).toEqual([]);
    }
  });
});
