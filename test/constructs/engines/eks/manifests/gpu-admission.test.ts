import fc from 'fast-check';

import { GPU_TAINT, gpuAdmission } from '../../../../../constructs/engines/eks/manifests';
import { refusals, type AdmittedPod, type AdmittedToleration } from './admission';

const PLAIN = { name: 'main', image: 'tool' };
const withGpus = (gpus: string): object => ({ ...PLAIN, resources: { limits: { 'nvidia.com/gpu': gpus } } });
const TOLERATION = { key: 'nvidia.com/gpu', operator: 'Equal', value: 'present', effect: 'NoSchedule' };
const DAEMON = { ownerReferences: [{ apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'agent', controller: true }] };

const pod = (spec: Partial<AdmittedPod['spec']> = {}, metadata = {}): AdmittedPod => ({
  metadata,
  spec: { containers: [PLAIN], ...spec },
});
const affinityTo = (key: string, operator: string): object => ({
  nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key, operator }] }] },
  },
});

const TOLERATES = expect.stringMatching(
  /asks for no nvidia\.com\/gpu cannot tolerate the taint nvidia\.com\/gpu=present/,
);
const NAMES_NODE = expect.stringMatching(/cannot name its node/);
const CHOOSES = expect.stringMatching(/cannot choose nodes by a label that GPU nodes alone have/);

describe('a pod without a GPU', () => {
  test.each<[string, Partial<AdmittedPod['spec']>]>([
    ['asks for nothing', {}],
    ['tolerates another taint', { tolerations: [{ key: 'spot', operator: 'Exists' }] }],
    ['tolerates another value', { tolerations: [{ ...TOLERATION, value: 'true' }] }],
    ['tolerates eviction alone', { tolerations: [{ operator: 'Exists', effect: 'NoExecute' }] }],
    [
      'has the tolerations of Kubernetes',
      { tolerations: [{ key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute' }] },
    ],
    ['chooses a CPU pool', { nodeSelector: { 'cdk-ultraserver/pool': 'agents' } }],
    ['keeps away from GPU nodes', { affinity: affinityTo('nvidia.com/gpu.present', 'DoesNotExist') }],
    ['has an affinity to pods alone', { affinity: { podAntiAffinity: {} } }],
    ['has resources without limits', { containers: [{ ...PLAIN, resources: {} }] }],
    ['has init containers', { initContainers: [PLAIN] }],
  ])('that %s is admitted', (_name, spec) => {
    expect(refusals({ object: pod(spec) })).toEqual([]);
  });

  test.each<[string, Partial<AdmittedPod['spec']>, unknown]>([
    ['tolerates the taint', { tolerations: [TOLERATION] }, TOLERATES],
    ['tolerates any value of it', { tolerations: [{ key: 'nvidia.com/gpu', operator: 'Exists' }] }, TOLERATES],
    ['tolerates everything', { tolerations: [{ operator: 'Exists' }] }, TOLERATES],
    ['leaves operator and effect out', { tolerations: [{ key: 'nvidia.com/gpu', value: 'present' }] }, TOLERATES],
    ['asks for 0 GPUs', { containers: [withGpus('0')], tolerations: [TOLERATION] }, TOLERATES],
    ['names a node', { nodeName: 'ip-10-0-0-1.ec2.internal' }, NAMES_NODE],
    ['chooses an UltraServer', { nodeSelector: { 'cdk-ultraserver/member': 'alpha' } }, CHOOSES],
    ['chooses a block', { nodeSelector: { a: 'b', 'cdk-ultraserver/block': 'cr-0123456789abcdef0' } }, CHOOSES],
    ['has an affinity to GPU nodes', { affinity: affinityTo('nvidia.com/gpu.clique', 'Exists') }, CHOOSES],
  ])('that %s is refused', (_name, spec, message) => {
    expect(refusals({ object: pod(spec) })).toEqual([message]);
  });

  test('is told of everything at once', () => {
    const spec = { tolerations: [TOLERATION], nodeName: 'node', nodeSelector: { 'nvidia.com/gpu.present': 'true' } };
    expect(refusals({ object: pod(spec) })).toEqual([TOLERATES, NAMES_NODE, CHOOSES]);
  });
});

describe('a pod with a GPU', () => {
  const everything = { tolerations: [TOLERATION], nodeSelector: { 'cdk-ultraserver/member': 'alpha' } };

  test.each<[string, Partial<AdmittedPod['spec']>]>([
    ['in its container', { containers: [withGpus('4')] }],
    ['in its second container', { containers: [PLAIN, withGpus('1')] }],
    ['in an init container', { initContainers: [withGpus('1')] }],
  ])('%s may do all of it', (_name, spec) => {
    expect(refusals({ object: pod({ ...everything, ...spec }) })).toEqual([]);
  });
});

describe('daemon sets', () => {
  const object = pod({ tolerations: [{ operator: 'Exists' }] }, DAEMON);

  test.each(['kube-system', 'nvidia-device-plugin'])('of %s run on GPU nodes', (namespace) => {
    expect(refusals({ object, namespace })).toEqual([]);
  });

  test('of other namespaces do not', () => {
    expect(refusals({ object, namespace: 'research' })).toEqual([TOLERATES]);
  });

  test.each([
    ['a pod of its own', {}],
    [
      'a pod of a Deployment',
      { ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'a', controller: true }] },
    ],
    [
      'a pod that names a DaemonSet as no controller',
      { ownerReferences: [{ apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'a' }] },
    ],
  ])('%s in a system namespace does not', (_name, metadata) => {
    const stray = pod({ tolerations: [{ operator: 'Exists' }] }, metadata);
    expect(refusals({ object: stray, namespace: 'kube-system' })).toEqual([TOLERATES]);
  });
});

test('a pod that a kubelet reports of itself is admitted', () => {
  const object = pod({ nodeName: 'node', tolerations: [{ operator: 'Exists' }] });
  expect(refusals({ object, groups: ['system:nodes', 'system:authenticated'] })).toEqual([]);
  expect(refusals({ object, groups: ['system:authenticated'] })).toEqual([TOLERATES, NAMES_NODE]);
});

describe('an update', () => {
  const running = { nodeName: 'node', nodeSelector: { 'cdk-ultraserver/member': 'alpha' } };

  test('that adds the toleration is refused', () => {
    expect(refusals({ oldObject: pod(running), object: pod({ ...running, tolerations: [TOLERATION] }) })).toEqual([
      TOLERATES,
    ]);
  });

  test('of what was there before the policy is admitted, so that its finalizers can go', () => {
    const before = pod({ ...running, tolerations: [TOLERATION] });
    expect(refusals({ oldObject: before, object: before })).toEqual([]);
  });

  test('of a pod that runs is admitted, though its node is named by now', () => {
    expect(refusals({ oldObject: pod(), object: pod(running) })).toEqual([]);
  });
});

const maybe = <T>(...values: T[]): fc.Arbitrary<T | undefined> =>
  fc.option(fc.constantFrom(...values), { nil: undefined });
const without = (record: object): object =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));

