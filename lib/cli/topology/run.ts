import { modelErrors } from '../../collectives';
import type { ClusterModel } from '../../config';
import { OperatorError } from '../../operator-error';
import {
  buildTopology,
  type ClusterTopology,
  describeChange,
  errorsOf,
  pauseOf,
  topologyCluster,
  type TopologyChange,
  type TopologySource,
  watchTopology,
} from '../../topology';
import { type CommandContext, writeJson } from '../command';
import { EXIT } from '../exit-code';
import { withProgress } from '../progress';
import { chooseCluster } from './choose-cluster';
import { fileSource, readNodes } from './inputs';
import { reportCells } from './report';
import { type CellReport, renderTopology } from './view';

/** How AWS is reached, and what it is asked for. */
export interface AwsOptions {
  /** Name of the cluster, as instances carry it. */
  readonly cluster: string;

  /** Reservations and blocks that the file names. */
  readonly reservationIds: readonly string[];

  readonly region: string;

  /** @default - the AWS SDK's own search */
  readonly profile?: string;

  /** @default - AWS's own */
  readonly endpoint?: string;
}

/** What the command takes from outside. */
export interface TopologyOutside {
  /** Reads records from AWS. @default - there is none: records come from files */
  readonly awsSource?: (options: AwsOptions) => Promise<TopologySource>;

  /** Ends `--watch`. @default - SIGINT and SIGTERM */
  readonly signal?: AbortSignal;

  /** Waits between two readings. @default - by the clock */
  readonly pause?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** What the user asked for. */
export interface TopologyFlags {
  readonly from?: readonly string[];
  readonly nodes?: string;
  readonly cell?: string;
  readonly out?: string;
  readonly svg?: string;
  readonly collectives?: boolean;
  readonly watch?: boolean;

  /** Between two readings. */
  readonly interval: number;
  readonly region?: string;
  readonly profile?: string;
  readonly endpoint?: string;
  readonly json?: boolean;
}

/** Figures measured elsewhere are of GB200. */
const MEASURED_TYPE = 'p6e-gb200.36xlarge';

/** Reads and reports the topology of a cluster file, once or until interrupted. */
export async function runTopology(
  config: string,
  flags: TopologyFlags,
  context: CommandContext,
  outside: TopologyOutside,
): Promise<void> {
  const { model, cell, folder } = chooseCluster(config, flags.cell);
  const source = await sourceOf(flags, model, outside);
  const out = flags.out === undefined ? undefined : folder(flags.out);
  const reader = new Reader(model, source, { ...flags, cell, out }, context);
  if (flags.watch === true) {
    await watch(reader, flags, context, outside);
    return;
  }
  const topology = await reader.read();
  reader.show(topology, reader.report(topology));
}

/** Reads, and shows what was read. */
class Reader {
  private awsOrder: readonly string[] = [];

  constructor(
    private readonly model: ClusterModel,
    private readonly source: TopologySource,
    private readonly flags: TopologyFlags,
    private readonly context: CommandContext,
  ) {}

  async read(): Promise<ClusterTopology> {
    const { terminal } = this.context;
    const records = await withProgress(terminal, 'reading where instances are', () => this.source.read());
    this.awsOrder = records.instanceTopology.flatMap(({ InstanceId }) => InstanceId ?? []);
    return buildTopology(topologyCluster(this.model), records, readNodes(this.flags.nodes));
  }

  /** Writes what was asked for, and sets the exit status. */
  report(topology: ClusterTopology): CellReport[] {
    const cells = reportCells(this.model, topology, this.awsOrder, this.flags);
    const failed = cells.some((one) => errorsOf(topology, one.topology).length > 0);
    this.context.exit(failed ? EXIT.FAILED : EXIT.DONE);
    return cells;
  }

