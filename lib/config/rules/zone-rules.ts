import { checkOneRegion, checkZone, regionZonePrefix } from 'cdk-ultraserver/rules';

import type { ClusterFacts } from '../facts';
import type { Finding, Path } from '../finding';
import type { Rule } from './rule';

/** Every zone in the file is the id of a zone in the Region. */
export const zoneRules: readonly Rule[] = [zoneIds, oneRegion];

function zoneIds(cluster: ClusterFacts): Finding[] {
  const { region } = cluster.draft;
  return zonesOf(cluster).flatMap(({ zone, path }): Finding[] =>
    checkZone(zone, region ?? '').map(({ id, message }) => ({ id, message, path })),
  );
}

/** Where nothing tells a zone of the Region from others, that they are all of one Region. */
function oneRegion(cluster: ClusterFacts): Finding[] {
  const zones = regionZonePrefix(cluster.draft.region ?? '') === undefined ? zonesOf(cluster) : [];
  return checkOneRegion(zones.map(({ zone }) => zone)).map(({ id, message, path: [index] = [] }) => ({
    id,
    message,
    path: zones[Number(index)]?.path ?? [],
  }));
}

function zonesOf({ draft: { network, storage }, pools, members }: ClusterFacts): { zone: string; path: Path }[] {
  const all: [zone: string | undefined, path: Path][] = [
    ...(network?.controlZones ?? []).map((zone, index): [string | undefined, Path] => [
      zone,
      ['network', 'controlZones', index],
    ]),
    ...(network?.nodeSubnets ?? []).flatMap((subnet, index): [string | undefined, Path][] => [
      [subnet?.zone, ['network', 'nodeSubnets', index, 'zone']],
      [subnet?.natZone, ['network', 'nodeSubnets', index, 'natZone']],
    ]),
    ...(network?.existing?.nodeSubnets ?? []).map((subnet, index): [string | undefined, Path] => [
      subnet?.zone,
      ['network', 'existing', 'nodeSubnets', index, 'zone'],
    ]),
    ...(network?.existing?.controlSubnets ?? []).map((subnet, index): [string | undefined, Path] => [
      subnet?.zone,
      ['network', 'existing', 'controlSubnets', index, 'zone'],
    ]),
    ...(storage?.lustre ?? []).map((lustre, index): [string | undefined, Path] => [
      lustre?.zone,
      ['storage', 'lustre', index, 'zone'],
    ]),
    [storage?.home?.efs?.zone, ['storage', 'home', 'efs', 'zone']],
    [storage?.home?.openZfs?.zone, ['storage', 'home', 'openZfs', 'zone']],
    [storage?.checkpoints?.zone, ['storage', 'checkpoints', 'zone']],
    ...[...pools, ...members].map(({ draft, path }): [string | undefined, Path] => [draft.zone, [...path, 'zone']]),
  ];
  return all.flatMap(([zone, path]) => (zone === undefined ? [] : [{ zone, path }]));
}
