import type { Problem } from '../hardware/problem';
import { storageZone } from './storage-zone';

/**
 * The zone whose mount target of EFS the nodes of a zone use: the zone itself, or a Local Zone's parent.
 *
 * @param targetZones ids of the zones that have a mount target
 * @returns undefined where neither has one: somebody must then name one, since traffic between zones is slower and billed
 * @see https://docs.aws.amazon.com/efs/latest/ug/mounting-fs-mount-cmd-dns-name.html
 */
export function homeTargetZone(nodeZone: string, targetZones: readonly string[]): string | undefined {
  return [nodeZone, storageZone(nodeZone)].find((near) => near !== undefined && targetZones.includes(near));
}

/** Whether the nodes of a zone have a mount target of EFS near. */
export function checkHomeZone(nodeZone: string, targetZones: readonly string[]): Problem[] {
  return homeTargetZone(nodeZone, targetZones) !== undefined
    ? []
    : [
        {
          id: 'home-zone',
          message: `nodes in ${nodeZone} have no mount target: there is one in ${targetZones.join(', ')}; name one of these zones, or give a subnet of the nodes' zone or of its parent`,
          path: ['zone'],
        },
      ];
}
