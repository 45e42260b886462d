import type { CellModel } from '../config';
import { drawSvg } from './draw-svg';
import { drawText } from './draw-text';
import { hostFile } from './host-file';
import { kueueTopologyYaml } from './kueue-topology';
import { labelCommands, nodeLabels } from './node-labels';
import { slurmTopologyConf, slurmTopologyYaml } from './slurm-topology';
import type { CellTopology } from './topology';

/** A file to be written. */
export interface TopologyFile {
  /** `main/topology.yaml`: by cell. */
  readonly path: string;
  readonly text: string;
}

/**
 * All files of a cell.
 *
 * @param model the same cell of the cluster file
 * @returns none where the cell has no host
 * @throws Error where the topology has an error among its findings: a file would be silently wrong
 */
export function topologyFiles(topology: CellTopology, model: CellModel): TopologyFile[] {
  const { cell, domains, findings } = topology;
  const error = findings.find(({ severity }) => severity === 'error');
  if (error !== undefined) {
    throw new Error(`no file can be written of cell ${cell}: ${error.message}`);
  }
  if (domains.length === 0) {
    return [];
  }
  const kueue = kueueTopologyYaml(model);
  const texts: [string, string][] = [
    ['topology.yaml', slurmTopologyYaml(topology)],
    ['topology.conf', slurmTopologyConf(topology)],
    ['node-labels.sh', labelCommands(topology)],
    ['node-labels.json', `${JSON.stringify(nodeLabels(topology), undefined, 2)}\n`],
    ...(kueue === undefined ? [] : [['kueue-topology.yaml', kueue] satisfies [string, string]]),
    ['hostfile', hostFile(topology)],
    ['topology.txt', drawText(topology)],
    ['topology.svg', drawSvg(topology)],
  ];
  return texts.map(([name, text]) => ({ path: `${cell}/${name}`, text }));
}
