import type { IConstruct } from 'constructs';

import { InvalidPropsError } from '../private/errors';
import type { ZoneSubnet } from './zone-subnet';

/** The subnet in a zone, or an error that names the zones there are. */
export function findSubnet(scope: IConstruct, subnets: readonly ZoneSubnet[], zone: string): ZoneSubnet {
  const found = subnets.find((subnet) => subnet.zone === zone);
  if (!found) {
    const zones = subnets.map((subnet) => subnet.zone).join(', ');
    throw new InvalidPropsError(
      [
        {
          id: 'no-node-subnet',
          message: `no node subnet in zone ${zone}; the network has them in ${zones}: add a node subnet for the zone or correct it`,
        },
      ],
      scope,
    );
  }
  return found;
}
