import { readFileSync } from 'node:fs';

import { buildTopology, hostFile, parseRecords, slurmTopologyConf, slurmTopologyYaml } from '../../lib/topology';
import type { TopologyCluster } from '../../lib/topology';
import { onlyCell } from '../support/topology';

/** Times one making of a topology and its files, in a process of its own: `topology-run.ts <cluster> <document>`. */
const [clusterFile = '', file = ''] = process.argv.slice(2);
const cluster = JSON.parse(readFileSync(clusterFile, 'utf8')) as TopologyCluster;
const text = readFileSync(file, 'utf8');
const times: Record<string, number> = {};

function timed<Result>(name: string, work: () => Result): Result {
  const start = performance.now();
  const result = work();
  times[name] = performance.now() - start;
  return result;
}

const records = timed('parse', () => parseRecords(text, file));
const cell = onlyCell(timed('model', () => buildTopology(cluster, records, [])));
const texts = [
  timed('conf', () => slurmTopologyConf(cell)),
  timed('yaml', () => slurmTopologyYaml(cell)),
  timed('hostfile', () => hostFile(cell)),
];
if (texts.some((one) => one.length < cluster.members.length)) {
  throw new Error('a file is too short to be true');
}
process.stdout.write(`${JSON.stringify(times)}\n`);
