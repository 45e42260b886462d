import type { Problem } from '../hardware/problem';
import { planAddresses } from './address-plan';
import type { AddressPlanRequest, NodeSubnetRequest, PlannedControlSubnet } from './address-plan';
import { checkNatZones, nearControlZone } from './nat-zone';

/** `nat`: nodes leave the VPC through NAT gateways; `none`: endpoints are the only way out. */
export type Egress = AddressPlanRequest['egress'];

/** How requests to S3 travel; `ClusterNetworkProps.s3` explains each. */
export type S3Access = 'gateway' | 'gateway-in-local-zones' | 'interface';

/** The way out where nobody says otherwise. */
export const DEFAULT_EGRESS: Egress = 'nat';

/** A network as it is asked for. */
export interface NetworkRequest {
  /** The VPC's range, /16 to /20. */
  readonly cidr: string;

  /** @default DEFAULT_EGRESS */
  readonly egress?: Egress;

  /** @default - 'gateway' with NAT, 'interface' without: what is known to work in every zone */
  readonly s3?: S3Access;

  /** Ids of two or more Availability Zones. */
  readonly controlZones: string[];

  /** The zones in which nodes run, each once. */
  readonly nodeSubnets: RoutedSubnetRequest[];
}

/** A zone in which nodes run, with the way out that is asked for. */
export interface RoutedSubnetRequest extends NodeSubnetRequest {
  /**
   * The control zone whose NAT gateway the nodes use.
   *
   * @default - the zone itself, else a Local Zone's parent; where neither is a control zone it must be given
   */
  readonly natZone?: string;
}

/** A network with every default filled in. Where there are problems, what could not be placed is absent. */
export interface PlannedNetwork {
  readonly cidr: string;
  readonly egress: Egress;
  readonly s3: S3Access;

  /** In the order of the request. */
  readonly controlSubnets: PlannedControlSubnet[];

  /** In the order of the request. */
  readonly nodeSubnets: PlannedNodeRoute[];
  readonly problems: Problem[];
}

/** A zone's one subnet for nodes, with its way out. */
export interface PlannedNodeRoute {
  readonly zone: string;
  readonly cidr: string;

  /** The control zone whose NAT gateway the nodes use. @default - none: nothing leaves the VPC */
  readonly natZone?: string;
}

/** Plans a network: its ranges, its ways out, and what is wrong with them. Pure. */
export function planNetwork(request: NetworkRequest): PlannedNetwork {
  const { cidr, egress = DEFAULT_EGRESS, controlZones } = request;
  const addresses = planAddresses({ cidr, egress, controlZones, nodeSubnets: request.nodeSubnets });
  const natZone = (zone: string): string | undefined =>
    request.nodeSubnets.find((subnet) => subnet.zone === zone)?.natZone ?? nearControlZone(zone, controlZones);
  return {
    cidr,
    egress,
    s3: request.s3 ?? (egress === 'nat' ? 'gateway' : 'interface'),
    controlSubnets: addresses.controlSubnets,
    nodeSubnets: addresses.nodeSubnets.map((subnet) =>
      egress === 'none' ? subnet : { ...subnet, natZone: natZone(subnet.zone) },
    ),
    problems: [...addresses.problems, ...checkNatZones({ egress, controlZones, nodeSubnets: request.nodeSubnets })],
  };
}
