import { DEFAULT_EKS_VERSION, DEFAULT_SLURM_VERSION } from 'cdk-ultraserver/rules';

import type {
  EksEngineModel,
  EngineModel,
  LoginModel,
  QueueModel,
  SlurmEngineModel,
  SlurmSettings,
} from './engine-model';
import { DEFAULT_NAMESPACES, serviceRangeOf } from './engine-plan';
import type { ClusterFacts } from './facts';
import type { CellModel, ImageModel } from './model';
import { required } from './required';
import type { ClusterFile } from './schema/cluster';
import { controlSubnetZones } from './storage-plan';

type EngineFile = NonNullable<ClusterFile['engine']>;

/** What a file without the key means; the schema and docs/cluster-file.md say the same. */
const DEFAULTS = {
  scalingTier: 'standard',
  supportType: 'EXTENDED',
  systemNodes: { count: 2, volumeSizeGiB: 100 },
  cpuPoolGiB: 100,
  login: { instanceType: 'm7g.large', count: 1, volumeSizeGiB: 100 },
} as const;

/**
 * The engine of a sound file.
 *
 * @param cells the cells that the file makes
 * @param image the AMI that a file describes
 */
export function engineModel(
  cluster: ClusterFacts,
  cells: readonly CellModel[],
  image: (stated: NonNullable<NonNullable<EngineFile['login']>['image']>) => ImageModel,
): EngineModel {
  const engine = cluster.draft.engine as EngineFile | undefined;
  switch (engine?.type) {
    case 'eks':
      return eksModel(engine, cluster);
    case 'slurm':
      return slurmModel(engine, cluster, loginModel(engine, cells, image));
    default:
      return { type: 'ec2' };
  }
}

function eksModel(engine: EngineFile, cluster: ClusterFacts): EksEngineModel {
  const { access = {}, endpoint = {}, systemNodes = {}, addOns = {} } = engine;
  const namespaces = engine.namespaces ?? DEFAULT_NAMESPACES;
  return {
    type: 'eks',
    version: engine.version ?? DEFAULT_EKS_VERSION,
    nodes: engine.nodes ?? 'self-managed',
    access: {
      admins: [...(access.admins ?? [])],
      editors: [...(access.editors ?? [])],
      viewers: [...(access.viewers ?? [])],
    },
    clients: [...(endpoint.clients ?? [])],
    publicFrom: endpoint.publicFrom && [...endpoint.publicFrom],
    namespaces: inOrder(namespaces),
    queues: Object.fromEntries(
      cluster.pools.map(({ draft }): [string, QueueModel] => [
        required(draft.name),
        {
          namespaces: inOrder((draft.namespaces as string[] | undefined) ?? namespaces),
          borrowsFrom: inOrder((draft.borrowsFrom as string[] | undefined) ?? []),
        },
      ]),
    ),
    cpuPools: (engine.cpuPools ?? []).map(({ name, maxCpus, image, families, spot, zones, rootVolumeGiB }) => ({
      name,
      maxCpus,
      image,
      families: families && [...families],
      spot: spot ?? false,
      zones: zones && [...zones],
      rootVolumeGiB: rootVolumeGiB ?? DEFAULTS.cpuPoolGiB,
    })),
    scalingTier: engine.scalingTier ?? DEFAULTS.scalingTier,
    supportType: engine.supportType ?? DEFAULTS.supportType,
    deletionProtection: engine.deletionProtection ?? true,
    secretsKeyArn: engine.secretsKeyArn,
    serviceCidr: serviceRangeOf(cluster),
    systemNodes: {
      instanceTypes: systemNodes.instanceTypes && [...systemNodes.instanceTypes],
      count: systemNodes.count ?? DEFAULTS.systemNodes.count,
      volumeSizeGiB: systemNodes.volumeSizeGiB ?? DEFAULTS.systemNodes.volumeSizeGiB,
    },
    addOns: { versions: { ...addOns.versions }, without: [...(addOns.without ?? [])] },
    charts: Object.fromEntries(
      Object.entries(engine.charts ?? {}).map(([name, { repository, version, values }]) => [
        name,
        { repository, version, values: values && structuredClone(values) },
      ]),
    ),
  };
}

/** Each name once, in an order that is not the file's: there it has no meaning. */
function inOrder(names: readonly string[]): string[] {
  return [...new Set(names)].toSorted();
}

function slurmModel(engine: EngineFile, cluster: ClusterFacts, login: LoginModel | undefined): SlurmEngineModel {
  return {
    type: 'slurm',
    version: engine.version ?? DEFAULT_SLURM_VERSION,
    controlZone: engine.controlZone ?? required(controlSubnetZones(cluster).toSorted()[0]),
    mostInstances: engine.mostInstances,
    mostJobs: engine.mostJobs,
    purgeAfterDays: engine.purgeAfterDays,
    instanceStore: engine.instanceStore ?? 'image',
    settings: { ...engine.settings },
    nodeSettings: { ...engine.nodeSettings },
    queueSettings: Object.fromEntries(
      Object.entries(engine.queueSettings ?? {}).map(([queue, settings]): [string, SlurmSettings] => [
        queue,
        { ...settings },
      ]),
    ),
    login,
  };
}

function loginModel(
  { login = {} }: EngineFile,
  cells: readonly CellModel[],
  image: (stated: NonNullable<NonNullable<EngineFile['login']>['image']>) => ImageModel,
): LoginModel | undefined {
  const count = login.count ?? DEFAULTS.login.count;
  if (count === 0) {
    return undefined;
  }
  const stated = login.image && image(login.image);
  return {
    instanceType: login.instanceType ?? DEFAULTS.login.instanceType,
    count,
    volumeSizeGiB: login.volumeSizeGiB ?? DEFAULTS.login.volumeSizeGiB,
    images: Object.fromEntries(
      cells.map(({ name, members: [first] }) => [name, stated ?? required(first).image] as const),
    ),
  };
}
