import fc from 'fast-check';
import { parse, stringify } from 'yaml';

import {
  cpuPoolObjects,
  gpuAdmission,
  kubernetesExamples,
  kueueObjects,
  type KubernetesObject,
} from '../../../../../constructs/engines/eks/manifests';
import { judge } from './judge';
import { anyPool, examplesOf, POOLS, X72 } from './pools';

const CPU_POOL = {
  name: 'agents',
  maxCpus: 10_000,
  image: 'al2023@v20260728',
  subnetIds: ['subnet-0123456789abcdef0'],
  securityGroupIds: ['sg-0123456789abcdef0'],
  instanceProfile: 'agents-node',
};

function allObjects(pool: typeof X72): KubernetesObject[] {
  return [
    ...kueueObjects([pool]),
    ...kubernetesExamples(examplesOf(pool)).flatMap(({ objects }) => objects),
    ...gpuAdmission(['kube-system']),
    ...cpuPoolObjects(CPU_POOL),
    ...cpuPoolObjects({
      ...CPU_POOL,
      families: ['m8g'],
      kmsKeyArn: 'arn:aws:kms:us-east-1:111122223333:key/a',
      tags: { a: 'b' },
    }),
  ];
}

/** The object with a field of another name in place of the one at the path. */
function misspell(object: KubernetesObject, ...path: (string | number)[]): KubernetesObject {
  const copy: KubernetesObject = JSON.parse(JSON.stringify(object));
  const field = String(path.at(-1));
  const holder = path.slice(0, -1).reduce<object>((held, key) => Reflect.get(held, key), copy);
  Reflect.set(holder, `${field}x`, Reflect.get(holder, field));
  Reflect.deleteProperty(holder, field);
  return copy;
}

describe.each(POOLS)('the objects for %s', (_name, pool) => {
  const objects = allObjects(pool).map((object) => [`${object.kind} ${object.metadata.name}`, object] as const);

  test.each(objects)('%s is what its schema has', (_what, object) => {
    expect(judge(object)).toEqual([]);
  });
});

test('the objects of any pool are what their schemas have', () => {
  fc.assert(
    fc.property(anyPool, (pool) => {
      expect(
        [...kueueObjects([pool]), ...kubernetesExamples(examplesOf(pool)).flatMap(({ objects }) => objects)].flatMap(
          judge,
        ),
      ).toEqual([]);
    }),
    { numRuns: 30 },
  );
});

describe('a misspelled field is seen', () => {
  const objects = allObjects(X72);
  const container = ['spec', 'template', 'spec', 'containers', 0] as const;
  const job = ['spec', 'replicatedJobs', 0] as const;

  test.each([
    ['Topology', 'spec', 'levels', 0, 'nodeLabel'],
    ['ResourceFlavor', 'spec', 'topologyName'],
    ['ClusterQueue', 'spec', 'preemption', 'withinClusterQueue'],
    ['ClusterQueue', 'spec', 'resourceGroups', 0, 'flavors', 0, 'resources', 0, 'nominalQuota'],
    ['LocalQueue', 'spec', 'clusterQueue'],
    ['ComputeDomain', 'spec', 'channel', 'allocationMode'],
    ['ConfigMap', 'data'],
    ['JobSet', 'spec', 'failurePolicy', 'restartStrategy'],
    ['JobSet', ...job, 'template', 'spec', 'completionMode'],
    ['JobSet', ...job, 'template', ...container, 'resources', 'limits'],
    ['JobSet', ...job, 'template', 'spec', 'template', 'spec', 'resourceClaims', 0, 'resourceClaimTemplateName'],
    ['LeaderWorkerSet', 'spec', 'leaderWorkerTemplate', 'restartPolicy'],
    [
      'LeaderWorkerSet',
      'spec',
      'leaderWorkerTemplate',
      'leaderTemplate',
      'spec',
      'containers',
      0,
      'readinessProbe',
      'httpGet',
    ],
    ['Service', 'spec', 'ports', 0, 'targetPort'],
    ['HorizontalPodAutoscaler', 'spec', 'behavior', 'scaleDown', 'stabilizationWindowSeconds'],
    ['ValidatingAdmissionPolicy', 'spec', 'matchConditions', 0, 'expression'],
    ['ValidatingAdmissionPolicyBinding', 'spec', 'validationActions'],
    ['NodePool', 'spec', 'template', 'spec', 'expireAfter'],
    ['EC2NodeClass', 'spec', 'metadataOptions', 'httpTokens'],
  ])('%s: %j', (kind, ...path) => {
    const object = objects.find((each) => each.kind === kind && judge(each).length === 0);
    expect(object).toBeDefined();
    expect(object && judge(misspell(object, ...path)).length).toBeGreaterThan(0);
  });

  test('and so is a value of a wrong type', () => {
    const service = objects.find(({ kind }) => kind === 'Service');
    expect(judge({ ...service, spec: { ports: [{ port: '80' }] } } as KubernetesObject)).not.toEqual([]);
  });
});

test('objects are frozen, and what they were made of is not', () => {
  const pool = structuredCloneOf(X72);
  for (const object of allObjects(pool)) {
    expect(Object.isFrozen(object)).toBe(true);
    expect(Object.isFrozen(object.metadata)).toBe(true);
  }
  expect(Object.isFrozen(pool.namespaces)).toBe(false);
});

test('objects come out of JSON and of YAML as they went in', () => {
  const objects = allObjects(X72);
  expect(JSON.parse(JSON.stringify(objects))).toEqual(objects);
  expect(objects.map((object): unknown => parse(stringify(object, { aliasDuplicateObjects: false })))).toEqual(objects);
});

function structuredCloneOf(pool: typeof X72): typeof X72 {
  return { ...pool, namespaces: [...pool.namespaces], members: pool.members.map((member) => ({ ...member })) };
}
