import { spawnSync } from 'node:child_process';

import { slurmExamples, type SlurmExampleQueue } from '../../../../constructs/engines/slurm/examples/slurm-examples';
import { inSandbox, type NodeSandbox } from '../../nodes/scripts/node-sandbox';

const X72: SlurmExampleQueue = {
  name: 'train',
  gpusPerNode: 4,
  domains: [
    { name: 'alpha', nodes: 18 },
    { name: 'bravo', nodes: 18 },
  ],
};
const QUEUES: [string, SlurmExampleQueue][] = [
  ['two u-p6e-gb200x72', X72],
  ['one u-p6e-gb200x36', { ...X72, domains: [{ name: 'alpha', nodes: 9 }] }],
  [
    'both sizes',
    {
      ...X72,
      domains: [
        { name: 'alpha', nodes: 18 },
        { name: 'bravo', nodes: 9 },
      ],
    },
  ],
  ['one node', { ...X72, domains: [{ name: 'alpha', nodes: 1 }] }],
];

/**
 * Options of sbatch that the scripts may use, long form.
 *
 * @see https://slurm.schedmd.com/sbatch.html#SECTION_OPTIONS
 */
const SBATCH_OPTIONS = new Set(
  'job-name partition nodes segment ntasks-per-node gpus-per-node exclusive mem time output requeue open-mode'
    .split(' ')
    .map((name) => `--${name}`),
);

function script(queue: SlurmExampleQueue, name: string): string {
  return slurmExamples(queue).find(({ fileName }) => fileName === `${name}.sbatch`)?.script ?? '';
}

