import { checkCapacity, checkReservationUses, type CapacityDemand, type CapacityKind } from 'cdk-ultraserver/rules';

const KINDS: CapacityKind[] = ['block', 'reservation', 'reservation-group', 'reserve', 'on-demand'];

const instances: CapacityDemand = {
  kind: 'reservation',
  instanceType: 'p6-b300.48xlarge',
  ultraServerOnly: false,
  ultraServer: false,
  count: 4,
};
const ultraServer: CapacityDemand = {
  kind: 'block',
  instanceType: 'p6e-gb200.36xlarge',
  ultraServerOnly: true,
  ultraServer: true,
  count: 18,
};

const ids = (demand: CapacityDemand): string[] => checkCapacity(demand).map(({ id }) => id);

test('an UltraServer takes a block and nothing else', () => {
  const served = KINDS.filter((kind) => ids({ ...ultraServer, kind }).length === 0);
  expect(served).toEqual(['block']);
  expect(checkCapacity({ ...ultraServer, kind: 'on-demand' })[0]!.message).toMatch(/one Capacity Block.*got On-Demand/);
});

test('plain instances take every kind', () => {
  expect(KINDS.filter((kind) => ids({ ...instances, kind }).length === 0)).toEqual(KINDS);
});

test('a type that is sold in UltraServers alone is no plain instance', () => {
  expect(ids({ ...instances, instanceType: 'p6e-gb200.36xlarge', ultraServerOnly: true })).toEqual([
    'type-ultraserver-only',
  ]);
});

test.each<[CapacityKind, number, boolean]>([
  ['block', 64, true],
  ['block', 65, false],
  ['reserve', 1000, true],
  ['reserve', 1001, false],
  ['reservation', 5000, true],
  ['reservation', 0, false],
  ['on-demand', 1.5, false],
])('%s of %d instances: %s', (kind, count, fits) => {
  expect(ids({ ...instances, kind, count })).toEqual(fits ? [] : ['instance-count']);
});

describe('who uses a reservation', () => {
  const [mine, other] = ['cr-0123456789abcdef0', 'cr-0fedcba9876543210'];
  const use = (kind: 'block' | 'reservation', id: string, name: string) => ({ kind, id, name });

  test.each([
    [[use('block', mine, 'alpha'), use('block', other, 'bravo')]],
    [[use('reservation', mine, 'web'), use('reservation', mine, 'batch')]],
    [[use('block', mine, 'alpha'), use('reservation', other, 'web')]],
  ])('is right: %j', (uses) => {
    expect(checkReservationUses(uses)).toEqual([]);
  });

  test.each([
    [
      [use('block', mine, 'alpha'), use('block', mine, 'bravo'), use('block', mine, 'charlie')],
      [1, 2],
      "alpha's already",
    ],
    [[use('block', mine, 'alpha'), use('reservation', mine, 'web')], [1], "alpha's block"],
    [[use('reservation', mine, 'web'), use('block', mine, 'alpha')], [0], "alpha's block"],
  ])('is refused: %j', (uses, at, says) => {
    const problems = checkReservationUses(uses);
    expect(problems.map(({ id, path }) => [id, path])).toEqual(at.map((index) => ['block-shared', [index]]));
    expect(problems[0]?.message).toContain(says);
  });
});
