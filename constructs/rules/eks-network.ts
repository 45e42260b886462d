import type { Problem } from '../hardware/problem';
import { Ipv4Range } from './cidr';
import { isLocalZone } from './zone-id';
import { checkZoneId } from './zones';

/** Availability Zones that a control plane spans at least. */
const FEWEST_ZONES = 2;

/**
 * What is wrong with the zones of a control plane's subnets: it needs two Availability Zones at least, and no Local Zone,
 * in which nodes may run all the same.
 *
 * @param zones - zone id of each subnet
 * @see https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
 * @see https://docs.aws.amazon.com/eks/latest/userguide/local-zones.html
 */
export function checkControlPlaneZones(zones: readonly string[]): Problem[] {
  const path = ['controlSubnets'];
  const malformed = zones.flatMap((zone) => checkZoneId(zone)).map((problem) => ({ ...problem, path }));
  if (malformed.length > 0) {
    return malformed;
  }
  const local = zones.filter((zone) => isLocalZone(zone));
  const regional = new Set(zones.filter((zone) => !isLocalZone(zone)));
  const problems: Problem[] = local.map((zone) => ({
    id: 'eks-control-plane-local-zone',
    message: `a control plane cannot have a subnet in ${zone}, a Local Zone; give subnets of Availability Zones, nodes may run in ${zone} all the same`,
    path,
  }));
  if (regional.size < FEWEST_ZONES) {
    const found = regional.size === 0 ? 'none' : `only ${[...regional].join(', ')}`;
    problems.push({
      id: 'eks-control-plane-zones',
      message: `a control plane needs subnets in ${FEWEST_ZONES} Availability Zones at least, got ${found}; add a subnet in another zone`,
      path,
    });
  }
  return problems;
}

const PRIVATE_RANGES = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map((text) => Ipv4Range.parse(text));
const WIDEST_SERVICE_PREFIX = 12;
const NARROWEST_SERVICE_PREFIX = 24;

/** The two ranges that EKS itself would choose from. */
const SERVICE_RANGES = ['172.20.0.0/16', '10.100.0.0/16'];

/**
 * The range of a cluster's services, where none is stated: one that EKS would choose, outside the VPC.
 *
 * @param vpcRange - the VPC's range; undefined where it is not known
 * @see https://docs.aws.amazon.com/eks/latest/APIReference/API_KubernetesNetworkConfigRequest.html
 */
export function defaultServiceRange(vpcRange?: string): string {
  const taken = vpcRange === undefined ? undefined : Ipv4Range.parse(vpcRange);
  return SERVICE_RANGES.find((range) => !taken?.overlaps(Ipv4Range.parse(range))) ?? '192.168.0.0/16';
}

/**
 * What is wrong with the range of a cluster's services. It is for the life of the cluster.
 *
 * @param vpcRange - the VPC's range; undefined where it is not known, and then it is not compared
 * @see https://docs.aws.amazon.com/eks/latest/APIReference/API_KubernetesNetworkConfigRequest.html
 */
export function checkServiceRange(serviceRange: string, vpcRange?: string): Problem[] {
  const path = ['serviceCidr'];
  const malformed = Ipv4Range.check(serviceRange);
  if (malformed.length > 0) {
    return malformed.map((problem) => ({ ...problem, path }));
  }
  const range = Ipv4Range.parse(serviceRange);
  const problems: Problem[] = [];
  if (!PRIVATE_RANGES.some((one) => one.contains(range))) {
    problems.push({
      id: 'eks-service-range-public',
      message: `services cannot have addresses of ${serviceRange}; give a part of ${PRIVATE_RANGES.join(', ')}`,
      path,
    });
  }
  if (range.prefix < WIDEST_SERVICE_PREFIX || range.prefix > NARROWEST_SERVICE_PREFIX) {
    problems.push({
      id: 'eks-service-range-size',
      message: `services cannot have a /${range.prefix}; give a range between /${NARROWEST_SERVICE_PREFIX} and /${WIDEST_SERVICE_PREFIX}`,
      path,
    });
  }
  if (vpcRange !== undefined && Ipv4Range.parse(vpcRange).overlaps(range)) {
    problems.push({
      id: 'eks-service-range-overlap',
      message: `services cannot have ${serviceRange}, which overlaps the VPC's ${vpcRange}; ${defaultServiceRange(vpcRange)} does not`,
      path,
    });
  }
  return problems;
}

/**
 * What is wrong with the ranges that may reach a public endpoint. The whole internet is not said by a range, so that
 * nobody opens a cluster by copying a line.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html
 */
export function checkEndpointRanges(ranges: readonly string[]): Problem[] {
  const path = ['endpoint'];
  if (ranges.length === 0) {
    return [
      {
        id: 'eks-endpoint-ranges',
        message: 'a public endpoint without ranges is open to the whole internet; name the ranges that may reach it',
        path,
      },
    ];
  }
  return ranges.flatMap((text): Problem[] => {
    const malformed = Ipv4Range.check(text);
    if (malformed.length > 0) {
      return malformed.map((problem) => ({ ...problem, path }));
    }
    const range = Ipv4Range.parse(text);
    if (range.prefix === 0) {
      return [
        {
          id: 'eks-endpoint-internet',
          message: `${text} is the whole internet; narrow it to your own ranges (EksEndpoint.publicFromAnywhere() says in code that you mean it)`,
          path,
        },
      ];
    }
    return PRIVATE_RANGES.some((one) => one.overlaps(range))
      ? [
          {
            id: 'eks-endpoint-private-range',
            message: `${text} holds private addresses, which never reach a public endpoint; name it as a client of the private endpoint`,
            path,
          },
        ]
      : [];
  });
}

/** What is wrong with the ranges that may reach a private endpoint: that they are no ranges, or the whole internet. */
export function checkClientRanges(ranges: readonly string[]): Problem[] {
  return ranges.flatMap((text): Problem[] => {
    const malformed = Ipv4Range.check(text);
    if (malformed.length > 0 || Ipv4Range.parse(text).prefix > 0) {
      return malformed.map((problem) => ({ ...problem, path: ['endpoint'] }));
    }
    return [
      {
        id: 'eks-client-internet',
        message: `${text} names no client of a private endpoint; name the ranges of your networks`,
        path: ['endpoint'],
      },
    ];
  });
}
