import type { Command } from 'commander';

import { createCommand } from '../command';
import type { CommandFactory } from '../program';
import type { TopologyFlags, TopologyOutside } from '../topology/run';

interface Flags extends Omit<TopologyFlags, 'interval'> {
  readonly interval: string;
}

/** As `npx cdk` takes it. */
export const DEFAULT_CONFIG = 'config/gb200.yaml';

const LEAST_INTERVAL_S = 5;

/** `ultraserver topology`. */
export function topologyCommand(outside: TopologyOutside = {}): CommandFactory {
  return (context) =>
    createCommand({
      name: 'topology',
      summary: 'says where instances are, and writes it for Slurm, Kubernetes and MPI',
      description:
        'Reads from AWS, or from files, where the instances of a cluster file are in the network; takes from nodes which ' +
        'GPUs NVLink joins; and makes of both one identity for each rack. Writes topology.yaml, topology.conf, node ' +
        'labels, a Kueue Topology, a host file and drawings, for each cell. What does not fit together is shown; where ' +
        'files would be wrong, none is written and the status is 1.',
      examples: [
        { line: 'topology', does: `draws what runs of ${DEFAULT_CONFIG}, and says what is odd` },
        {
          line: 'topology --nodes nodes.json --out topology',
          does: 'writes all files, with cliques from kubectl get nodes -o json',
        },
        { line: 'topology --from instances.json --from blocks.json', does: 'reads what the AWS CLI wrote, offline' },
        { line: 'topology --collectives', does: 'estimates all-reduces, and compares orders of ranks' },
        { line: 'topology --watch --out topology', does: 'keeps the files true, and says what changed' },
      ],
    })
      .argument('[config]', 'cluster file, or fleet file', DEFAULT_CONFIG)
      .option('--from <file>', 'output of the AWS CLI in place of AWS; more than once; - is stdin', collect)
      .option('--nodes <file>', 'kubectl get nodes -o json, or a list of nodes and cliques; - is stdin')
      .option('--cell <name>', 'this cell alone; of a fleet, one has to be named')
      .option('--out <folder>', 'write the files, in a folder for each cell')
      .option('--svg <file>', 'draw the one cell')
      .option('--collectives', 'estimate all-reduces in several orders of ranks')
      .option('--watch', 'read again and again, until interrupted; --json then writes a line for each change')
      .option('--interval <seconds>', `between two readings, at least ${LEAST_INTERVAL_S}`, '60')
      .option('--region <name>', 'in place of the Region of the file')
      .option('--profile <name>', 'profile of the AWS CLI')
      .option('--endpoint <url>', 'of EC2, in place of AWS’s own')
      .action(async (config: string, flags: Flags, command: Command) => {
        const interval = Number(flags.interval);
        if (!(interval >= LEAST_INTERVAL_S)) {
          command.error(
            `error: --interval must be a number of seconds of at least ${LEAST_INTERVAL_S}, got '${flags.interval}'`,
          );
        }
        const { runTopology } = await import('../topology/run.js');
        await runTopology(config, { ...flags, interval }, context, outside);
      });
}

function collect(value: string, before: string[] = []): string[] {
  return [...before, value];
}
