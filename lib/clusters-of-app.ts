import type { App } from 'aws-cdk-lib';
import { nearest } from 'cdk-ultraserver/hardware';

import { clustersOf, loadFileOrExit } from './config/load-file';
import type { ClusterModel } from './config/model';
import { PLACEHOLDER_WARNING } from './config/warnings';

/** The file that is taken where no other is named. */
export const DEFAULT_CLUSTER_FILE = 'config/gb200.yaml';

const KEY = 'cluster';

/** The context key that names one cell of a fleet. */
const CELL_KEY = 'cell';

/** Context keys that differ from `cluster` by no more than this are taken for slips of the hand. */
const SLIP = 2;

/**
 * Reads the clusters of an app, from the file that the context key `cluster` names: `-c cluster=config/other.yaml`, or
 * `context` in cdk.json. Of a fleet file `-c cell=<name>` takes one cell alone. Says on stderr which they are; where they
 * cannot be read, why, and ends the process.
 */
export function clustersOfApp(app: App): readonly ClusterModel[] {
  const slip = contextSlip(app.node.getAllContext() as Record<string, unknown>);
  if (slip !== undefined) {
    process.stderr.write(`${slip}\n`);
    process.exit(1);
  }
  const file = app.node.tryGetContext(KEY) as string | undefined;
  const cell = app.node.tryGetContext(CELL_KEY) as string | undefined;
  const loaded = loadFileOrExit(file ?? DEFAULT_CLUSTER_FILE, cell);
  const clusters = clustersOf(loaded);
  const fleet = loaded.kind === 'fleet' ? loaded.fleet.name : undefined;
  process.stderr.write(`${describeClusters(clusters, fleet).join('\n')}\n`);
  return clusters;
}

/**
 * What is wrong with a context key that looks like `cluster`, or whose value looks like a cluster file where `cluster` has
 * none: the default would be deployed, or destroyed, in its place.
 */
export function contextSlip(context: Record<string, unknown>): string | undefined {
  const namesFile = (key: string): boolean => !(KEY in context) && /\.ya?ml$/i.test(String(context[key]));
  const slip = Object.keys(context).find(
    (key) => key !== KEY && (nearest(key, [KEY], SLIP) !== undefined || namesFile(key)),
  );
  return slip === undefined
    ? undefined
    : `context has '${slip}', must be '${KEY}'; did you mean -c ${KEY}=${String(context[slip])}?`;
}

/**
 * Which clusters are at work, in a line for people, and a second one where the file still has the examples' ids. CDK's own
 * report of that would take four.
 *
 * @param fleet the fleet's name @default - one cluster
 */
export function describeClusters(clusters: readonly ClusterModel[], fleet?: string): string[] {
  const members = clusters.flatMap(({ cells }) => cells.flatMap((cell) => cell.members));
  const instances = members.reduce((sum, { count }) => sum + count, 0);
  const accelerators = members.reduce(
    (sum, { count, instanceType }) => sum + count * instanceType.accelerators.count,
    0,
  );
  const [first] = clusters;
  const what = fleet === undefined ? `cluster file: ${first?.file}` : `fleet file: ${first?.file}`;
  const name =
    fleet === undefined ? first?.name : `${fleet}: ${clusters.length} ${clusters.length === 1 ? 'cell' : 'cells'}`;
  const separator = fleet === undefined ? ':' : ',';
  const placeholders = clusters.flatMap(({ warnings }) => warnings.filter(({ id }) => id === PLACEHOLDER_WARNING));
  const [placeholder] = placeholders;
  const others = placeholders.length > 1 ? ` (and so in ${placeholders.length - 1} more cells)` : '';
  return [
    `${what} (${name}${separator} ${instances} instances, ${accelerators} accelerators)`,
    ...(placeholder ? [`warning: ${placeholder.message}${others}`] : []),
  ];
}
