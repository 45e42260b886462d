import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { AcceleratedInstanceType } from 'cdk-ultraserver/hardware';
import fc from 'fast-check';

import {
  allReduceAcrossDomains,
  allReduceInOneDomain,
  inferenceReplicas,
  kubernetesExamples,
  trainingJob,
  type ConfigMap,
  type Container,
  type GpuPool,
  type HorizontalPodAutoscaler,
  type JobSet,
  type KubernetesObject,
  type LeaderWorkerSet,
  type PodTemplate,
  type TrainingJobOptions,
} from '../../../../../constructs/engines/eks/manifests';
import { renderEfaEnvironment } from '../../../../../constructs/nodes/user-data/node-environment';
import { EFA_HUGE_PAGES } from '../../../../../constructs/nodes/user-data/tuning';
import { isJobSet, isLeaderWorkerSet } from './judge';
import { anyPool, examplesOf, POOLS, X72 } from './pools';

const isConfigMap = (object: KubernetesObject): object is ConfigMap => object.kind === 'ConfigMap';
const isAutoscaler = (object: KubernetesObject): object is HorizontalPodAutoscaler =>
  object.kind === 'HorizontalPodAutoscaler';
const SMALL: GpuPool = { ...X72, members: [{ name: 'alpha', nodes: 9 }] };
const MIXED: GpuPool = { ...X72, members: [...SMALL.members, { name: 'bravo', nodes: 18 }] };
const P5EN: GpuPool = { ...X72, instanceType: AcceleratedInstanceType.P5EN_48XLARGE, efaInterfaces: 16 };
const METRIC = { name: 'requests_waiting', perReplica: '8' };

const torch = (pool: GpuPool) => ({ pool, namespace: 'research', image: 'torch:1' });
const training = (pool: GpuPool, options: Partial<TrainingJobOptions> = {}): KubernetesObject[] =>
  trainingJob({ ...torch(pool), program: 'train.py', ...options });
const inference = (pool: GpuPool, replicaNodes?: number): KubernetesObject[] =>
  inferenceReplicas({
    ...torch(pool),
    model: 'm',
    metric: METRIC,
    ...(replicaNodes === undefined ? {} : { replicaNodes }),
  });

function only<T>(found: T[]): T {
  const [first] = found;
  if (found.length !== 1 || first === undefined) {
    throw new Error(`expected one, got ${found.length}`);
  }
  return first;
}

function jobOf(objects: KubernetesObject[]): { set: JobSet; domains: number; nodes: number; pod: PodTemplate } {
  const set = only(objects.filter(isJobSet));
  const job = only([...set.spec.replicatedJobs]);
  return { set, domains: job.replicas, nodes: job.template.spec.parallelism, pod: job.template.spec.template };
}

function setOf(objects: KubernetesObject[]): LeaderWorkerSet['spec'] {
  return only(objects.filter(isLeaderWorkerSet)).spec;
}

const containerOf = ({ spec }: PodTemplate): Container => only([...spec.containers]);
const scriptOf = (pod: PodTemplate): string => containerOf(pod).command[2] ?? '';

function podsOf(objects: KubernetesObject[]): PodTemplate[] {
  return [
    ...objects
      .filter(isJobSet)
      .flatMap(({ spec }) => spec.replicatedJobs.map(({ template }) => template.spec.template)),
    ...objects.filter(isLeaderWorkerSet).flatMap(({ spec }) => {
      const { leaderTemplate, workerTemplate } = spec.leaderWorkerTemplate;
      return leaderTemplate ? [leaderTemplate, workerTemplate] : [workerTemplate];
    }),
  ];
}

describe.each(POOLS)('pods of the examples for %s', (_name, pool) => {
  const pods = kubernetesExamples(examplesOf(pool)).flatMap(({ objects }) => podsOf(objects));

  test('take all GPUs and EFA interfaces of a node of the pool', () => {
    for (const pod of pods) {
      const { requests, limits } = containerOf(pod).resources;
      expect(limits['nvidia.com/gpu']).toBe(String(pool.instanceType.accelerators.count));
      expect(limits['vpc.amazonaws.com/efa']).toBe(pool.efaInterfaces > 0 ? String(pool.efaInterfaces) : undefined);
      expect(requests).toEqual(expect.objectContaining(limits));
      expect(Number(requests['cpu'])).toBeLessThan(pool.instanceType.vcpus);
      expect(parseInt(requests['memory'] ?? '', 10)).toBeLessThan(pool.instanceType.memoryGiB);
      expect(pod.spec.tolerations).toEqual([
        { key: 'nvidia.com/gpu', operator: 'Equal', value: 'present', effect: 'NoSchedule' },
      ]);
    }
  });

  test('run bash', () => {
    for (const pod of pods) {
      const { status, stderr } = spawnSync('bash', ['-n'], { input: scriptOf(pod), encoding: 'utf8' });
      expect([status, stderr]).toEqual([0, '']);
    }
  });

  test('claim a channel that is used, of a ComputeDomain beside them', () => {
    for (const { objects } of kubernetesExamples(examplesOf(pool))) {
      const domains = objects
        .filter(({ kind }) => kind === 'ComputeDomain')
        .map(({ metadata }) => `${metadata.name}-channel`);
      const claims = podsOf(objects).flatMap(({ spec }) => spec.resourceClaims ?? []);
      expect(new Set(claims.map(({ resourceClaimTemplateName }) => resourceClaimTemplateName))).toEqual(
        new Set(domains),
      );
      for (const pod of podsOf(objects)) {
        expect(containerOf(pod).resources.claims).toEqual(pod.spec.resourceClaims?.map(({ name }) => ({ name })));
      }
    }
  });
});

