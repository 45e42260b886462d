import { AcceleratedInstanceType } from 'cdk-ultraserver/hardware';

import { cellCollectives, shuffled } from '../../../lib/collectives';
import { buildTopology, hostsOf } from '../../../lib/topology';
import { onlyCell, worldOf } from '../../support/topology';

const { cluster, records, nodes } = worldOf([{ name: 'alpha' }, { name: 'bravo' }]);
const cell = onlyCell(buildTopology(cluster, records, nodes));
const ids = hostsOf(cell).map(({ instanceId }) => instanceId);

test('ours leaves each domain once; a random order does far more often', () => {
  const [{ orders } = { orders: [] }, ...rest] = cellCollectives(cell, shuffled(ids, 7));
  expect(rest).toEqual([]);
  const [ours, aws, random] = orders.map(({ estimate }) => estimate.ring);
  expect(orders.map(({ order }) => order)).toEqual(['ours', 'aws', 'random']);
  expect(ours?.crossings.domains).toMatchObject({ total: 2, least: 2 });
  expect(aws?.crossings.domains.total).toBeGreaterThan(10);
  expect(random?.crossings.domains.total).toBeGreaterThan(10);
  expect(random?.busGBps).toBeLessThan((ours?.busGBps ?? 0) / 2);
});

test('what AWS gives in order is as good as ours', () => {
  const [first] = cellCollectives(cell, ids);
  expect(first?.orders[1]?.estimate).toEqual(first?.orders[0]?.estimate);
});

test('the same again gives the same', () => {
  expect(cellCollectives(cell, ids)).toEqual(cellCollectives(cell, ids));
  expect(shuffled(ids, 1)).toEqual(shuffled(ids, 1));
  expect(shuffled(ids, 1)).not.toEqual(shuffled(ids, 2));
  expect(shuffled(ids, 1).toSorted()).toEqual(ids.toSorted());
});

test('accelerators without published bandwidths have no estimate', () => {
  const trainium = (): AcceleratedInstanceType => AcceleratedInstanceType.TRN2U_48XLARGE;
  expect(cellCollectives(cell, ids, trainium)).toEqual([
    { instanceType: 'p6e-gb200.36xlarge', fabric: undefined, orders: [] },
  ]);
});
