import { type KubernetesExample, kubernetesExamples } from 'cdk-ultraserver/kubernetes';
import { slurmExamples } from 'cdk-ultraserver/slurm';
import { stringify } from 'yaml';

import type { EksEngineModel } from '../config/engine-model';
import type { CellModel, ClusterModel, MemberModel } from '../config/model';
import { gpuPools } from '../stacks/gpu-pools';

/** What Kubernetes' examples run; Slurm's name their programs by variables. */
export interface ExamplePrograms {
  /** Image with PyTorch and EFA's plugin for NCCL, for the architecture of the nodes. */
  readonly torchImage: string;
  /** Training program in that image, and its arguments. */
  readonly trainingProgram: string;
  /** Image with SGLang, for the architecture of the nodes. */
  readonly inferenceImage: string;
  /** The model that is served, as SGLang takes it. */
  readonly model: string;
  /** External metric that the number of replicas goes by, and its value for each. */
  readonly metric: { readonly name: string; readonly perReplica: string };
}

/** A file to be written. */
export interface ExampleFile {
  /** `frontier/main/train/nccl-one-domain.yaml`: by cluster, cell and pool. */
  readonly path: string;
  readonly text: string;
}

/**
 * Examples with a cluster's own numbers, for each pool of each cell: manifests of Kubernetes, batch scripts of Slurm. On plain
 * EC2 users bring what starts jobs, so there are none.
 */
export function exampleFiles(cluster: ClusterModel, programs: ExamplePrograms): ExampleFile[] {
  return cellFiles(cluster, programs).map(({ path, text }) => ({ path: `${cluster.name}/${path}`, text }));
}

function cellFiles({ engine, cells }: ClusterModel, programs: ExamplePrograms): ExampleFile[] {
  switch (engine.type) {
    case 'eks':
      return cells.flatMap((cell) => kubernetesFiles(cell, engine, programs));
    case 'slurm':
      return cells.flatMap(slurmFiles);
    case 'ec2':
      return [];
    default:
      return engine satisfies never;
  }
}

function kubernetesFiles(cell: CellModel, engine: EksEngineModel, programs: ExamplePrograms): ExampleFile[] {
  return gpuPools(cell, engine).flatMap((pool) =>
    kubernetesExamples({ pool, ...programs }).map((example) => ({
      path: `${cell.name}/${pool.name}/${example.fileName}`,
      text: manifest(example),
    })),
  );
}

function manifest({ about, objects }: KubernetesExample): string {
  const documents = objects.map((object) => stringify(object, { lineWidth: 0, aliasDuplicateObjects: false }));
  return [...about.map((line) => `# ${line}`), documents.join('---\n')].join('\n');
}

/** Pools of UltraServers have examples; for others Slurm needs none of this project's. */
function slurmFiles(cell: CellModel): ExampleFile[] {
  const pools = new Map<string, MemberModel[]>();
  for (const member of cell.members.filter(({ kind }) => kind === 'ultraserver')) {
    pools.set(member.pool, [...(pools.get(member.pool) ?? []), member]);
  }
  return [...pools].flatMap(([name, members]) =>
    slurmExamples({
      name,
      domains: members.map((member) => ({ name: member.name, nodes: member.count })),
      gpusPerNode: members[0]?.instanceType.accelerators.count ?? 0,
    }).map(({ fileName, script }) => ({ path: `${cell.name}/${name}/${fileName}`, text: script })),
  );
}
