import { parseCluster } from '../../../lib/config';
import type { ClusterModel } from '../../../lib/config';
import { INSTANCES, ULTRASERVERS, edit } from './refusal-cases/refusal-case';

function modelOf(text: string): ClusterModel {
  const { model, problems } = parseCluster(text, 'config/x.yaml');
  expect(problems ?? []).toEqual([]);
  return model as ClusterModel;
}

function membersOf(text: string) {
  return modelOf(text).cells.flatMap(({ members }) => members);
}

describe('what is written is what is read', () => {
  test.each([
    ['012345678901', '012345678901'],
    ['123456789012', '123456789012'],
    ['"012345678901"', '012345678901'],
  ])('account %s', (written, read) => {
    expect(modelOf(`${ULTRASERVERS}account: ${written}\n`).account).toBe(read);
  });

  test('tags that look like numbers, booleans and floats are text', () => {
    const tags = modelOf(`${ULTRASERVERS}tags: { a: 0042, b: 1e3, c: true, d: 1.10, e: no, f: 0x1F }\n`).tags;
    expect(tags).toEqual({ a: '0042', b: '1e3', c: 'true', d: '1.10', e: 'no', f: '0x1F' });
  });

  test('a driver version is no number', () => {
    const image = 'image: { id: ami-0123456789abcdef0, architecture: arm64, rootDevice: /dev/xvda, driver: 580.10 }';
    const text = edit(ULTRASERVERS, '    members:', `    ${image}\n    members:`);
    expect(membersOf(text)[0]?.image.driver).toBe('580.10');
  });

  test('an alias is a value of its own', () => {
    const text = edit(
      edit(ULTRASERVERS, 'controlZones: [use1-az4, use1-az6]', 'controlZones: &zones [use1-az4, use1-az6]'),
      'zone: use1-dfw2-az1',
      'interfaces: { enaCards: *zones }\n    zone: use1-dfw2-az1',
    );
    expect(parseCluster(text, 'x').problems).toHaveLength(2);
    expect(parseCluster(text, 'x').problems?.map(({ id }) => id)).toEqual(['wrong-type', 'wrong-type']);
  });

  test('what is wrong with an anchored value is said once, where it is written', () => {
    const image = '&own { id: ami-1, architecture: x86_64, rootDevice: /dev/sda1 }';
    const text = edit(
      edit(INSTANCES, '    members:', `    image: ${image}\n    members:`),
      'name: web',
      'name: web, image: *own',
    );
    expect(parseCluster(text, 'x').problems?.map(({ id, line }) => [id, line])).toEqual([
      ['missing-key', 9],
      ['image-id-form', 9],
    ]);
  });

  test.each(['\r', '\r\n'])('lines may end with %j', (end) => {
    expect(modelOf(ULTRASERVERS.replaceAll('\n', end))).toEqual(modelOf(ULTRASERVERS));
    const [problem] = parseCluster(edit(ULTRASERVERS, 'us-east-1', 'x').replaceAll('\n', end), 'x').problems ?? [];
    expect(problem).toMatchObject({ id: 'region-form', line: 2, column: 9 });
  });

  test('each marker of a merge conflict is shown, and nothing that follows from them', () => {
    const text = edit(ULTRASERVERS, 'region: us-east-1\n', '<<<<<<< a\nregion: x\n=======\nregion: y\n>>>>>>> b\n');
    expect(parseCluster(text, 'x').problems?.map(({ id, line }) => [id, line])).toEqual([
      ['yaml-conflict', 2],
      ['yaml-conflict', 4],
      ['yaml-conflict', 6],
    ]);
  });

  test('a directive for YAML 1.1 brings nothing of it back', () => {
    const old = (text: string) => parseCluster(`%YAML 1.1\n---\n${text}`, 'x').problems ?? [];

    expect(old(ULTRASERVERS)).toEqual([]);
    expect(old(edit(INSTANCES, 'reservation: cr-0123456789abcdef0', 'onDemand: yes'))).toMatchObject([
      { id: 'unknown-value', message: 'onDemand is "yes", allowed: true', line: 12 },
    ]);
    expect(old(edit(INSTANCES, 'count: 2', 'count: 1_0')).map(({ id }) => id)).toEqual(['wrong-type']);
    expect(old(edit(INSTANCES, 'name: web', '<<: { cell: x }, name: web')).map(({ id }) => id)).toEqual(['key-merge']);
  });

  test('aliases that multiply are refused, not followed', () => {
    const levels = Array.from({ length: 12 }, (_, level) => {
      const inner = level === 0 ? 'x' : Array.from({ length: 9 }, () => `*l${level - 1}`).join(', ');
      return `l${level}: &l${level} [${inner}]\n`;
    });
    expect(parseCluster(levels.join(''), 'x').problems?.map(({ id }) => id)).toEqual(['yaml-alias']);
  });
});

describe('everything wrong is said at once', () => {
  test('shape, rules and hardware together, in the order of the file', () => {
    const wrong = ULTRASERVERS.replace('frontier', 'Frontier')
      .replace('use1-az6]', 'use1-az6, usw2-az1]')
      .replace('u-p6e-gb200x72', 'u-p6e-gb200x7')
      .replace('cr-0fedcba9876543210', 'cr-0123456789abcdef0')
      .replace('name: bravo', 'nmae: bravo');
    const problems = parseCluster(wrong, 'x').problems ?? [];
    expect(problems.map(({ id, line }) => [line, id])).toEqual([
      [1, 'name-form'],
      [5, 'zone-other-region'],
      [8, 'ultraserver-unknown'],
      [12, 'unknown-key'],
      [12, 'block-shared'],
    ]);
  });

  test('what a quote has swallowed is not wrong besides', () => {
    const open = edit(edit(ULTRASERVERS, 'name: train', 'name: "train'), 'frontier', '!x frontier');
    expect(parseCluster(open, 'x').problems?.map(({ id, line, column }) => [id, line, column])).toEqual([
      ['yaml-tag', 1, 7],
      ['yaml-syntax', 7, 11],
    ]);
  });

  test('a duplicate key hides nothing else', () => {
    const problems = parseCluster(`${ULTRASERVERS}name: again\naccount: 12\n`, 'x').problems ?? [];
    expect(problems.map(({ id }) => id)).toEqual(['yaml-duplicate-key', 'account-form']);
  });
});