test('huge pages of a pod are of a node, and no more', () => {
  const pages = containerOf(jobOf(training(X72)).pod).resources.limits['hugepages-2Mi'];
  expect(pages).toBe('5120Mi');
  expect(5120).toBeLessThanOrEqual(EFA_HUGE_PAGES * 2);
});

test('pods have the variables that shells on the nodes have', () => {
  const { env } = containerOf(jobOf(training(X72)).pod);
  const lines = env.filter(({ value }) => value !== undefined).map(({ name, value }) => `${name}=${value}`);
  const rendered = renderEfaEnvironment({ nvlinkDomainInstances: 18 });
  expect(lines).toEqual(expect.arrayContaining(rendered.trim().split('\n')));
  expect(containerOf(jobOf(training(P5EN)).pod).env.map(({ name }) => name)).not.toContain('NCCL_MNNVL_ENABLE');
});

describe('the numbers', () => {
  test.each([
    ['one domain of x72', allReduceInOneDomain(torch(X72)), 1, 18],
    ['one domain of x36', allReduceInOneDomain(torch(SMALL)), 1, 9],
    ['one domain of both sizes', allReduceInOneDomain(torch(MIXED)), 1, 9],
    ['all of two x72', allReduceAcrossDomains(torch(X72)), 2, 18],
    ['all of both sizes, the larger as two', allReduceAcrossDomains(torch(MIXED)), 3, 9],
    ['training with 2 spares of 18', training(X72), 2, 16],
    ['training with 1 spare of 9', training(SMALL), 1, 8],
    ['training without spares', training(X72, { spareNodes: 0 }), 2, 18],
  ])('%s', (_name, objects, domains, nodes) => {
    const job = jobOf(objects);
    expect([job.domains, job.nodes]).toEqual([domains, nodes]);
    expect(scriptOf(job.pod)).toContain(`--nnodes=${domains * nodes} --nproc-per-node=4 `);
  });

  test.each<[string, GpuPool, number | undefined, number, number, number]>([
    ['x72', X72, undefined, 4, 8, 16],
    ['x72 by 9', X72, 9, 9, 4, 36],
    ['x36', SMALL, undefined, 4, 2, 16],
    ['both sizes by 6', MIXED, 6, 6, 4, 24],
    ['one node', { ...X72, members: [{ name: 'alpha', nodes: 1 }] }, undefined, 1, 1, 4],
  ])('replicas of %s', (_name, pool, replicaNodes, size, most, gpus) => {
    const objects = inference(pool, replicaNodes);
    expect(setOf(objects).leaderWorkerTemplate.size).toBe(size);
    expect(only(objects.filter(isAutoscaler)).spec.maxReplicas).toBe(most);
    expect(scriptOf(setOf(objects).leaderWorkerTemplate.workerTemplate)).toContain(`--tp-size ${gpus} `);
  });

  test('work of any pool fits into the pool, and each part into one member', () => {
    fc.assert(
      fc.property(anyPool, (pool) => {
        const all = pool.members.reduce((sum, { nodes }) => sum + nodes, 0);
        const smallest = Math.min(...pool.members.map(({ nodes }) => nodes));
        for (const objects of [
          allReduceInOneDomain(torch(pool)),
          allReduceAcrossDomains(torch(pool)),
          training(pool),
        ]) {
          const { domains, nodes } = jobOf(objects);
          expect(nodes).toBeGreaterThan(0);
          expect(nodes).toBeLessThanOrEqual(smallest);
          expect(domains * nodes).toBeLessThanOrEqual(all);
        }
        const objects = inference(pool);
        const { size } = setOf(objects).leaderWorkerTemplate;
        expect(size).toBeLessThanOrEqual(smallest);
        expect(only(objects.filter(isAutoscaler)).spec.maxReplicas * size).toBeLessThanOrEqual(all);
      }),
    );
  });
});

