import { AcceleratedInstanceType } from 'cdk-ultraserver/hardware';
import { documentedElsewhere, isEfaIsland } from 'cdk-ultraserver/rules';

test.each([
  ['p6e-gb200.36xlarge', 'use1-dfw2-az1', undefined],
  ['p6e-gb200.36xlarge', 'use1-az4', 'use1-dfw2-az1, the Dallas Local Zone'],
  ['p6e-gb200.36xlarge', 'usw2-phx2-az1', 'use1-dfw2-az1, the Dallas Local Zone'],
  ['trn2u.48xlarge', 'use2-az3', undefined],
  ['trn2u.48xlarge', 'use1-az3', 'us-east-2'],
  ['p6e-gb300.36xlarge', 'use1-az4', undefined],
  ['p5en.48xlarge', 'use1-az4', undefined],
])('AWS documents blocks of %s in %s, or elsewhere: %s', (type, zone, where) => {
  expect(documentedElsewhere(type, zone)).toBe(where);
});

test('of every known type that is sold in UltraServers it is known where', () => {
  const types = AcceleratedInstanceType.known().filter(({ ultraServerOnly }) => ultraServerOnly);
  expect(types.map(({ name }) => [name, documentedElsewhere(name, 'nowhere') !== undefined])).toEqual(
    types.map(({ name }) => [name, true]),
  );
});

test('P4d and P4de reach no other types by EFA', () => {
  expect(
    AcceleratedInstanceType.known()
      .map(({ name }) => name)
      .filter(isEfaIsland),
  ).toEqual(['p4d.24xlarge', 'p4de.24xlarge']);
});
