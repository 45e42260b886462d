import { checkExistingNetwork, checkZone } from 'cdk-ultraserver/rules';

import type { ClusterFacts } from '../facts';
import type { Finding } from '../finding';
import { zoneDoubt } from '../likely-zone';
import { place } from './rule';
import type { Rule } from './rule';

/** A network that exists. */
export const existingNetworkRules: readonly Rule[] = [existingNetwork, existingZones];

/** Problems that the rules on zones say, with the Region in view, and one that the file's shape says. */
const SAID_ELSEWHERE = ['zone-form', 'zones-one-region', 'no-node-subnet'];

function existingNetwork({ draft: { network } }: ClusterFacts): Finding[] {
  const existing = network?.existing;
  return checkExistingNetwork({
    vpcId: existing?.vpcId,
    cidr: existing?.cidr,
    nodeSubnets: existing?.nodeSubnets?.map((subnet) => subnet ?? {}) ?? [],
    controlSubnets: existing?.controlSubnets?.map((subnet) => subnet ?? {}),
  })
    .filter(({ id }) => !SAID_ELSEWHERE.includes(id))
    .map((problem) => place(problem, ['network', 'existing']));
}

function existingZones({ draft: { network, region }, members }: ClusterFacts): Finding[] {
  const subnets = network?.existing?.nodeSubnets;
  if (!subnets) {
    return [];
  }
  // A zone that is refused as such is neither there nor missing.
  const sound = (zone: string | undefined): string | undefined =>
    zone === undefined || checkZone(zone, region ?? '').length > 0 ? undefined : zone;
  const zones = subnets.map((subnet) => sound(subnet?.zone));
  return members.flatMap(({ zone, zonePath }): Finding[] => {
    const message = `${zoneDoubt(zone ?? '')}zone ${zone} has no subnet under network.existing.nodeSubnets, which names ${zones.join(', ')}; add its subnet there`;
    return sound(zone) === undefined || zones.includes(zone) || zones.includes(undefined)
      ? []
      : [{ id: 'existing-subnet-missing', message, path: zonePath }];
  });
}
