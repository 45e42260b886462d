import fc from 'fast-check';
import { AcceleratedInstanceType } from 'cdk-ultraserver/hardware';

import {
  kueueObjects,
  KUEUE_DEVICE_CLASS_MAPPINGS,
  type ClusterQueue,
  type GpuPool,
  type KubernetesObject,
  type KueueTopology,
  type ResourceFlavor,
} from '../../../../../constructs/engines/eks/manifests';
import { anyPool, X72 } from './pools';

const isTopology = (object: KubernetesObject): object is KueueTopology => object.kind === 'Topology';
const isFlavor = (object: KubernetesObject): object is ResourceFlavor => object.kind === 'ResourceFlavor';
const isQueue = (object: KubernetesObject): object is ClusterQueue => object.kind === 'ClusterQueue';

const INFERENCE: GpuPool = { ...X72, name: 'serve', members: [{ name: 'charlie', nodes: 9 }], namespaces: ['serving'] };

function levels(...pools: GpuPool[]): string[][] {
  return kueueObjects(pools)
    .filter(isTopology)
    .map(({ spec }) => spec.levels.map(({ nodeLabel }) => nodeLabel));
}

function queues(...pools: GpuPool[]): ClusterQueue[] {
  return kueueObjects(pools).filter(isQueue);
}

/** Nominal quotas of a flavor, over all queues. */
function quotas(all: ClusterQueue[], flavor: string, resource: string): string[] {
  return all
    .flatMap(({ spec }) => spec.resourceGroups)
    .flatMap(({ flavors }) => flavors)
    .filter(({ name }) => name === flavor)
    .flatMap(({ resources }) => resources)
    .filter(({ name }) => name === resource)
    .map(({ nominalQuota }) => nominalQuota);
}

describe('the topology', () => {
  test('of UltraServers has the upper layers of the network, the UltraServer, its NVLink partition and the node', () => {
    expect(levels(X72)).toEqual([
      [
        'topology.k8s.aws/network-node-layer-1',
        'topology.k8s.aws/network-node-layer-2',
        'cdk-ultraserver/member',
        'nvidia.com/gpu.clique',
        'kubernetes.io/hostname',
      ],
    ]);
  });

  test.each([
    [AcceleratedInstanceType.P5EN_48XLARGE, 3],
    [AcceleratedInstanceType.P6_B300_48XLARGE, 4],
  ])('of %s has the %d layers that AWS tells of it', (instanceType, layers) => {
    expect(levels({ ...X72, instanceType })).toEqual([
      [
        ...Array.from({ length: layers }, (_, index) => `topology.k8s.aws/network-node-layer-${index + 1}`),
        'kubernetes.io/hostname',
      ],
    ]);
  });

  test('of a type of which AWS tells no layer has none, so that Kueue sees its nodes', () => {
    const { name, ...facts } = AcceleratedInstanceType.P6E_GB200_36XLARGE;
    const instanceType = AcceleratedInstanceType.of({ ...facts, name: 'p6e-gb999.36xlarge' });
    expect(name).toBe('p6e-gb200.36xlarge');
    expect(levels({ ...X72, instanceType })[0]).not.toContain('topology.k8s.aws/network-node-layer-1');
  });

  test('is another one with other layers, as none can be changed', () => {
    const names = [0, 1, 2, 3].map((networkLayers) =>
      kueueObjects([{ ...X72, networkLayers }]).flatMap((object) =>
        isTopology(object) || isFlavor(object) ? [object.metadata.name] : [],
      ),
    );
    expect(new Set(names.flat()).size).toBe(8);
  });

  test('is one for pools that are alike', () => {
    expect(levels(X72, INFERENCE)).toHaveLength(1);
    expect(levels(X72, { ...INFERENCE, instanceType: AcceleratedInstanceType.P5_48XLARGE })).toHaveLength(2);
  });
});

describe('a flavor', () => {
  const [flavor] = kueueObjects([X72]).filter(isFlavor);

  test('is the nodes of one pool', () => {
    expect(flavor?.spec).toEqual({
      nodeLabels: { 'cdk-ultraserver/pool': 'train' },
      nodeTaints: [{ key: 'nvidia.com/gpu', value: 'present', effect: 'NoSchedule' }],
      topologyName: 'nvlink-layers-2',
    });
  });
});

