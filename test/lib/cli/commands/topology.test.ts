import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { DEFAULT_CONFIG, topologyCommand } from '../../../../lib/cli/commands/topology';
import { EXIT } from '../../../../lib/cli/exit-code';
import { DEFAULT_CLUSTER_FILE } from '../../../../lib/clusters-of-app';
import { loadCluster, loadFile, type LoadedFile } from '../../../../lib/config';
import { topologyCluster, type TopologyRecords } from '../../../../lib/topology';
import { runCommandLine } from '../../../support/command-line';
import { worldOf } from '../../../support/topology';

const CONFIG = 'config/gb200.yaml';
const FLEET = 'config/fleets/dallas.yaml';
const { members } = topologyCluster(loadCluster(CONFIG));
const bravo = members.at(-1);

/** Records of the file's UltraServers, of the last with fewer instances where a number is given. */
function recordsOf(running?: number): TopologyRecords {
  const { records } = worldOf(
    members.map(({ name }, index) => ({ name, ...(index === members.length - 1 ? { running } : {}) })),
  );
  return {
    ...records,
    blocks: records.blocks.map((block, index) => ({
      ...block,
      CapacityReservationIds: [members[index]?.reservationId ?? ''],
    })),
    instances: records.instances.map((one) => ({ ...one, CapacityReservationId: undefined })),
  };
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'topology-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Writes records as the AWS CLI does, and gives the options that name the files. */
function fromFiles({ instanceTopology, blocks, instances }: TopologyRecords): string[] {
  const documents = {
    topology: { Instances: instanceTopology },
    blocks: { CapacityBlocks: blocks },
    instances: { Reservations: [{ Instances: instances }] },
  };
  return Object.entries(documents).flatMap(([name, document]) => {
    const file = join(folder, `${name}.json`);
    writeFileSync(file, JSON.stringify(document));
    return ['--from', file];
  });
}

const run = (...args: string[]): ReturnType<typeof runCommandLine> =>
  runCommandLine(['topology', CONFIG, ...args], { commands: [topologyCommand()] });

test('without a file it takes the same as npx cdk', () => {
  expect(DEFAULT_CONFIG).toBe(DEFAULT_CLUSTER_FILE);
});

test('draws what runs', async () => {
  const { code, out, err } = await run(...fromFiles(recordsOf()));
  expect([code, err]).toEqual([EXIT.DONE, '']);
  expect(out).toMatch(/^cell main\n└─ nn-c0\n/);
  expect(out).toMatch(/─ alpha {2}18 of 18 instances, 72 GPUs {2}u-p6e-gb200x72 {2}cr-0123456789abcdef0$/m);
});

test('says what is odd, and what to do', async () => {
  const { code, out } = await run(...fromFiles(recordsOf(17)));
  expect(code).toBe(EXIT.DONE);
  expect(out).toMatch(/^warning: bravo has 17 of 18 instances; .* {2}\[member-partial\]\n {2}start the others/m);
});

test('writes the files of each cell', async () => {
  const out = join(folder, 'out');
  const { code } = await run(...fromFiles(recordsOf()), '--out', out, '--svg', join(folder, 'cell.svg'));
  expect(code).toBe(EXIT.DONE);
  expect(readdirSync(join(out, 'main')).toSorted()).toEqual([
    'hostfile',
    'kueue-topology.yaml',
    'node-labels.json',
    'node-labels.sh',
    'topology.conf',
    'topology.svg',
    'topology.txt',
    'topology.yaml',
  ]);
  expect(readFileSync(join(folder, 'cell.svg'), 'utf8')).toBe(readFileSync(join(out, 'main', 'topology.svg'), 'utf8'));
});

test('writes nothing where a file would be wrong, and ends with status 1', async () => {
  const records = recordsOf();
  const [first, ...others] = records.instanceTopology;
  const wrong = { ...records, instanceTopology: [{ ...first, InstanceType: 'p5.48xlarge' }, ...others] };
  const out = join(folder, 'out');
  const result = await run(...fromFiles(wrong), '--out', out, '--svg', join(folder, 'cell.svg'));
  expect(result.code).toBe(EXIT.FAILED);
  expect(result.out).toContain('[type-disagrees]');
  expect([out, join(folder, 'cell.svg')].map((path) => existsSync(path))).toEqual([false, false]);
});

test('cliques come from a list of nodes', async () => {
  const nodes = join(folder, 'nodes');
  const lines = recordsOf()
    .instanceTopology.slice(0, 18)
    .map(({ InstanceId }, index) => `${InstanceId} 2f1d8a3e-0c5b-4b62-9d53-6f8f1c9e7a10.${index < 9 ? 1 : 2}`);
  writeFileSync(nodes, lines.join('\n'));
  const { out } = await run(...fromFiles(recordsOf()), '--nodes', nodes);
  expect(out).toContain('alpha-1  9 instances, 36 GPUs');
  expect(out).toContain('[clique-split]');
});

test('--json is one document with the same', async () => {
  const { out, err } = await run(...fromFiles(recordsOf(17)), '--json', '--collectives');
  const document = JSON.parse(out) as {
    cells: {
      cell: string;
      domains: { name: string; hosts: unknown[] }[];
      findings: { id: string }[];
      collectives: { orders: { order: string }[] }[];
    }[];
  };
  expect(err).toBe('');
  const [cell] = document.cells;
  expect(cell?.domains.map(({ name, hosts }) => [name, hosts.length])).toEqual(
    members.map(({ name }) => [name, name === bravo?.name ? 17 : 18]),
  );
  expect(cell?.findings.map(({ id }) => id)).toEqual(['member-partial']);
  expect(cell?.collectives[0]?.orders.map(({ order }) => order)).toEqual(['ours', 'aws', 'random']);
});

test('--collectives compares orders, and says how far the model is from what was measured', async () => {
  const { out } = await run(...fromFiles(recordsOf()), '--collectives');
  expect(out).toMatch(/^host file +900 +\d+ +2 /m);
  expect(out).toMatch(/^ +20 +405.74, 404.77 +\+122 % +\+81 %/m);
});

describe('refused', () => {
  test.each([
    ['nothing to read from', [], EXIT.USAGE, 'give the output of the AWS CLI with --from'],
    ['a file that is not there', ['--from', 'nowhere.json'], EXIT.INPUT, 'nowhere.json cannot be read'],
    ['an interval too short', ['--watch', '--interval', '1'], EXIT.USAGE, 'at least 5'],
    ['to watch stdin', ['--watch', '--from', '-'], EXIT.USAGE, 'stdin can be read once'],
  ])('%s', async (_, args, code, message) => {
    const result = await run(...args);
    expect(result.code).toBe(code);
    expect(result.err).toContain(message);
  });

  test('a cell that there is not', async () => {
    const { code, err } = await run(...fromFiles(recordsOf()), '--cell', 'mian');
    expect([code, err]).toEqual([EXIT.USAGE, "error: config/gb200.yaml has no cell 'mian'; it has main\n"]);
  });

  test('a fleet of which no cell is named', async () => {
    const { code, err } = await runCommandLine(['topology', FLEET, '--from', 'x.json'], {
      commands: [topologyCommand()],
    });
    expect(code).toBe(EXIT.USAGE);
    expect(err).toContain('is a fleet of 2 cells');
    expect(err).toContain('name one with --cell, dallas-1 say');
  });

  test('a cell that a fleet has not', async () => {
    const args = ['topology', FLEET, '--cell', 'dallas-3', '--from', 'x.json'];
    const { code, err } = await runCommandLine(args, { commands: [topologyCommand()] });
    expect(code).toBe(EXIT.INPUT);
    expect(err).toContain('there is no cell "dallas-3"');
  });

  test('a folder that cannot be written to', async () => {
    const args = fromFiles(recordsOf());
    const { code, err } = await run(...args, '--out', args[1] ?? '');
    expect(code).toBe(EXIT.USAGE);
    expect(err).toContain('cannot be written');
  });
});

test('a cell of a fleet is a cluster, and its files go below its name', async () => {
  const out = join(folder, 'out');
  const args = ['topology', FLEET, '--cell', 'dallas-1', '--out', out, '--json'];
  const { cluster } = (loadFile(FLEET, 'dallas-1') as Extract<LoadedFile, { kind: 'fleet' }>).fleet.cells[0]!;
  const wanted = topologyCluster(cluster).members;
  const { records } = worldOf(wanted.map(({ name }) => ({ name })));
  const blocks = records.blocks.map((block, index) => ({
    ...block,
    CapacityReservationIds: [wanted[index]?.reservationId ?? ''],
  }));
  const instances = records.instances.map((one) => ({ ...one, CapacityReservationId: undefined }));
  const result = await runCommandLine([...args, ...fromFiles({ ...records, blocks, instances })], {
    commands: [topologyCommand()],
  });
  expect(result.code).toBe(EXIT.DONE);
  expect((JSON.parse(result.out) as { cluster: string }).cluster).toBe('atlas-dallas-1');
  expect(readdirSync(join(out, 'dallas-1'))).toEqual(cluster.cells.map(({ name }) => name));
});

test('records come from AWS where no file is named', async () => {
  const asked: unknown[] = [];
  const awsSource = (options: unknown): Promise<{ read: () => Promise<TopologyRecords> }> => {
    asked.push(options);
    return Promise.resolve({ read: () => Promise.resolve(recordsOf()) });
  };
  const { code } = await runCommandLine(['topology', CONFIG, '--endpoint', 'http://127.0.0.1:1'], {
    commands: [topologyCommand({ awsSource })],
  });
  expect(code).toBe(EXIT.DONE);
  expect(asked).toEqual([
    {
      cluster: 'frontier',
      reservationIds: ['cr-0123456789abcdef0', 'cr-0fedcba9876543210'],
      region: 'us-east-1',
      profile: undefined,
      endpoint: 'http://127.0.0.1:1',
    },
  ]);
});

describe('--watch', () => {
  /** Watches through readings, and ends after the last. */
  async function watch(
    readings: readonly (TopologyRecords | Error)[],
    ...args: string[]
  ): ReturnType<typeof runCommandLine> {
    const stop = new AbortController();
    let next = 0;
    const read = (): Promise<TopologyRecords> => {
      const reading = readings[next++];
      return reading instanceof Error ? Promise.reject(reading) : Promise.resolve(reading as TopologyRecords);
    };
    return runCommandLine(['topology', CONFIG, '--watch', '--interval', '5', ...args], {
      now: () => new Date('2026-12-06T11:30:00Z'),
      commands: [
        topologyCommand({
          awsSource: () => Promise.resolve({ read }),
          signal: stop.signal,
          pause: (milliseconds) => {
            expect(milliseconds).toBe(5000);
            if (next === readings.length) {
              stop.abort();
            }
            return Promise.resolve();
          },
        }),
      ],
    });
  }

  test('draws first, then says what changed', async () => {
    const { code, out, err } = await watch([recordsOf(), new Error('throttled'), recordsOf(), recordsOf(17)]);
    expect([code, err]).toEqual([EXIT.DONE, 'throttled; what was read last stands\n']);
    const lines = out.split('\n').filter((line) => line.startsWith('2026-12-06T11:30:00.000Z  '));
    expect(lines.map((line) => line.slice(26))).toEqual([
      expect.stringMatching(/^i-0+24 is gone from bravo$/),
      expect.stringMatching(/^new: bravo has 17 of 18/),
    ]);
  });

  test('keeps files true', async () => {
    const out = join(folder, 'out');
    await watch([recordsOf(), recordsOf(17)], '--out', out);
    expect(readFileSync(join(out, 'main', 'hostfile'), 'utf8').match(/ slots=4$/gm)).toHaveLength(
      members.length * 18 - 1,
    );
  });

  test('--json is a document a line', async () => {
    const { out } = await watch([recordsOf(), recordsOf(17)], '--json');
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { changes: { kind: string }[]; cells?: unknown });
    expect(lines.map(({ changes, cells }) => [changes.map(({ kind }) => kind), cells !== undefined])).toEqual([
      [[], true],
      [['gone', 'found'], false],
    ]);
  });
});
