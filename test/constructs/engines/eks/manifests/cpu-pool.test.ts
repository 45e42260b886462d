import { cpuPoolObjects, cpuPoolPlacement, type CpuPool } from '../../../../../constructs/engines/eks/manifests';

const AGENTS: CpuPool = {
  name: 'agents',
  maxCpus: 20_000,
  image: 'al2023@v20260728',
  subnetIds: ['subnet-0123456789abcdef0'],
  securityGroupIds: ['sg-0123456789abcdef0'],
  instanceProfile: 'agents-node',
};
const nodePool = (pool: Partial<CpuPool> = {}) => cpuPoolObjects({ ...AGENTS, ...pool })[1].spec;
const nodeClass = (pool: Partial<CpuPool> = {}) => cpuPoolObjects({ ...AGENTS, ...pool })[0].spec;

test('a pool scales from no node to its limit, and back', () => {
  const { limits, disruption, template } = nodePool();
  expect(limits).toEqual({ cpu: '20000' });
  expect(disruption.consolidationPolicy).toBe('WhenEmptyOrUnderutilized');
  expect(template.spec.expireAfter).toBe('336h');
});

test('its nodes are Graviton without accelerators', () => {
  expect(nodePool().template.spec.requirements).toEqual([
    { key: 'kubernetes.io/os', operator: 'In', values: ['linux'] },
    { key: 'kubernetes.io/arch', operator: 'In', values: ['arm64'] },
    { key: 'karpenter.sh/capacity-type', operator: 'In', values: ['on-demand'] },
    { key: 'karpenter.k8s.aws/instance-category', operator: 'In', values: ['c', 'm', 'r'] },
    { key: 'karpenter.k8s.aws/instance-generation', operator: 'Gt', values: ['6'] },
    { key: 'karpenter.k8s.aws/instance-gpu-count', operator: 'DoesNotExist' },
    { key: 'karpenter.k8s.aws/instance-accelerator-count', operator: 'DoesNotExist' },
  ]);
});

test('families and Spot are chosen, and accelerators still are not', () => {
  const { requirements } = nodePool({ families: ['m8g'], spot: true }).template.spec;
  expect(requirements).toContainEqual({ key: 'karpenter.k8s.aws/instance-family', operator: 'In', values: ['m8g'] });
  expect(requirements).toContainEqual({
    key: 'karpenter.sh/capacity-type',
    operator: 'In',
    values: ['spot', 'on-demand'],
  });
  expect(requirements).toContainEqual({ key: 'karpenter.k8s.aws/instance-gpu-count', operator: 'DoesNotExist' });
});

test('the placement of a pod is for the nodes of the pool', () => {
  const { metadata, spec } = nodePool().template;
  const { nodeSelector, tolerations } = cpuPoolPlacement('agents');
  expect(nodeSelector).toEqual(metadata.labels);
  expect(tolerations).toEqual(spec.taints.map((taint) => ({ ...taint, operator: 'Equal' })));
});

test('nodes have an encrypted root volume and keep pods from their role', () => {
  const { blockDeviceMappings, metadataOptions } = nodeClass({ kmsKeyArn: 'arn:key', rootVolumeGiB: 50 });
  expect(blockDeviceMappings[0]?.ebs).toEqual({
    volumeType: 'gp3',
    volumeSize: '50Gi',
    encrypted: true,
    deleteOnTermination: true,
    kmsKeyID: 'arn:key',
  });
  expect(metadataOptions).toEqual({ httpEndpoint: 'enabled', httpTokens: 'required', httpPutResponseHopLimit: 1 });
});

test.each<[string, Partial<CpuPool>, RegExp]>([
  ['GPUs', { families: ['m8g', 'p6e-gb200'] }, /got 'p6e-gb200'/],
  ['an image that changes by itself', { image: 'al2023@latest' }, /must name a release .* got 'al2023@latest'/],
  ['no limit', { maxCpus: Infinity }, /whole number of CPUs of at least 1 as its limit, got Infinity/],
  ['a name that is none', { name: 'my agents' }, /the name of a CPU pool .* got "my agents"/],
])('%s: refused', (_name, pool, message) => {
  expect(() => cpuPoolObjects({ ...AGENTS, ...pool })).toThrow(message);
});