function options(text: string): string[] {
  return [...text.matchAll(/^#SBATCH (.*)$/gm)].map(([, option = '']) => option);
}

describe.each(QUEUES)('the examples for %s', (_name, queue) => {
  const examples = slurmExamples(queue).map(({ fileName, script: text }) => [fileName, text] as const);

  test.each(examples)('%s is bash', (_fileName, text) => {
    const { status, stderr } = spawnSync('bash', ['-n'], { input: text, encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  });

  test.each(examples)('%s has options that sbatch knows, before all else, each once', (_fileName, text) => {
    const names = options(text).map((option) => option.replace(/=.*/, ''));
    expect(names.filter((option) => !SBATCH_OPTIONS.has(option))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
    // sbatch reads no further than the first line that is neither a comment nor blank.
    expect(
      text
        .split('\n')
        .slice(1, names.length + 1)
        .every((line) => line.startsWith('#SBATCH ')),
    ).toBe(true);
  });

  test.each(examples)('%s takes whole nodes of the queue', (_fileName, text) => {
    expect(options(text)).toEqual(
      expect.arrayContaining(['--partition=train', '--exclusive', '--mem=0', '--gpus-per-node=4']),
    );
  });
});

describe('the numbers', () => {
  test.each([
    [X72, 'nccl-one-domain', 18, 18, 4],
    [X72, 'nccl-across-domains', 36, 18, 4],
    [X72, 'inference-server', 4, 4, 1],
    [X72, 'container', 18, 18, 4],
    [QUEUES[1]?.[1], 'nccl-one-domain', 9, 9, 4],
    [QUEUES[2]?.[1], 'nccl-across-domains', 27, 9, 4],
    [QUEUES[3]?.[1], 'inference-server', 1, 1, 1],
    [{ ...X72, replicaNodes: 9 }, 'inference-server', 9, 9, 1],
  ])('of %j in %s: %d nodes in segments of %d', (queue = X72, name, nodes, segment, tasks) => {
    expect(options(script(queue, name))).toEqual(
      expect.arrayContaining([`--nodes=${nodes}`, `--segment=${segment}`, `--ntasks-per-node=${tasks}`]),
    );
  });

  test('a server runs over all GPUs of its nodes', () => {
    expect(script({ ...X72, replicaNodes: 9 }, 'inference-server')).toContain('--tp-size 36 ');
  });

  test('there is nothing to cross with one domain', () => {
    expect(script({ ...X72, domains: [{ name: 'alpha', nodes: 18 }] }, 'nccl-across-domains')).toBe('');
  });

  test('a replica larger than a domain is refused, one as large is not', () => {
    expect(() => slurmExamples({ ...X72, replicaNodes: 19 })).toThrow(/slurm-segment/);
    expect(() => slurmExamples({ ...X72, replicaNodes: 18 })).not.toThrow();
  });

  test('a queue that AWS PCS would refuse is refused', () => {
    const domains = [
      { name: 'alpha', nodes: 18 },
      { name: 'bravo', nodes: 12 },
    ];
    expect(() => slurmExamples({ ...X72, domains })).toThrow(/slurm-queue-blocks/);
  });
});

/** What NCCL prints of its communicator and its channels. @see https://github.com/NVIDIA/nccl/blob/master/src/init.cc */
const NVLINK = 'alpha-1:1:1 [0] NCCL INFO comm 0x1 rank 0 nRanks 72 nNodes 1 localRanks 72 localRank 0 MNNVL 1';
const EFA = 'alpha-1:1:1 [0] NCCL INFO Channel 00/0 : 71[3] -> 72[0] [send] via NET/Libfabric/0/GDRDMA';
const SOCKET = 'alpha-1:1:1 [0] NCCL INFO Channel 00/0 : 3[3] -> 4[0] [send] via NET/Socket/0';

describe('the way that NCCL took', () => {
  const run = (name: string, lines: string[], arrange: (node: NodeSandbox) => void = () => {}) =>
    inSandbox((node) => {
      // The path is absolute in the script, as it is on every node.
      const text = script(X72, name).replace('/etc/ultraserver/efa.env', `${node.root}/efa.env`);
      node.file('/efa.env', 'FI_PROVIDER=efa\n');
      node.file('/opt/ultraserver/job.sh', text);
      node.file('/log', `${lines.join('\n')}\n`);
      node.fake('all_reduce_perf', 'exit 0');
      node.fake('srun', '[[ $FI_PROVIDER == efa && $NCCL_DEBUG == INFO ]] || exit 9; cat "$ULTRASERVER_ROOT/log"');
      node.fake('mktemp', 'echo "$ULTRASERVER_ROOT/nccl.log"');
      node.fake('tee', 'cat >"$1"; cat "$1"');
      arrange(node);
      return node.run('job.sh');
    });

  test.each([
    ['nccl-one-domain', 'NVLink', [NVLINK], 0],
    ['nccl-one-domain', 'nothing between nodes', [''], 1],
    ['nccl-one-domain', 'a domain that it did not find', [NVLINK.replace('MNNVL 1', 'MNNVL 0')], 1],
    ['nccl-one-domain', 'NVLink and EFA', [NVLINK, EFA], 1],
    ['nccl-one-domain', 'sockets', [SOCKET], 1],
    ['nccl-across-domains', 'NVLink and EFA', [NVLINK, EFA], 0],
    ['nccl-across-domains', 'EFA alone', [EFA], 1],
    ['nccl-across-domains', 'NVLink and sockets', [NVLINK, SOCKET], 1],
  ])('%s over %s', (name, _way, lines, status) => {
    expect(run(name, lines).status).toBe(status);
  });

  test('a job that fails is not judged by what it printed before', () => {
    const fails = (node: NodeSandbox): void => node.fake('srun', 'cat "$ULTRASERVER_ROOT/log"; exit 3');
    expect(run('nccl-one-domain', [NVLINK], fails).status).toBe(3);
  });

  test('a node without nccl-tests says so', () => {
    const { status, output } = run('nccl-one-domain', [NVLINK], (node) => node.remove('/bin/all_reduce_perf'));
    expect([status, output]).toEqual([1, expect.stringContaining('no all_reduce_perf on this node')]);
  });
});
