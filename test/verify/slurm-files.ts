import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { AcceleratedInstanceType } from 'cdk-ultraserver/hardware';

import { loadCluster } from '../../lib/config/load-cluster';
import { exampleFiles } from '../../lib/examples/example-files';

interface Setting {
  readonly ParameterName: string;
  readonly ParameterValue: string;
}

interface Resource {
  readonly Type: string;
  readonly Properties: {
    readonly Name?: string;
    readonly CustomLaunchTemplate?: { readonly TemplateId?: { readonly Ref?: string } };
    readonly LaunchTemplateData?: { readonly InstanceType?: string };
    readonly ScalingConfiguration?: { readonly MaxInstanceCount: number };
    readonly ComputeNodeGroupConfigurations?: readonly {
      readonly ComputeNodeGroupId: { 'Fn::GetAtt': [string, string] };
    }[];
    readonly SlurmConfiguration?: { readonly SlurmCustomSettings?: readonly Setting[] };
  };
}

/** A template with a cluster of AWS PCS, as far as Slurm is concerned. */
export interface SlurmTemplate {
  readonly Resources: Readonly<Record<string, Resource>>;
}

/** The files that Slurm's controller reads. */
export interface SlurmFiles {
  readonly conf: string;
  readonly gres: string;
  readonly topology: string;
}

/** Ports that no other test has. */
const CONTROLLER_PORT = 16_817;
const FIRST_NODE_PORT = 20_000;

/** What AWS PCS, or the one machine that judges, adds to the settings of a template. */
export const SLURM_BASE: readonly string[] = [
  'ClusterName=judged',
  'SlurmctldHost=localhost',
  `SlurmctldPort=${CONTROLLER_PORT}`,
  'CommunicationParameters=NoInAddrAny',
  'AuthType=auth/none',
  'CredType=cred/none',
  'SelectType=select/cons_tres',
  'GresTypes=gpu',
  'TopologyPlugin=topology/block',
  'ProctrackType=proctrack/cgroup',
  'MpiDefault=none',
  'SuspendTime=60',
  'SuspendProgram=/bin/true',
  'ResumeProgram=/bin/true',
];

/**
 * What Slurm is told by a template: the settings of cluster, node groups and queues as they stand in it, with nodes of the
 * instance types' size, and a block for each node group, as AWS PCS makes them.
 */
export function slurmFiles({ Resources: resources }: SlurmTemplate): SlurmFiles {
  const ofType = (type: string): [string, Resource][] =>
    Object.entries(resources).filter(([, { Type }]) => Type === type);
  const queues = ofType('AWS::PCS::Queue').map(([, { Properties }]) => Properties);
  const queued = new Set(queues.flatMap(groupsOf));
  const groups = ofType('AWS::PCS::ComputeNodeGroup').filter(([id]) => queued.has(id));
  const nodes = new Map(groups.map(([id, { Properties }]) => [id, `${Properties.Name}-[1-${countOf(Properties)}]`]));
  const cluster = ofType('AWS::PCS::Cluster').flatMap(([, { Properties }]) => settingsOf(Properties));
  let port = FIRST_NODE_PORT;
  const nodeLines = groups.map(([id, { Properties }]) => {
    const { vcpus, memoryGiB, accelerators } = typeOf(resources, Properties);
    const ports = `[${port + 1}-${port + countOf(Properties)}]`;
    port += countOf(Properties);
    const size = `CPUs=${vcpus} RealMemory=${Math.floor(memoryGiB * 1000)} Gres=gpu:${accelerators.count}`;
    return [
      `NodeName=${nodes.get(id)} NodeHostname=localhost Port=${ports} ${size} State=CLOUD`,
      ...settingsOf(Properties),
    ].join(' ');
  });
  const partitions = queues.map((queue) =>
    [
      `PartitionName=${queue.Name}${queue === queues[0] ? ' Default=YES' : ''} Nodes=${groupsOf(queue)
        .map((id) => nodes.get(id))
        .join(',')}`,
      ...settingsOf(queue),
    ].join(' '),
  );
  const [first] = groups;
  const gpus = first ? typeOf(resources, first[1].Properties).accelerators.count : 0;
  return {
    conf: `${[...SLURM_BASE, ...cluster, ...nodeLines, ...partitions].join('\n')}\n`,
    gres: `NodeName=${[...nodes.values()].join(',')} Name=gpu Count=${gpus}\n`,
    topology: topology(
      groups.map(([id, { Properties }]) => ({
        name: Properties.Name ?? id,
        nodes: nodes.get(id) ?? '',
        count: countOf(Properties),
      })),
    ),
  };
}

function topology(blocks: readonly { name: string; nodes: string; count: number }[]): string {
  const lines = blocks.map(({ name, nodes }) => `      - { block: ${name}, nodes: "${nodes}" }`);
  const size = Math.min(...blocks.map(({ count }) => count));
  return [
    '- topology: default',
    '  cluster_default: true',
    '  block:',
    `    block_sizes: [${size}]`,
    '    blocks:',
    ...lines,
    '',
  ].join('\n');
}

function groupsOf({ ComputeNodeGroupConfigurations: groups = [] }: Resource['Properties']): string[] {
  return groups.map(({ ComputeNodeGroupId }) => ComputeNodeGroupId['Fn::GetAtt'][0]);
}

function settingsOf({ SlurmConfiguration }: Resource['Properties']): string[] {
  return (SlurmConfiguration?.SlurmCustomSettings ?? []).map((one) => `${one.ParameterName}=${one.ParameterValue}`);
}

function countOf({ ScalingConfiguration }: Resource['Properties']): number {
  return ScalingConfiguration?.MaxInstanceCount ?? 0;
}

function typeOf(
  resources: SlurmTemplate['Resources'],
  { CustomLaunchTemplate }: Resource['Properties'],
): AcceleratedInstanceType {
  const template = resources[CustomLaunchTemplate?.TemplateId?.Ref ?? ''];
  return AcceleratedInstanceType.fromName(template?.Properties.LaunchTemplateData?.InstanceType ?? '');
}

const NO_PROGRAMS = {
  torchImage: '',
  trainingProgram: '',
  inferenceImage: '',
  model: '',
  metric: { name: '', perReplica: '' },
};

/** Writes what slurm-check reads of a template, with the example jobs of its cluster file, and gives the path of slurm.conf. */
export function writeSlurmFiles(templatePath: string, clusterFile: string, folder: string): string {
  const files = slurmFiles(JSON.parse(readFileSync(templatePath, 'utf8')) as SlurmTemplate);
  const write = (name: string, text: string): string => {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  };
  write('gres.conf', files.gres);
  write('topology.yaml', files.topology);
  for (const { path, text } of exampleFiles(loadCluster(clusterFile), NO_PROGRAMS)) {
    write(`jobs/${path.replaceAll('/', '-')}`, text);
  }
  return write('slurm.conf', files.conf);
}
