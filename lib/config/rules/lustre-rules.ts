import {
  checkDataRepositories,
  checkLustreEfa,
  checkLustreMetadataIops,
  checkLustreSsd,
  checkLustreTiering,
  checkStorageUpkeep,
  DEFAULT_TIERED_METADATA_IOPS,
} from 'cdk-ultraserver/rules';

import type { ClusterFacts } from '../facts';
import type { Finding, Path } from '../finding';
import { planLustre } from '../storage-plan';
import type { PlannedLustre } from '../storage-plan';
import { didYouMean, show } from '../suggest';
import { place } from './rule';
import type { Rule } from './rule';
import { storagePlace } from './storage-place';

/** File systems of FSx for Lustre, each by itself and beside the others. */
export const lustreRules: readonly Rule[] = [
  names,
  each(kind),
  each(size),
  each(where),
  each(efaPools),
  each(efaClients),
  each(upkeep),
  each(repositories),
];

type LustreRule = (lustre: PlannedLustre, cluster: ClusterFacts) => Finding[];

function each(rule: LustreRule): Rule {
  return (cluster) => planLustre(cluster).flatMap((lustre) => rule(lustre, cluster));
}

/** `lustre scratch`, as far as it is known. */
function called({ draft }: PlannedLustre): string {
  return draft.name === undefined ? 'this file system' : `lustre ${draft.name}`;
}

function names(cluster: ClusterFacts): Finding[] {
  const all = planLustre(cluster);
  return all.flatMap(({ draft: { name }, home }, index): Finding[] => {
    const message = `a second file system is named ${show(name)}, file systems must have different names; rename the newer one, since a new name means a new file system`;
    return name !== undefined && all.findIndex(({ draft }) => draft.name === name) < index
      ? [{ id: 'storage-name-twice', message, path: [...home, 'name'] }]
      : [];
  });
}

function kind(lustre: PlannedLustre, { given }: ClusterFacts): Finding[] {
  const { home } = lustre;
  const kinds = ['ssd', 'intelligentTiering'].filter((key) => given([...home, key]));
  if (kinds.length === 2) {
    const message = `${called(lustre)} has both ssd and intelligentTiering, a file system has one storage class; keep ssd for a stated capacity and links to S3, else intelligentTiering`;
    return [{ id: 'lustre-kind', message, path: [...home, 'intelligentTiering'], atKey: true }];
  }
  const message = `${called(lustre)} has neither ssd nor intelligentTiering, one must be given; add ssd: { capacityGiB: 4800, throughputPerTiB: 500 } with your own numbers`;
  return kinds.length === 0 ? [{ id: 'lustre-kind', message, path: home }] : [];
}

function size({ draft: { ssd, intelligentTiering: tiering }, home, efa, storageClass }: PlannedLustre): Finding[] {
  if (storageClass === 'ssd') {
    const { capacityGiB, throughputPerTiB, metadataIops } = ssd ?? {};
    return [
      ...(capacityGiB === undefined || throughputPerTiB === undefined
        ? []
        : checkLustreSsd({ capacityGiB, throughputPerTiB, efa })),
      ...checkLustreMetadataIops(metadataIops, storageClass),
    ].map((problem) => place(problem, [...home, 'ssd']));
  }
  const { throughputMBps, metadataIops = DEFAULT_TIERED_METADATA_IOPS, readCacheGiB } = tiering ?? {};
  return [
    ...(throughputMBps === undefined
      ? []
      : // Without a cache there is no size to check.
        checkLustreTiering({ throughputMBps, readCacheGiB: readCacheGiB === 0 ? undefined : readCacheGiB })),
    ...checkLustreMetadataIops(metadataIops, storageClass),
  ].map((problem) => place(problem, [...home, 'intelligentTiering']));
}

function where(lustre: PlannedLustre, cluster: ClusterFacts): Finding[] {
  const { draft, home, efa } = lustre;
  const storage = {
    called: called(lustre),
    service: 'FSx for Lustre',
    home,
    planned: lustre,
    offeredInLocalZone: draft.offeredInLocalZone ?? false,
  };
  // What follows from a pool that is not there, or from one that runs elsewhere, is not said.
  if (lustre.zone === undefined && efaPools(lustre, cluster).length > 0) {
    return [];
  }
  const elsewhere = lustre.efaClients.some(({ client }) => client.zone !== lustre.zone);
  return storagePlace(cluster, storage, efa).filter(({ id }) => !elsewhere || id !== 'storage-subnet-missing');
}

function efaPools({ draft: { efa }, home }: PlannedLustre, { pools }: ClusterFacts): Finding[] {
  const known = pools.flatMap(({ draft: { name } }) => name ?? []);
  // A pool whose name is wrong may be the one that is meant.
  const unread = known.length < pools.length;
  return (efa?.pools ?? []).flatMap((pool, index): Finding[] => {
    if (pool === undefined || known.includes(pool) || unread) {
      return [];
    }
    const message = `${show(pool)} is no pool of this file, which has ${known.join(', ')}${didYouMean(pool, known) || '; name one of them'}`;
    return [{ id: 'storage-pool-unknown', message, path: [...home, 'efa', 'pools', index] }];
  });
}

function efaClients({ zone, efaClients: clients, home }: PlannedLustre): Finding[] {
  return checkLustreEfa({ zone, clients: clients.map(({ client }) => client) }).map((problem) =>
    place(problem, ([, index]): Path => {
      const client = index === undefined ? undefined : clients[Number(index)];
      if (client === undefined) {
        return [...home, 'efa', 'interfaces'];
      }
      const { efaInterfaces, efaInterfacesOfInstance = efaInterfaces } = client.client;
      const tooMany = efaInterfaces < 1 || efaInterfaces > efaInterfacesOfInstance;
      return problem.id === 'lustre-efa-instance' && tooMany ? [...home, 'efa', 'interfaces'] : client.path;
    }),
  );
}

function upkeep({ draft: { backupDays = 0, maintenance }, home }: PlannedLustre): Finding[] {
  return checkStorageUpkeep({ backupDays, maintenance }).map((problem) => place(problem, home));
}

/** Keys of a link, where the file has other names than the constructs. */
const LINK_KEYS: Readonly<Record<string, string>> = { s3Uri: 's3', importEvents: 'import', exportEvents: 'export' };

function repositories({ draft: { backupDays = 0 }, home, links, storageClass }: PlannedLustre): Finding[] {
  const problems = checkDataRepositories({ storageClass, links: links.map(({ link }) => link), backupDays });
  return problems.map((problem) => ({
    ...place(problem, ([key, index, inner]): Path => {
      if (index === undefined) {
        return [...home, key === 'dataRepositories' ? 'repositories' : (key ?? '')];
      }
      return [...(links[Number(index)]?.path ?? home), LINK_KEYS[inner ?? ''] ?? inner ?? ''];
    }),
    atKey: problem.id === 'lustre-repository-storage-class' || problem.id === 'lustre-repository-count',
  }));
}
