import { checkStorageZone } from 'cdk-ultraserver/rules';

import type { ClusterFacts } from '../facts';
import type { Finding, Path } from '../finding';
import { zoneDoubt } from '../likely-zone';
import { controlSubnetZones, nodeSubnetZones, subnetOf } from '../storage-plan';
import type { PlannedZone } from '../storage-plan';
import { place } from './rule';

/** Something that is to stand in a zone. */
export interface PlacedStorage {
  /** What it is, for messages: `lustre scratch`. */
  readonly called: string;

  /** AWS's name: `FSx for Lustre`. */
  readonly service: string;

  /** Where its keys are in the file. */
  readonly home: Path;
  readonly planned: PlannedZone;
  readonly offeredInLocalZone: boolean;
}

/** Where it is not plain in which zone something is to stand: the lines to choose from. */
export function zoneMissing({ called, planned: { path, choices, without } }: PlacedStorage): Finding[] {
  const [first] = without;
  if (choices.length === 0 && first === undefined) {
    return [];
  }
  const why =
    first === undefined
      ? `the nodes run near several zones (${choices.join(', ')})`
      : `nodes run in ${first}, whose parent zone is not known here`;
  const write =
    choices.length === 0 ? 'zone: with the id of an Availability Zone' : `zone: ${choices.join(' or zone: ')}`;
  const message = `${zoneDoubt(first ?? '')}${called} has no zone, and ${why}; it never moves once it stands: add ${write}`;
  return [{ id: 'storage-zone-missing', message, path }];
}

/**
 * Whether something may stand in its zone, and has a subnet there.
 *
 * @param efa whether it is reached over EFA, and so stands in the nodes' own subnet
 */
export function storagePlace(cluster: ClusterFacts, storage: PlacedStorage, efa = false): Finding[] {
  const { planned, service, offeredInLocalZone } = storage;
  const { zone } = planned;
  if (zone === undefined) {
    return zoneMissing(storage);
  }
  const problems = checkStorageZone({ service, zone, offeredInLocalZone });
  if (problems.length > 0) {
    return problems.map((problem) => place(problem, () => planned.path));
  }
  return subnetOf(zone, efa) === 'nodes' ? nodeSubnet(cluster, storage, zone) : controlSubnet(cluster, storage, zone);
}

/** In a Local Zone there are none but the nodes' subnets. */
function nodeSubnet(cluster: ClusterFacts, { called, planned: { path } }: PlacedStorage, zone: string): Finding[] {
  const home = `network.${cluster.given(['network', 'existing']) ? 'existing.' : ''}nodeSubnets`;
  const message = `${called} is to stand in ${zone}, which has no subnet for nodes; add one under ${home}, or choose another zone`;
  return nodeSubnetZones(cluster).includes(zone) ? [] : [{ id: 'storage-subnet-missing', message, path }];
}

function controlSubnet(cluster: ClusterFacts, { called, planned: { path } }: PlacedStorage, zone: string): Finding[] {
  const existing = cluster.given(['network', 'existing']);
  const key = existing ? ['network', 'existing', 'controlSubnets'] : ['network', 'controlZones'];
  const zones = controlSubnetZones(cluster);
  // Control zones that are wrong, or missing where they must be there, are reported as such.
  if (zones.includes(zone) || (zones.length === 0 && (!existing || cluster.given(key)))) {
    return [];
  }
  const where = zones.length === 0 ? 'which is not given' : `which has ${zones.join(', ')}`;
  const message = `${called} is to stand in ${zone}, which has no subnet under ${key.join('.')}, ${where}; add it there, or choose another zone`;
  return [{ id: 'storage-subnet-missing', message, path }];
}
