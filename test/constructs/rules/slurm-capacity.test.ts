import { checkSlurmCapacity, type SlurmCapacity } from 'cdk-ultraserver/rules';

const capacity = (ultraServer: boolean, capacityBlock: boolean, byId: boolean): SlurmCapacity => ({
  name: 'alpha',
  ultraServer,
  capacityBlock,
  byId,
});

test.each([
  ['an UltraServer in its block', capacity(true, true, true), undefined],
  ['instances in a block', capacity(false, true, true), undefined],
  ['instances on demand, or in a group of reservations', capacity(false, false, false), undefined],
  ['blocks in a group', capacity(false, true, false), 'slurm-block-group'],
  ['an UltraServer in a group of blocks', capacity(true, true, false), 'slurm-block-group'],
  ['an UltraServer on demand', capacity(true, false, false), 'slurm-ultraserver-block'],
  ['a reservation by its id', capacity(false, false, true), 'slurm-reservation-id'],
])('%s', (_what, given, id) => {
  expect(checkSlurmCapacity(given).map((problem) => problem.id)).toEqual(id === undefined ? [] : [id]);
});
