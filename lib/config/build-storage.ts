import { DEFAULT_HOME_BACKUP_DAYS, DEFAULT_TIERED_METADATA_IOPS, defaultLustreBackupDays } from 'cdk-ultraserver/rules';

import type { ClusterFacts } from './facts';
import { required } from './required';
import type { ClusterFile } from './schema/cluster';
import type {
  CheckpointsModel,
  HomeModel,
  LustreModel,
  LustreSsdModel,
  LustreTieringModel,
  StorageModel,
} from './storage-model';
import { DEFAULT_MOUNTS, planLustre, planZone, subnetOf } from './storage-plan';
import type { PlannedLustre } from './storage-plan';

type Storage = NonNullable<ClusterFile['storage']>;
type Lustre = NonNullable<Storage['lustre']>[number];

/** What the nodes of a sound file share. */
export function storageModel(cluster: ClusterFacts): StorageModel | undefined {
  const { storage } = cluster.draft as ClusterFile;
  return (
    storage && {
      lustre: planLustre(cluster).map(lustreModel),
      home: storage.home && homeModel(storage.home, cluster),
      checkpoints: storage.checkpoints && checkpointsModel(storage.checkpoints, cluster),
    }
  );
}

function lustreModel(planned: PlannedLustre): LustreModel {
  const draft = planned.draft as Lustre;
  const zone = required(planned.zone);
  return {
    name: draft.name,
    mount: draft.mount ?? DEFAULT_MOUNTS.lustre,
    zone,
    subnet: subnetOf(zone, planned.efa),
    offeredInLocalZone: draft.offeredInLocalZone ?? false,
    storage: lustreStorage(draft),
    efa: draft.efa && {
      pools: [...draft.efa.pools],
      interfaces: draft.efa.interfaces,
      clients: planned.efaClients.map(({ client }) => client),
    },
    repositories: planned.links.map(({ link }) => link),
    backupDays: draft.backupDays ?? defaultLustreBackupDays(planned.storageClass, planned.links.length),
    maintenance: draft.maintenance,
    onDelete: draft.onDelete ?? 'retain',
  };
}

function lustreStorage({ ssd, intelligentTiering }: Lustre): LustreSsdModel | LustreTieringModel {
  if (ssd) {
    const { capacityGiB, throughputPerTiB, metadataIops } = ssd;
    return { kind: 'ssd', capacityGiB, throughputPerTiB, metadataIops };
  }
  const { throughputMBps, metadataIops = DEFAULT_TIERED_METADATA_IOPS, readCacheGiB } = required(intelligentTiering);
  return { kind: 'intelligent-tiering', throughputMBps, metadataIops, readCacheGiB };
}

function homeModel(home: NonNullable<Storage['home']>, cluster: ClusterFacts): HomeModel {
  const common = { mount: home.mount ?? DEFAULT_MOUNTS.home, onDelete: home.onDelete ?? 'retain' };
  if (home.efs) {
    return { kind: 'efs', ...common, zone: home.efs.zone };
  }
  const openZfs = required(home.openZfs);
  const zone = required(planZone(cluster, ['storage', 'home', 'openZfs'], openZfs.zone).zone);
  return {
    kind: 'openzfs',
    ...common,
    zone,
    subnet: subnetOf(zone, false),
    offeredInLocalZone: openZfs.offeredInLocalZone ?? false,
    capacityGiB: openZfs.capacityGiB,
    throughputMBps: openZfs.throughputMBps,
    deployment: openZfs.deployment ?? 'SINGLE_AZ_HA_2',
    backupDays: openZfs.backupDays ?? DEFAULT_HOME_BACKUP_DAYS,
  };
}

function checkpointsModel(
  { zone, offeredInLocalZone, baseName, onDelete }: NonNullable<Storage['checkpoints']>,
  cluster: ClusterFacts,
): CheckpointsModel {
  return {
    zone: required(planZone(cluster, ['storage', 'checkpoints'], zone).zone),
    offeredInLocalZone: offeredInLocalZone ?? false,
    baseName,
    onDelete: onDelete ?? 'retain',
  };
}
