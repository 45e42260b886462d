import {
  checkDirectoryBucket,
  checkHomeZone,
  checkMounts,
  checkOpenZfs,
  checkStorageUpkeep,
} from 'cdk-ultraserver/rules';

import type { ClusterFacts } from '../facts';
import type { Finding, Path } from '../finding';
import { isSoundZone } from '../network-plan';
import { controlSubnetZones, DEFAULT_MOUNTS, planLustre, planZone } from '../storage-plan';
import { lustreRules } from './lustre-rules';
import { place } from './rule';
import type { Rule } from './rule';
import { storagePlace, zoneMissing } from './storage-place';

const HOME: Path = ['storage', 'home'];
const EFS: Path = [...HOME, 'efs'];
const OPENZFS: Path = [...HOME, 'openZfs'];
const CHECKPOINTS: Path = ['storage', 'checkpoints'];

/** What nodes share. */
export const storageRules: readonly Rule[] = [empty, ...lustreRules, homeKind, efs, openZfs, checkpoints, mounts];

function empty({ draft: { storage }, given }: ClusterFacts): Finding[] {
  const keys = ['lustre', 'home', 'checkpoints'];
  const message = `storage has nothing in it, must have one of ${keys.join(', ')}; add it, or delete storage`;
  return storage === undefined || keys.some((key) => given(['storage', key]))
    ? []
    : [{ id: 'storage-empty', message, path: ['storage'] }];
}

function homeKind({ draft: { storage }, given }: ClusterFacts): Finding[] {
  const kinds = ['efs', 'openZfs'].filter((key) => given([...HOME, key]));
  if (storage?.home === undefined || kinds.length === 1) {
    return [];
  }
  return kinds.length === 2
    ? [
        {
          id: 'home-kind',
          message: 'home has both efs and openZfs, home directories lie on one of them; keep one',
          path: OPENZFS,
          atKey: true,
        },
      ]
    : [
        {
          id: 'home-kind',
          message:
            'home has neither efs nor openZfs, one must be given; add efs: {} where capacity is to grow by itself',
          path: HOME,
        },
      ];
}

/** Whether each node has a mount target near, or is told which to use. */
function efs(cluster: ClusterFacts): Finding[] {
  const { draft, given, members } = cluster;
  if (draft.storage?.home?.efs === undefined) {
    return [];
  }
  const targets = controlSubnetZones(cluster);
  if (targets.length === 0) {
    // A new network without control zones is refused as such.
    const message =
      'home directories on EFS have a mount target in each control subnet, and the existing VPC names none; add network.existing.controlSubnets, a private subnet for each Availability Zone';
    return given(['network', 'existing']) && !given(['network', 'existing', 'controlSubnets'])
      ? [{ id: 'storage-subnet-missing', message, path: EFS }]
      : [];
  }
  if (given([...EFS, 'zone'])) {
    const { zone, path } = planZone(cluster, EFS, draft.storage.home.efs.zone);
    const message = `home has a mount target in ${targets.join(', ')}, and efs.zone is ${zone}; choose one of them`;
    return zone === undefined || targets.includes(zone) ? [] : [{ id: 'storage-subnet-missing', message, path }];
  }
  const zones = [...new Set(members.flatMap(({ zone }) => zone ?? []))].filter((zone) => isSoundZone(cluster, zone));
  return zones
    .flatMap((zone) => checkHomeZone(zone, targets))
    .map((problem) => ({
      ...place(problem, () => EFS),
      message: `${problem.message}: efs: { zone: ${targets[0]} }`,
    }));
}

function openZfs(cluster: ClusterFacts): Finding[] {
  const draft = cluster.draft.storage?.home?.openZfs;
  if (draft === undefined) {
    return [];
  }
  const { capacityGiB, throughputMBps, backupDays = 0, zone, offeredInLocalZone = false } = draft;
  return [
    ...[
      ...(capacityGiB === undefined || throughputMBps === undefined
        ? []
        : checkOpenZfs({ capacityGiB, throughputMBps })),
      ...checkStorageUpkeep({ backupDays }),
    ].map((problem) => place(problem, OPENZFS)),
    ...storagePlace(cluster, {
      called: 'home',
      service: 'FSx for OpenZFS',
      home: OPENZFS,
      planned: planZone(cluster, OPENZFS, zone),
      offeredInLocalZone,
    }),
  ];
}

/** A directory bucket stands in no subnet. */
function checkpoints(cluster: ClusterFacts): Finding[] {
  const draft = cluster.draft.storage?.checkpoints;
  if (draft === undefined) {
    return [];
  }
  const { baseName, offeredInLocalZone = false } = draft;
  const planned = planZone(cluster, CHECKPOINTS, draft.zone);
  return planned.zone === undefined
    ? zoneMissing({
        called: 'checkpoints',
        service: 'S3 Express One Zone',
        home: CHECKPOINTS,
        planned,
        offeredInLocalZone,
      })
    : checkDirectoryBucket({ zone: planned.zone, baseName, offeredInLocalZone }).map((problem) =>
        place(problem, ([key]) => (key === 'zone' ? planned.path : [...CHECKPOINTS, key ?? ''])),
      );
}

/** Nodes mount all of them. */
function mounts(cluster: ClusterFacts): Finding[] {
  const { draft, given } = cluster;
  const mountOf = (home: Path, stated: string | undefined, other: string): { mount: string; path: Path }[] => {
    const path = [...home, 'mount'];
    if (given(path)) {
      return stated === undefined ? [] : [{ mount: stated, path }];
    }
    return [{ mount: other, path: home }];
  };
  const all = [
    ...planLustre(cluster).flatMap((lustre) => mountOf(lustre.home, lustre.draft.mount, DEFAULT_MOUNTS.lustre)),
    ...(draft.storage?.home === undefined ? [] : mountOf(HOME, draft.storage.home.mount, DEFAULT_MOUNTS.home)),
  ];
  return checkMounts(all.map(({ mount }) => ({ path: mount, options: [] }))).map((problem) =>
    place(problem, ([index]) => all[Number(index)]?.path ?? ['storage']),
  );
}
