import { checkHomeZone, homeTargetZone } from 'cdk-ultraserver/rules';

const TARGETS = ['use1-az4', 'use1-az6'];

test.each([
  ['use1-az6', 'use1-az6'],
  ['use1-dfw2-az1', 'use1-az4'],
  ['use1-atl2-az1', undefined],
  ['use1-az5', undefined],
  ['usw2-phx2-az1', undefined],
])('nodes in %s use the mount target in %s', (zone, target) => {
  expect(homeTargetZone(zone, TARGETS)).toBe(target);
  expect(checkHomeZone(zone, TARGETS).map(({ id }) => id)).toEqual(target === undefined ? ['home-zone'] : []);
});

test("a target in the nodes' own zone comes first", () => {
  expect(homeTargetZone('use1-dfw2-az1', ['use1-az4', 'use1-dfw2-az1'])).toBe('use1-dfw2-az1');
});