  show(topology: ClusterTopology, cells: readonly CellReport[]): void {
    const { terminal } = this.context;
    if (this.flags.json) {
      writeJson(terminal, jsonOf(topology, cells));
      return;
    }
    const fabrics = cells.flatMap((one) => one.collectives ?? []).flatMap(({ fabric }) => fabric ?? []);
    const measured = fabrics.find(({ name }) => name === MEASURED_TYPE);
    terminal.out(renderTopology(topology, cells, measured === undefined ? [] : modelErrors(measured)));
  }

  /** Tells of changes: a line for each, or with `--json` one document a line. */
  tell(topology: ClusterTopology, changes: readonly TopologyChange[]): void {
    const cells = this.report(topology);
    const time = this.context.now().toISOString();
    const { terminal } = this.context;
    if (this.flags.json) {
      const first = changes.length === 0 ? jsonOf(topology, cells) : {};
      terminal.out(`${JSON.stringify({ time, changes, ...first })}\n`);
    } else if (changes.length === 0) {
      this.show(topology, cells);
    } else {
      terminal.out(changes.map((change) => `${time}  ${describeChange(change)}\n`).join(''));
    }
  }
}

async function watch(
  reader: Reader,
  flags: TopologyFlags,
  { terminal }: CommandContext,
  outside: TopologyOutside,
): Promise<void> {
  const milliseconds = flags.interval * 1000;
  const { pause = (length: number, stop: AbortSignal) => pauseOf(length)(stop) } = outside;
  const { signal, release } = interruption(outside.signal);
  try {
    await watchTopology({
      read: () => reader.read(),
      signal,
      pause: (stop) => pause(milliseconds, stop),
      failed: (error) => terminal.err(`${(error as Error).message}; what was read last stands\n`),
      changed: (topology, changes) => reader.tell(topology, changes),
    });
  } finally {
    release();
  }
}

async function sourceOf(
  { from, watch: again, region, profile, endpoint }: TopologyFlags,
  model: ClusterModel,
  { awsSource }: TopologyOutside,
): Promise<TopologySource> {
  if (from === undefined) {
    if (awsSource === undefined) {
      throw new OperatorError('usage', 'there is nothing to read; give the output of the AWS CLI with --from');
    }
    return awsSource({
      cluster: model.name,
      reservationIds: reservationIds(model),
      region: region ?? model.region,
      profile,
      endpoint,
    });
  }
  if (again === true && from.includes('-')) {
    throw new OperatorError('usage', '--watch reads again and again, and stdin can be read once; give a file');
  }
  return fileSource(from);
}

function reservationIds({ cells }: ClusterModel): string[] {
  return cells.flatMap(({ members }) =>
    members.flatMap(({ capacity }) => ('reservationId' in capacity ? capacity.reservationId : [])),
  );
}

function jsonOf({ cluster, findings }: ClusterTopology, cells: readonly CellReport[]): object {
  return {
    cluster,
    findings,
    cells: cells.map(({ topology, files, collectives }) => ({
      ...topology,
      files,
      collectives: collectives?.map(plain),
    })),
  };
}

/** Without what is no JSON: the numbers of each single domain. */
function plain({ orders, ...rest }: NonNullable<CellReport['collectives']>[number]): object {
  return {
    ...rest,
    orders: orders.map(({ order, estimate }) => {
      const { domains, layers } = estimate.ring.crossings;
      return { order, estimate: { ...estimate, ring: { ...estimate.ring, crossings: { domains, layers } } } };
    }),
  };
}

/** A signal that the user's interruption gives, and how to let go of it. */
function interruption(given: AbortSignal | undefined): { signal: AbortSignal; release: () => void } {
  if (given !== undefined) {
    return { signal: given, release: () => undefined };
  }
  const stop = new AbortController();
  const abort = (): void => stop.abort();
  const names = ['SIGINT', 'SIGTERM'] as const;
  names.forEach((name) => process.once(name, abort));
  return { signal: stop.signal, release: () => names.forEach((name) => void process.removeListener(name, abort)) };
}
