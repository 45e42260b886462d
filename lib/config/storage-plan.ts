import { isLocalZone, storageZone } from 'cdk-ultraserver/rules';
import type { DataRepositoryLink, LustreEfaClients, LustreStorageClass, RepositoryEvent } from 'cdk-ultraserver/rules';

import type { ClusterFacts, MemberFacts } from './facts';
import type { Path } from './finding';
import { isSoundZone } from './network-plan';
import type { ClusterDraft } from './shape';
import type { SubnetPurpose } from './storage-model';

type StorageDraft = NonNullable<ClusterDraft['storage']>;
type LustreDraft = NonNullable<NonNullable<StorageDraft['lustre']>[number]>;
type RepositoryDraft = NonNullable<NonNullable<LustreDraft['repositories']>[number]>;

/** Mount points where the file names none; the schema and docs/cluster-file.md say the same. */
export const DEFAULT_MOUNTS = { lustre: '/fsx', home: '/home' } as const;

/** The zone of a piece of storage, with where the file shows it. */
export interface PlannedZone {
  /** Undefined where the file names none that is sound, and none follows from the nodes'. */
  readonly zone: string | undefined;

  /** Where it stands in the file, or the piece of storage that it is missing from. */
  readonly path: Path;

  /** Whether the file gives it, right or wrong. */
  readonly given: boolean;

  /** The zones that it could be, where that is not one; empty where a zone of the nodes is itself wrong. */
  readonly choices: readonly string[];

  /** Zones of nodes near which no zone is known. */
  readonly without: readonly string[];
}

/** A Lustre file system of a file, with what follows from the file around it. */
export interface PlannedLustre extends PlannedZone {
  readonly draft: LustreDraft;
  readonly home: Path;
  readonly storageClass: LustreStorageClass;
  readonly efa: boolean;

  /** Who mounts it over EFA, with the place in the file that says so. */
  readonly efaClients: readonly { readonly client: LustreEfaClients; readonly path: Path }[];
  readonly links: readonly { readonly link: DataRepositoryLink; readonly path: Path }[];
}

/** The Lustre file systems of a file. */
export function planLustre(cluster: ClusterFacts): PlannedLustre[] {
  return (cluster.draft.storage?.lustre ?? []).flatMap((draft, index) =>
    draft === undefined ? [] : [planOne(cluster, draft, ['storage', 'lustre', index])],
  );
}

function planOne(cluster: ClusterFacts, draft: LustreDraft, home: Path): PlannedLustre {
  const { given, members } = cluster;
  const overEfa = members.filter(({ pool }) => efaPoolOf(draft, pool.draft.name) >= 0);
  const efa = given([...home, 'efa']);
  return {
    ...planZone(cluster, home, draft.zone, overEfa.length > 0 ? overEfa : members),
    draft,
    home,
    efa,
    storageClass: given([...home, 'intelligentTiering']) && !given([...home, 'ssd']) ? 'intelligent-tiering' : 'ssd',
    efaClients: efaClientsOf(draft, overEfa, home),
    links: (draft.repositories ?? []).flatMap((repository, index) => {
      const link = repository && linkOf(repository);
      return link ? [{ link, path: [...home, 'repositories', index] }] : [];
    }),
  };
}

function efaPoolOf({ efa }: LustreDraft, pool: string | undefined): number {
  return pool === undefined ? -1 : (efa?.pools?.indexOf(pool) ?? -1);
}

/** One entry for each pool and zone. What is not known of a member, or is wrong, is reported elsewhere. */
function efaClientsOf(
  draft: LustreDraft,
  members: readonly MemberFacts[],
  home: Path,
): { client: LustreEfaClients; path: Path }[] {
  const interfaces = draft.efa?.interfaces;
  const clients = new Map<string, { client: LustreEfaClients; path: Path }>();
  for (const { pool, count, zone } of members) {
    const {
      instanceType,
      layout,
      draft: { name = '' },
    } = pool;
    if (instanceType === undefined || count === undefined || interfaces === undefined) {
      continue;
    }
    const key = JSON.stringify([name, zone]);
    clients.set(key, {
      client: {
        name,
        instanceType: instanceType.name,
        instances: count + (clients.get(key)?.client.instances ?? 0),
        efaInterfaces: interfaces,
        efaInterfacesOfInstance: layout?.efaInterfaces,
        zone,
      },
      path: [...home, 'efa', 'pools', efaPoolOf(draft, name)],
    });
  }
  return [...clients.values()];
}

const EVENTS = { new: 'NEW', changed: 'CHANGED', deleted: 'DELETED' } as const satisfies Record<
  string,
  RepositoryEvent
>;

/** A link as FSx has it; undefined where a part of it is missing. */
function linkOf({ path, s3, import: imported, export: exported }: RepositoryDraft): DataRepositoryLink | undefined {
  const eventsOf = (events: typeof imported): RepositoryEvent[] =>
    (events ?? []).flatMap((event) => (event === undefined ? [] : [EVENTS[event]]));
  return path === undefined || s3 === undefined
    ? undefined
    : { path, s3Uri: s3, importEvents: eventsOf(imported), exportEvents: eventsOf(exported) };
}

/**
 * The zone of a piece of storage: the one that the file names, else the one that is near all the nodes. Nothing is chosen
 * among several: the choice would move with the nodes, and the storage would be replaced.
 *
 * @param home where the file has the piece of storage
 * @param members whose nodes use it
 */
export function planZone(
  cluster: ClusterFacts,
  home: Path,
  stated: string | undefined,
  members: readonly MemberFacts[] = cluster.members,
): PlannedZone {
  const path = [...home, 'zone'];
  const sound = (zone: string | undefined): zone is string => zone !== undefined && isSoundZone(cluster, zone);
  if (cluster.given(path)) {
    return { zone: sound(stated) ? stated : undefined, path, given: true, choices: [], without: [] };
  }
  const unclear = { zone: undefined, path: home, given: false, choices: [], without: [] };
  const zones = [...new Set(members.map(({ zone }) => zone))];
  if (!zones.every(sound)) {
    return unclear;
  }
  const without = zones.filter((zone) => storageZone(zone) === undefined);
  const choices = [...new Set(zones.flatMap((zone) => storageZone(zone) ?? []))];
  return without.length === 0 && choices.length === 1
    ? { ...unclear, zone: choices[0] }
    : { ...unclear, choices, without };
}

/** The zones of control subnets, made or existing, as far as they can be read and are sound. */
export function controlSubnetZones(cluster: ClusterFacts): string[] {
  const { network } = cluster.draft;
  const zones = cluster.given(['network', 'existing'])
    ? (network?.existing?.controlSubnets ?? []).map((subnet) => subnet?.zone)
    : (network?.controlZones ?? []);
  return zones.flatMap((zone) => (zone !== undefined && isSoundZone(cluster, zone) ? [zone] : []));
}

/** The zones of node subnets, made or existing, as far as they can be read. */
export function nodeSubnetZones({ draft: { network }, members, given }: ClusterFacts): string[] {
  const subnets = given(['network', 'existing']) ? network?.existing?.nodeSubnets : network?.nodeSubnets;
  return [...(subnets ?? []).map((subnet) => subnet?.zone), ...members.map(({ zone }) => zone)].flatMap(
    (zone) => zone ?? [],
  );
}

/**
 * The subnet that something stands in. It follows from its zone and transport alone: if it followed from the subnets that
 * there are, one that is added later would move the file system, which is to replace it.
 */
export function subnetOf(zone: string, efa: boolean): SubnetPurpose {
  return efa || isLocalZone(zone) ? 'nodes' : 'control';
}