describe('placement', () => {
  test('one domain is one NVLink partition', () => {
    expect(jobOf(allReduceInOneDomain(torch(X72))).pod.metadata.annotations).toEqual({
      'kueue.x-k8s.io/podset-required-topology': 'nvidia.com/gpu.clique',
    });
  });

  test.each([
    ['all-reduce', allReduceAcrossDomains(torch(X72)), '18'],
    ['training', training(X72), '16'],
  ])('%s across domains has each of its jobs in one', (_name, objects, size) => {
    const { pod, nodes } = jobOf(objects);
    expect(pod.metadata.annotations).toEqual({
      'kueue.x-k8s.io/podset-slice-required-topology': 'nvidia.com/gpu.clique',
      'kueue.x-k8s.io/podset-slice-size': size,
    });
    expect(String(nodes)).toBe(size);
  });

  test('a leader and its workers are one group in one domain', () => {
    const { leaderTemplate, workerTemplate } = setOf(inference(X72)).leaderWorkerTemplate;
    const annotations = {
      'kueue.x-k8s.io/podset-group-name': 'inference',
      'kueue.x-k8s.io/podset-required-topology': 'nvidia.com/gpu.clique',
    };
    expect(leaderTemplate?.metadata.annotations).toEqual(annotations);
    expect(workerTemplate.metadata.annotations).toEqual(annotations);
  });

  test('a group of one has no workers to be grouped with, and needs no channel', () => {
    const objects = inference(X72, 1);
    const { leaderTemplate, workerTemplate } = setOf(objects).leaderWorkerTemplate;
    expect(leaderTemplate).toBeUndefined();
    expect(workerTemplate.metadata.annotations).not.toHaveProperty(['kueue.x-k8s.io/podset-group-name']);
    expect(objects.map(({ kind }) => kind)).not.toContain('ComputeDomain');
  });

  test('where NVLink ends at the instance, pods are near to each other', () => {
    expect(jobOf(training(P5EN)).pod.metadata.annotations).toEqual({
      'kueue.x-k8s.io/podset-preferred-topology': 'topology.k8s.aws/network-node-layer-3',
    });
    expect(jobOf(training({ ...P5EN, networkLayers: 0 })).pod.metadata.annotations).toEqual({
      'kueue.x-k8s.io/podset-unconstrained-topology': 'true',
    });
  });

  test('work enters by the queue of the pool', () => {
    for (const objects of [training(X72), inference(X72), allReduceInOneDomain(torch(X72))]) {
      const work = objects.filter((object) => isJobSet(object) || isLeaderWorkerSet(object));
      expect(work.map(({ metadata }) => metadata.labels)).toEqual([{ 'kueue.x-k8s.io/queue-name': 'train' }]);
    }
  });
});

test('examples are those that the pool can run', () => {
  const files = (pool: GpuPool) => kubernetesExamples(examplesOf(pool)).map(({ fileName }) => fileName);
  expect(files(X72)).toEqual(['nccl-one-domain.yaml', 'nccl-across-domains.yaml', 'inference.yaml', 'training.yaml']);
  expect(files(SMALL)).toEqual(['nccl-one-domain.yaml', 'inference.yaml', 'training.yaml']);
  expect(files(P5EN)).toEqual(['nccl-across-domains.yaml', 'inference.yaml', 'training.yaml']);
});

test('checkpoints lie on the claim that is named', () => {
  const { pod } = jobOf(training(X72, { checkpoints: { claimName: 'fsx', mountPath: '/checkpoints' } }));
  expect(pod.spec.volumes).toContainEqual({ name: 'checkpoints', persistentVolumeClaim: { claimName: 'fsx' } });
  expect(containerOf(pod).volumeMounts).toContainEqual({ name: 'checkpoints', mountPath: '/checkpoints' });
});

describe('is refused', () => {
  test.each<[string, () => unknown, RegExp]>([
    ['a replica larger than a domain', () => inference(MIXED, 10), /from 1 to 9, .* got 10/],
    ['a replica of nothing', () => inference(X72, 0), /from 1 to 18, .* got 0/],
    ['as many spares as nodes', () => training(X72, { spareNodes: 18 }), /from 0 to 17 .* got 18/],
    ['a pool without members', () => kubernetesExamples(examplesOf({ ...X72, members: [] })), /must have a member/],
  ])('%s', (_name, render, message) => {
    expect(render).toThrow(message);
  });
});