const anyToleration: fc.Arbitrary<AdmittedToleration> = fc
  .record({
    key: maybe('', 'nvidia.com/gpu', 'other'),
    operator: maybe('Exists', 'Equal'),
    value: maybe('', 'present', 'true'),
    effect: maybe('', 'NoSchedule', 'NoExecute', 'PreferNoSchedule'),
  })
  .map(without);

/** As the scheduler's `ToleratesTaint` has it. */
function tolerates({ key = '', operator = '', value = '', effect = '' }: AdmittedToleration): boolean {
  return (
    (effect === '' || effect === GPU_TAINT.effect) &&
    (key === '' || key === GPU_TAINT.key) &&
    (operator === 'Exists' || ((operator === '' || operator === 'Equal') && value === GPU_TAINT.value))
  );
}

test('no pod without a GPU gets onto a GPU node, and every expression can be evaluated', () => {
  fc.assert(
    fc.property(
      fc.array(anyToleration, { maxLength: 4 }),
      fc.constantFrom(undefined, '0', '1', '4'),
      maybe('', 'node'),
      (tolerations, gpus, nodeName) => {
        const containers = [gpus === undefined ? PLAIN : withGpus(gpus)];
        const spec = { containers, tolerations, ...(nodeName === undefined ? {} : { nodeName }) };
        const getsThere = tolerations.some(tolerates) || nodeName === 'node';
        const hasGpu = gpus === '1' || gpus === '4';
        expect(refusals({ object: pod(spec) }).length > 0).toBe(getsThere && !hasGpu);
      },
    ),
    { numRuns: 300 },
  );
});

test('the policy denies, and fails closed', () => {
  const [policy, binding] = gpuAdmission(['kube-system']);
  expect(policy.spec.failurePolicy).toBe('Fail');
  expect(binding.spec).toEqual({ policyName: policy.metadata.name, validationActions: ['Deny', 'Audit'] });
});

test('a namespace of a strange name stays a text', () => {
  const [policy] = gpuAdmission([`a"] || true || "b" in ["`]);
  expect(policy.spec.matchConditions[0]?.expression).toContain(String.raw`"a\"] || true || \"b\" in [\""`);
});
