import { examplesCommand } from './commands/examples';
import { planCommand } from './commands/plan';
import { topologyCommand } from './commands/topology';
import type { TopologySource } from '../topology/records';
import type { CommandFactory } from './program';
import type { AwsOptions } from './topology/run';

/** The commands, in the order in which an operator comes to need them. */
export const COMMANDS: readonly CommandFactory[] = [planCommand, examplesCommand, topologyCommand({ awsSource })];

async function awsSource({ cluster, reservationIds, ...target }: AwsOptions): Promise<TopologySource> {
  const { awsTopologySource } = await import('../aws/topology-source.js');
  return awsTopologySource(target, { cluster, reservationIds });
}
