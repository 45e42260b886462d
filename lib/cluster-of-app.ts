import type { App } from 'aws-cdk-lib';
import { nearest } from 'cdk-ultraserver/hardware';

import { loadClusterOrExit } from './config/load-cluster';
import type { ClusterModel } from './config/model';
import { PLACEHOLDER_WARNING } from './config/warnings';

/** The file that is taken where no other is named. */
export const DEFAULT_CLUSTER_FILE = 'config/gb200.yaml';

const KEY = 'cluster';

/** Context keys that differ from `cluster` by no more than this are taken for slips of the hand. */
const SLIP = 2;

/**
 * Reads the cluster of an app, from the file that the context key `cluster` names: `-c cluster=config/other.yaml`, or
 * `context` in cdk.json. Says on stderr which it is; where it cannot be read, why, and ends the process.
 */
export function clusterOfApp(app: App): ClusterModel {
  const slip = contextSlip(app.node.getAllContext() as Record<string, unknown>);
  if (slip !== undefined) {
    process.stderr.write(`${slip}\n`);
    process.exit(1);
  }
  const file = app.node.tryGetContext(KEY) as string | undefined;
  const model = loadClusterOrExit(file ?? DEFAULT_CLUSTER_FILE);
  process.stderr.write(`${describeCluster(model).join('\n')}\n`);
  return model;
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
 * Which cluster is at work, in a line for people, and a second one where the file still has the examples' ids. CDK's own
 * report of that would take four.
 */
export function describeCluster(model: ClusterModel): string[] {
  const members = model.cells.flatMap((cell) => cell.members);
  const instances = members.reduce((sum, { count }) => sum + count, 0);
  const accelerators = members.reduce(
    (sum, { count, instanceType }) => sum + count * instanceType.accelerators.count,
    0,
  );
  const placeholders = model.warnings
    .filter(({ id }) => id === PLACEHOLDER_WARNING)
    .map(({ message }) => `warning: ${message}`);
  return [
    `cluster file: ${model.file} (${model.name}: ${instances} instances, ${accelerators} accelerators)`,
    ...placeholders,
  ];
}
