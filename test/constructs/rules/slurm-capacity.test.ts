import { checkSlurmCapacity } from 'cdk-ultraserver/rules';

test.each([
  ['a block', true, true, []],
  ['instances on demand, or a group of reservations', false, false, []],
  ['a reservation by its id', false, true, ['slurm-reservation-id']],
])('%s', (_what, capacityBlock, byId, ids) => {
  expect(checkSlurmCapacity({ name: 'alpha', capacityBlock, byId }).map(({ id }) => id)).toEqual(ids);
});
