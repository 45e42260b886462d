import { AcceleratedInstanceType } from 'cdk-ultraserver/hardware';
import fc from 'fast-check';

import type { GpuPool, KubernetesExamplesOptions } from '../../../../../constructs/engines/eks/manifests';

export const X72: GpuPool = {
  name: 'train',
  instanceType: AcceleratedInstanceType.P6E_GB200_36XLARGE,
  members: [
    { name: 'alpha', nodes: 18 },
    { name: 'bravo', nodes: 18 },
  ],
  efaInterfaces: 4,
  namespaces: ['research', 'platform'],
};

export const POOLS: [string, GpuPool][] = [
  ['two u-p6e-gb200x72', X72],
  ['one u-p6e-gb200x36', { ...X72, members: [{ name: 'alpha', nodes: 9 }] }],
  [
    'both sizes',
    {
      ...X72,
      members: [
        { name: 'alpha', nodes: 18 },
        { name: 'bravo', nodes: 9 },
      ],
    },
  ],
  ['one node', { ...X72, members: [{ name: 'alpha', nodes: 1 }] }],
  ['p5en', { ...X72, instanceType: AcceleratedInstanceType.P5EN_48XLARGE, efaInterfaces: 16 }],
  ['no network labels and no EFA', { ...X72, networkLayers: 0, efaInterfaces: 0 }],
];

export const anyPool: fc.Arbitrary<GpuPool> = fc
  .record({
    name: fc.stringMatching(/^[a-z]([a-z0-9-]{0,20}[a-z0-9])?$/),
    instanceType: fc.constantFrom(
      AcceleratedInstanceType.P6E_GB200_36XLARGE,
      AcceleratedInstanceType.P6_B300_48XLARGE,
      AcceleratedInstanceType.P5_48XLARGE,
    ),
    nodes: fc.array(fc.integer({ min: 1, max: 18 }), { minLength: 1, maxLength: 30 }),
    efaInterfaces: fc.integer({ min: 0, max: 32 }),
    namespaces: fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9]{0,10}$/), { minLength: 1, maxLength: 4 }),
  })
  .map(({ nodes, ...pool }) => ({
    ...pool,
    members: nodes.map((count, index) => ({ name: `member-${index}`, nodes: count })),
  }));

export function examplesOf(pool: GpuPool): KubernetesExamplesOptions {
  return {
    pool,
    torchImage: 'registry.example.com/torch:1',
    trainingProgram: '/workspace/train.py --resume',
    inferenceImage: 'registry.example.com/sglang:1',
    model: '/models/it-s-ours',
    metric: { name: 'requests_waiting', perReplica: '8' },
  };
}