describe('a queue', () => {
  test('has what the pool has', () => {
    const [queue] = queues(X72);
    expect(queue?.spec.resourceGroups[0]?.flavors[0]?.resources).toEqual([
      { name: 'cpu', nominalQuota: '5184' },
      { name: 'memory', nominalQuota: '34560Gi' },
      { name: 'nvidia.com/gpu', nominalQuota: '144' },
      { name: 'vpc.amazonaws.com/efa', nominalQuota: '144' },
      { name: 'hugepages-2Mi', nominalQuota: '369216Mi' },
      { name: 'cdk-ultraserver/imex-channel', nominalQuota: '36' },
    ]);
  });

  test('is for the namespaces of the pool, each with a way in', () => {
    const [queue] = queues(X72);
    expect(queue?.spec.namespaceSelector.matchExpressions).toEqual([
      { key: 'kubernetes.io/metadata.name', operator: 'In', values: ['research', 'platform'] },
    ]);
    const ways = kueueObjects([X72]).filter(({ kind }) => kind === 'LocalQueue');
    expect(ways.map(({ metadata }) => metadata)).toEqual([
      { name: 'train', namespace: 'research' },
      { name: 'train', namespace: 'platform' },
    ]);
  });

  test('shares with none by default', () => {
    for (const { spec } of queues(X72, INFERENCE)) {
      expect(spec.cohortName).toBeUndefined();
      expect(spec.preemption.reclaimWithinCohort).toBe('Never');
    }
  });

  test('borrows from another pool where it is told to, and has no quota of its nodes', () => {
    const [train, serve] = queues({ ...X72, borrowsFrom: ['serve'] }, INFERENCE);
    expect([train, serve].map((queue) => queue?.spec.cohortName)).toEqual(['cdk-ultraserver', 'cdk-ultraserver']);
    expect(train?.spec.resourceGroups[0]?.flavors.map(({ name }) => name)).toEqual([
      'train-nvlink-layers-2',
      'serve-nvlink-layers-2',
    ]);
    expect(serve?.spec.resourceGroups[0]?.flavors).toHaveLength(1);
    expect(serve?.spec.preemption.reclaimWithinCohort).toBe('Any');
    expect(
      quotas(queues({ ...X72, borrowsFrom: ['serve'] }, INFERENCE), 'serve-nvlink-layers-2', 'nvidia.com/gpu'),
    ).toEqual(['0', '36']);
  });
});

test("quotas add up to the pools' nodes, whoever borrows", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(anyPool, { selector: ({ name }) => name, minLength: 1, maxLength: 4 }),
      fc.boolean(),
      (given, borrow) => {
        const pools = given.map((pool) => ({
          ...pool,
          ...(borrow ? { borrowsFrom: given.map(({ name }) => name).filter((name) => name !== pool.name) } : {}),
        }));
        const objects = kueueObjects(pools);
        for (const pool of pools) {
          const flavor = objects
            .filter(isFlavor)
            .find(({ spec }) => spec.nodeLabels['cdk-ultraserver/pool'] === pool.name);
          const nodes = pool.members.reduce((sum, member) => sum + member.nodes, 0);
          const total = (resource: string): number =>
            quotas(objects.filter(isQueue), flavor?.metadata.name ?? '', resource).reduce(
              (sum, text) => sum + parseInt(text, 10),
              0,
            );
          expect(total('nvidia.com/gpu')).toBe(nodes * pool.instanceType.accelerators.count);
          expect(total('vpc.amazonaws.com/efa')).toBe(nodes * pool.efaInterfaces);
          expect(total('cpu')).toBe(nodes * pool.instanceType.vcpus);
          expect(total('memory')).toBe(nodes * pool.instanceType.memoryGiB);
        }
        for (const { spec } of objects.filter(isQueue)) {
          for (const { coveredResources, flavors } of spec.resourceGroups) {
            // Kueue wants the same resources in the same order.
            expect(flavors.map(({ resources }) => resources.map(({ name }) => name))).toEqual(
              flavors.map(() => coveredResources),
            );
          }
        }
      },
    ),
    { numRuns: 50 },
  );
});

test('claims of IMEX channels are counted as a resource that queues have', () => {
  const [mapping] = KUEUE_DEVICE_CLASS_MAPPINGS;
  expect(mapping?.deviceClassNames).toEqual(['compute-domain-default-channel.nvidia.com']);
  expect(queues(X72)[0]?.spec.resourceGroups[0]?.coveredResources).toContain(mapping?.name);
});

describe('is refused', () => {
  test.each<[string, GpuPool[], RegExp]>([
    ['a pool twice', [X72, X72], /two GPU pools are named 'train'/],
    ['a lender that there is not', [{ ...X72, borrowsFrom: ['serv'] }, INFERENCE], /did you mean 'serve'\?/],
    [
      'a pool that borrows from itself',
      [{ ...X72, borrowsFrom: ['train'] }],
      /no other GPU pool of the cluster; there are none/,
    ],
    ['a name with capitals', [{ ...X72, name: 'Train' }], /the name of a pool .* got "Train"/],
    [
      'a member with a blank',
      [{ ...X72, members: [{ name: 'rack 1', nodes: 18 }] }],
      /the name of an UltraServer .* got "rack 1"/,
    ],
    [
      'half a node',
      [{ ...X72, members: [{ name: 'alpha', nodes: 0.5 }] }],
      /whole number of nodes of alpha of at least 1, got 0.5/,
    ],
    ['no member', [{ ...X72, members: [] }], /must have a member and a namespace/],
    ['no namespace', [{ ...X72, namespaces: [] }], /must have a member and a namespace/],
    ['layers below none', [{ ...X72, networkLayers: -1 }], /network layers of at least 0, got -1/],
    ['Trainium', [{ ...X72, instanceType: AcceleratedInstanceType.TRN2U_48XLARGE }], /must have NVIDIA GPUs/],
  ])('%s', (_name, pools, message) => {
    expect(() => kueueObjects(pools)).toThrow(message);
  });
});
