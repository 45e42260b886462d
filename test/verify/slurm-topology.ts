import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  buildTopology,
  type CellTopology,
  hostList,
  hostsOf,
  type NodeRecord,
  slurmTopologyConf,
  slurmTopologyYaml,
} from '../../lib/topology';
import { onlyCell, type Rack, type World, worldOf } from '../support/topology';
import { SLURM_BASE } from './slurm-files';

/** A cell whose topology Slurm is to read, and jobs that it is to place. */
interface SlurmCase {
  readonly name: string;
  readonly cell: CellTopology;
  readonly plugin: 'block' | 'tree';

  /** Nodes of each job, by its name; with `across` in it, a job may leave a domain. */
  readonly jobs: Readonly<Record<string, number>>;
}

const RACKS: readonly Rack[] = [
  { name: 'alpha' },
  { name: 'bravo', running: 17 },
  { name: 'charlie', size: 9 },
  { name: 'delta', cliques: [9, 9] },
];

/** Cases that are shown to Slurm: UltraServers of two sizes, one with a node missing and one in two cliques; and plain instances. */
export function slurmCases(): SlurmCase[] {
  const world = worldOf(RACKS);
  const members = world.cluster.members.map((member) => ({ ...member, kind: 'instances' as const }));
  return [
    {
      name: 'ultraservers',
      cell: cellOf(world),
      plugin: 'block',
      jobs: { 'one-x72': 18, 'one-x36': 9, 'two-nodes': 2, 'across-two': 36 },
    },
    {
      name: 'instances',
      cell: cellOf({ ...world, cluster: { ...world.cluster, members } }),
      plugin: 'tree',
      jobs: { 'across-all': 62 },
    },
  ];
}

/**
 * Writes what slurm-check reads: for each case a folder with topology.yaml, and one with topology.conf.
 *
 * @returns path of each slurm.conf
 */
export function writeSlurmTopologies(folder: string): string[] {
  return slurmCases().flatMap(({ name, cell, plugin, jobs }) =>
    ['topology.yaml', 'topology.conf'].map((file) => {
      const own = join(folder, `${name}-${file.replace('.', '-')}`);
      mkdirSync(join(own, 'jobs'), { recursive: true });
      const nodes = hostList(hostsOf(cell).map(({ slurmName }) => slurmName));
      writeFileSync(join(own, file), file === 'topology.yaml' ? slurmTopologyYaml(cell) : slurmTopologyConf(cell));
      writeFileSync(join(own, 'gres.conf'), `NodeName=${nodes} Name=gpu Count=4\n`);
      for (const [job, count] of Object.entries(jobs)) {
        writeFileSync(
          join(own, 'jobs', `${job}.sbatch`),
          `#!/bin/bash\n#SBATCH --nodes=${count}\n#SBATCH --exclusive\nsrun true\n`,
        );
      }
      const conf = join(own, 'slurm.conf');
      writeFileSync(conf, slurmConf(nodes, plugin));
      return conf;
    }),
  );
}

function slurmConf(nodes: string, plugin: SlurmCase['plugin']): string {
  const base = SLURM_BASE.filter((line) => !line.startsWith('TopologyPlugin='));
  return [
    ...base,
    `TopologyPlugin=topology/${plugin}`,
    `NodeName=${nodes} NodeAddr=127.0.0.1 CPUs=144 RealMemory=960000 Gres=gpu:4 State=CLOUD`,
    `PartitionName=train Default=YES Nodes=${nodes} OverSubscribe=EXCLUSIVE`,
    '',
  ].join('\n');
}

/** The cell with nodes named after their member, so that a list of nodes shows which UltraServers it is of. */
function cellOf({ cluster, records, nodes }: World): CellTopology {
  const cliques = new Map(nodes.map(({ instanceId, clique }) => [instanceId, clique]));
  const counts = new Map<string, number>();
  const named = records.instanceTopology.map(({ InstanceId, CapacityBlockId = '' }): NodeRecord => {
    const number = (counts.get(CapacityBlockId) ?? 0) + 1;
    counts.set(CapacityBlockId, number);
    const rack = records.blocks.findIndex((block) => block.CapacityBlockId === CapacityBlockId);
    return {
      instanceId: InstanceId,
      name: undefined,
      slurmName: `${RACKS[rack]?.name}-${number}`,
      clique: cliques.get(InstanceId),
      labels: undefined,
    };
  });
  return onlyCell(buildTopology(cluster, records, named));
}
