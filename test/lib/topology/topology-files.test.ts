import { parseAllDocuments } from 'yaml';

import { loadCluster } from '../../../lib/config';
import { buildTopology, topologyCluster, topologyFiles } from '../../../lib/topology';
import { kueueObjects } from 'cdk-ultraserver/kubernetes';
import { gpuPools } from '../../../lib/stacks/gpu-pools';
import { worldOf } from '../../support/topology';

const model = loadCluster('config/gb200.yaml');
const cluster = topologyCluster(model);
const racks = cluster.members.map(({ name, cell }) => ({ name, cell }));
const { records } = worldOf(racks);
/** Blocks as the file names them. */
const ofFile = {
  ...records,
  blocks: records.blocks.map((block, index) => ({
    ...block,
    CapacityReservationIds: [cluster.members[index]?.reservationId ?? ''],
  })),
  instances: records.instances.map((one) => ({ ...one, CapacityReservationId: undefined })),
};

test('members of a cluster file', () => {
  expect(cluster.members[0]).toEqual({
    name: 'alpha',
    cell: 'main',
    pool: 'train',
    kind: 'ultraserver',
    ultraServerType: 'u-p6e-gb200x72',
    instanceType: 'p6e-gb200.36xlarge',
    count: 18,
    accelerators: 4,
    zone: 'use1-dfw2-az1',
    reservationId: 'cr-0123456789abcdef0',
  });
});

test('a cell has all files, and the same Kueue topology as its engine', () => {
  const [cell] = buildTopology(cluster, ofFile, []).cells;
  const files = topologyFiles(cell!, model.cells[0]!);
  expect(files.map(({ path }) => path)).toEqual(
    [
      'topology.yaml',
      'topology.conf',
      'node-labels.sh',
      'node-labels.json',
      'kueue-topology.yaml',
      'hostfile',
      'topology.txt',
      'topology.svg',
    ].map((name) => `main/${name}`),
  );
  const text = files.find(({ path }) => path.endsWith('kueue-topology.yaml'))?.text ?? '';
  const engine = model.engine;
  const pools = engine.type === 'eks' ? gpuPools(model.cells[0]!, engine) : [];
  expect(parseAllDocuments(text).map((document) => document.toJS() as unknown)).toEqual(
    kueueObjects(pools).filter(({ kind }) => kind === 'Topology'),
  );
  expect(pools.length).toBeGreaterThan(0);
});

test('with an error there is no file', () => {
  const InstanceType = 'p5.48xlarge';
  const wrong = { ...ofFile, instanceTopology: ofFile.instanceTopology.map((one) => ({ ...one, InstanceType })) };
  const [cell] = buildTopology(cluster, wrong, []).cells;
  expect(() => topologyFiles(cell!, model.cells[0]!)).toThrow('no file can be written of cell main');
});

test('without hosts there is no file', () => {
  const [cell] = buildTopology(cluster, { ...ofFile, instanceTopology: [] }, []).cells;
  expect(topologyFiles(cell!, model.cells[0]!)).toEqual([]);
});