/** Runs a pod's script with a `torchrun` that says its arguments and then what NCCL would. */
function runScript(pod: PodTemplate, log: string, job = '0', index = '0'): { status: number | null; output: string } {
  const folder = mkdtempSync(join(tmpdir(), 'torchrun-'));
  try {
    writeFileSync(
      join(folder, 'torchrun'),
      '#!/bin/sh\necho "torchrun $*"\nprintf "%s\\n" "$NCCL_SAYS"\nexit "${TORCHRUN_FAILS:-0}"\n',
    );
    chmodSync(join(folder, 'torchrun'), 0o755);
    const { status, stdout, stderr } = spawnSync('bash', ['-c', scriptOf(pod)], {
      encoding: 'utf8',
      env: {
        PATH: `${folder}:${process.env['PATH']}`,
        NCCL_SAYS: log,
        TORCHRUN_FAILS: log.includes('unhandled') ? '1' : '0',
        JOB_INDEX: job,
        JOB_COMPLETION_INDEX: index,
        MASTER_ADDR: 'master',
      },
    });
    return { status, output: stdout + stderr };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('the script of an all-reduce', () => {
  const NVLINK = 'comm 0x1 rank 0 nRanks 72 nNodes 1 localRanks 72 localRank 0 MNNVL 1';
  const one = jobOf(allReduceInOneDomain(torch(X72))).pod;
  const across = jobOf(allReduceAcrossDomains(torch(X72))).pod;

  test.each([
    ['one domain over NVLink', one, NVLINK, 0, ''],
    [
      'one domain without NVLink',
      one,
      NVLINK.replace('MNNVL 1', 'MNNVL 0'),
      1,
      'NCCL did not use NVLink between nodes',
    ],
    [
      'one domain over the network',
      one,
      `${NVLINK}\n[send] via NET/AWS Libfabric/0`,
      1,
      'NCCL used the network between nodes',
    ],
    ['two domains over EFA', across, `${NVLINK}\n[send] via NET/AWS Libfabric/0`, 0, ''],
    ['two domains over sockets', across, `${NVLINK}\n[send] via NET/Socket/0`, 1, 'NCCL used sockets between domains'],
    [
      'two domains, without NVLink in one',
      across,
      'nNodes 36',
      1,
      'NCCL did not use NVLink between the nodes of a domain',
    ],
    ['a failing program', one, `${NVLINK}\nunhandled`, 1, ''],
  ])('%s: status and reason', (_name, pod, log, status, reason) => {
    const run = runScript(pod, log);
    expect(run.status).toBe(status);
    expect(run.output).toContain(reason);
  });

  test('gives each node its rank: those of one domain are next to each other', () => {
    const ranks = ['0', '1'].flatMap((job) =>
      ['0', '17'].map((index) => /--node-rank=(\d+)/.exec(runScript(across, NVLINK, job, index).output)?.[1]),
    );
    expect(ranks).toEqual(['0', '17', '18', '35']);
  });
});

test('the program goes from 1 MiB to 16 GiB', () => {
  const map = only(allReduceInOneDomain(torch(X72)).filter(isConfigMap));
  const program = map.data['all_reduce.py'] ?? '';
  const [first, last] = [/^size = (\d+)$/m, /^while size <= (\d+):$/m].map((line) => Number(line.exec(program)?.[1]));
  expect([first, last]).toEqual([1024 ** 2, 16 * 1024 ** 3]);
  expect(scriptOf(jobOf(allReduceInOneDomain(torch(X72))).pod)).toContain(' /opt/example/all_reduce.py\n');
});

test('the training script runs the program with its arguments, and fails with it', () => {
  const { pod } = jobOf(training(X72, { program: '/workspace/train.py --resume' }));
  const run = runScript(pod, 'fine', '1', '3');
  expect(run.status).toBe(0);
  expect(run.output).toContain(
    'torchrun --nnodes=32 --nproc-per-node=4 --node-rank=19 --master-addr=master --master-port=29500 /workspace/train.py --resume',
  );
  expect(runScript(pod, 'unhandled').status).toBe(1);
});

test("a model's name stays one word", () => {
  const script = scriptOf(
    setOf(inferenceReplicas({ ...torch(X72), model: "it's $(id)", metric: METRIC })).leaderWorkerTemplate
      .workerTemplate,
  );
  const { stdout } = spawnSync('bash', ['-c', `python3() { printf '%s\\n' "$@"; }\n${script.replace('exec ', '')}`], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', LWS_GROUP_SIZE: '4', LWS_WORKER_INDEX: '2', LWS_LEADER_ADDRESS: 'leader' },
  });
  expect(stdout.split('\n')).toEqual(expect.arrayContaining(["it's $(id)", '--node-rank', '2', 'leader:20000']));
});
