import type { Problem } from '../hardware/problem';
import { Ipv4Range } from './cidr';
import { checkApart, checkInside, readRange } from './subnet-ranges';
import type { NamedRange } from './subnet-ranges';
import { parseZoneId } from './zone-id';
import { checkOneRegion, checkZoneId } from './zones';

/**
 * How a VPC's range is divided. Every part is fixed by the range and by zone ids alone: neither the number of zones or
 * members nor their order in a list moves one. With 10.0.0.0/16:
 *
 *     first quarter        10.0.0.0/18     8 control subnets, /21 each: zone number n has the n-th
 *     second quarter       10.0.64.0/21    8 public subnets for NAT gateways, /24 each, numbered alike
 *                          10.0.72.0 on    free: further node subnets
 *     upper half           10.0.128.0/17   the node subnet, where nodes run in one zone only
 */
const ZONE_NUMBERS = 8;
const CONTROL_PREFIX = 5;
const PUBLIC_PREFIX = 8;

/** Prefixes of a VPC that can be divided so: the largest that AWS allows, and the smallest whose parts are subnets. */
const LARGEST_VPC = 16;
const SMALLEST_VPC = 20;

/** The smallest subnet. @see https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html */
const SMALLEST_SUBNET = 28;

/** What is asked of `planAddresses`. */
export interface AddressPlanRequest {
  /** The VPC's range, /16 to /20. */
  readonly cidr: string;

  /** With `nat` every control zone also gets a public subnet for its NAT gateway. */
  readonly egress: 'nat' | 'none';

  /** Ids of two or more Availability Zones. */
  readonly controlZones: string[];

  /** The zones in which nodes run, each once. */
  readonly nodeSubnets: NodeSubnetRequest[];
}

/** A zone in which nodes run. */
export interface NodeSubnetRequest {
  /** Id of an Availability Zone or a Local Zone. */
  readonly zone: string;

  /**
   * The subnet's range.
   *
   * @default - the upper half of the VPC's range; with several node zones each needs its own
   */
  readonly cidr?: string;
}

/** Where everything lies, in the order of the request. Where there are problems, what could not be placed is absent. */
export interface AddressPlan {
  readonly controlSubnets: PlannedControlSubnet[];
  readonly nodeSubnets: PlannedNodeSubnet[];
  readonly problems: Problem[];
}

/** Ranges of a zone that holds endpoints, control planes and NAT gateways. */
export interface PlannedControlSubnet {
  readonly zone: string;
  readonly cidr: string;

  /** @default - none: nothing leaves the VPC, so that there is no NAT gateway to place */
  readonly publicCidr?: string;
}

/** Range of the one subnet in which a zone's nodes run. */
export interface PlannedNodeSubnet {
  readonly zone: string;
  readonly cidr: string;
}

/**
 * Divides a VPC's range among its subnets. Pure: the same zones always get the same ranges.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
 */
export function planAddresses(request: AddressPlanRequest): AddressPlan {
  const vpcProblems = checkVpcRange(request.cidr);
  const zoneProblems = [
    ...checkControlZones(request.controlZones),
    ...checkNodeZones(request),
    ...checkRegions(request),
  ];
  if (vpcProblems.length > 0) {
    return { controlSubnets: [], nodeSubnets: [], problems: [...vpcProblems, ...zoneProblems] };
  }
  const vpc = Ipv4Range.parse(request.cidr);
  const nodeRanges = request.nodeSubnets.map(({ cidr }) => nodeRange(vpc, request.nodeSubnets.length, cidr));
  return {
    controlSubnets: request.controlZones.flatMap((zone) => controlSubnet(vpc, request.egress, zone)),
    nodeSubnets: request.nodeSubnets.flatMap(({ zone }, index) => {
      const range = nodeRanges[index];
      return range ? [{ zone, cidr: range.toString() }] : [];
    }),
    problems: [...zoneProblems, ...checkNodeRanges(vpc, request.nodeSubnets, nodeRanges)],
  };
}

/** The part of a VPC's range that belongs to the control subnets of all zones, those not yet in use included. */
export function controlRange(vpc: Ipv4Range): Ipv4Range {
  return vpc.part(vpc.prefix + 2, 0);
}

/** The part of a VPC's range that belongs to the public subnets of all zones. */
export function publicRange(vpc: Ipv4Range): Ipv4Range {
  return vpc.part(vpc.prefix + CONTROL_PREFIX, ZONE_NUMBERS);
}

/** Where the nodes of the only node zone are: the upper half of the VPC's range. */
export function defaultNodeRange(vpc: Ipv4Range): Ipv4Range {
  return vpc.part(vpc.prefix + 1, 1);
}

/**
 * Parts of a VPC's range that a further node subnet can have, largest first. Each lies beside the parts of the control and
 * public subnets, beside the others, and beside what is taken.
 *
 * @param taken ranges of node subnets that have one
 */
export function freeRanges(vpc: Ipv4Range, taken: readonly Ipv4Range[] = []): Ipv4Range[] {
  return [
    defaultNodeRange(vpc),
    vpc.part(vpc.prefix + 3, 3),
    vpc.part(vpc.prefix + 4, 5),
    vpc.part(vpc.prefix + 5, 9),
  ].filter((range) => !taken.some((other) => other.overlaps(range)));
}

function checkVpcRange(cidr: string): Problem[] {
  const form = Ipv4Range.check(cidr).map((problem) => ({ ...problem, path: ['cidr'] }));
  if (form.length > 0) {
    return form;
  }
  const vpc = Ipv4Range.parse(cidr);
  if (vpc.prefix < LARGEST_VPC || vpc.prefix > SMALLEST_VPC) {
    return [
      {
        id: 'vpc-size',
        message: `the VPC's range ${cidr} is a /${vpc.prefix}; give one from /${LARGEST_VPC}, the largest that AWS allows, to /${SMALLEST_VPC}, the smallest that still holds all subnets`,
        path: ['cidr'],
      },
    ];
  }
  const refused = UNUSABLE_RANGES.find((range) => vpc.overlaps(Ipv4Range.parse(range)));
  return refused === undefined
    ? []
    : [
        {
          id: 'vpc-range-unusable',
          message: `the VPC's range ${cidr} lies in ${refused}, which no VPC can have; take one from 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10`,
          path: ['cidr'],
        },
      ];
}

/** Ranges that are never a host's own: this network, loopback, link-local, multicast and reserved. @see https://www.rfc-editor.org/rfc/rfc6890 */
const UNUSABLE_RANGES = ['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/4', '240.0.0.0/4'];

function checkControlZones(zones: readonly string[]): Problem[] {
  const problems: Problem[] = [];
  if (new Set(zones).size < 2) {
    problems.push({
      id: 'control-zones-two',
      message: `${zones.length === 0 ? 'no control zone is' : `only ${zones[0]} is`} given; endpoints and control planes need two Availability Zones of the Region`,
      path: ['controlZones'],
    });
  }
  zones.forEach((zone, index) => {
    const parts = parseZoneId(zone);
    const path = ['controlZones', index];
    if (parts?.kind === 'local') {
      problems.push({
        id: 'control-zone-local',
        message: `control zone ${zone} is a Local Zone, where neither endpoints nor control planes can be; give an Availability Zone of its Region such as ${parts.region}-az4`,
        path,
      });
    } else if (parts === undefined) {
      problems.push(...checkZoneId(zone).map((problem) => ({ ...problem, path })));
    } else if (parts.number > ZONE_NUMBERS) {
      problems.push({
        id: 'control-zone-number',
        message: `control zone ${zone} has number ${parts.number}; ranges are laid out for zones 1 to ${ZONE_NUMBERS}`,
        path,
      });
    }
    if (zones.indexOf(zone) < index) {
      problems.push({ ...twice('control zone', zone), path });
    }
  });
  return problems;
}

function checkNodeZones({ nodeSubnets }: AddressPlanRequest): Problem[] {
  const zones = nodeSubnets.map(({ zone }) => zone);
  return zones.flatMap((zone, index): Problem[] => {
    const path = ['nodeSubnets', index, 'zone'];
    return [
      ...checkZoneId(zone).map((problem) => ({ ...problem, path })),
      ...(zones.indexOf(zone) < index ? [{ ...twice('node subnet in zone', zone), path }] : []),
    ];
  });
}

function checkRegions({ controlZones, nodeSubnets }: AddressPlanRequest): Problem[] {
  return checkOneRegion([...controlZones, ...nodeSubnets.map(({ zone }) => zone)]).map((problem) => {
    const index = Number(problem.path?.[0]);
    const node = index - controlZones.length;
    return { ...problem, path: node < 0 ? ['controlZones', index] : ['nodeSubnets', node, 'zone'] };
  });
}

function twice(what: string, zone: string): Problem {
  return { id: 'zone-twice', message: `${what} ${zone} is given twice; give it once` };
}

function controlSubnet(vpc: Ipv4Range, egress: 'nat' | 'none', zone: string): PlannedControlSubnet[] {
  const parts = parseZoneId(zone);
  if (parts?.kind !== 'regional' || parts.number > ZONE_NUMBERS) {
    return [];
  }
  const slot = parts.number - 1;
  const cidr = controlRange(vpc)
    .part(vpc.prefix + CONTROL_PREFIX, slot)
    .toString();
  const publicCidr = publicRange(vpc)
    .part(vpc.prefix + PUBLIC_PREFIX, slot)
    .toString();
  return [egress === 'nat' ? { zone, cidr, publicCidr } : { zone, cidr }];
}

function nodeRange(vpc: Ipv4Range, subnets: number, cidr: string | undefined): Ipv4Range | undefined {
  return cidr === undefined && subnets === 1 ? defaultNodeRange(vpc) : readRange(cidr);
}

function checkNodeRanges(
  vpc: Ipv4Range,
  subnets: readonly NodeSubnetRequest[],
  ranges: readonly (Ipv4Range | undefined)[],
): Problem[] {
  const free = (other: number): string => {
    const taken = ranges.filter((range, index) => range !== undefined && index !== other) as Ipv4Range[];
    const offered = freeRanges(vpc, taken);
    return offered.length === 0 ? 'a part of the VPC that is free' : `a part of ${offered.join(', ')}`;
  };
  return subnets.flatMap(({ zone, cidr }, index): Problem[] => {
    const path = ['nodeSubnets', index, 'cidr'];
    const range = ranges[index];
    if (cidr === undefined && range === undefined) {
      const message = `node subnet in zone ${zone} has no cidr; with several node zones each needs its own, so that none moves when a zone comes or goes: give it ${free(index)}`;
      return [{ id: 'node-cidr-missing', message, path }];
    }
    if (range === undefined) {
      return Ipv4Range.check(cidr ?? '').map((problem) => ({ ...problem, path }));
    }
    const taken: NamedRange[] = [
      { name: "the control subnets' part", range: controlRange(vpc) },
      { name: "the public subnets' part", range: publicRange(vpc) },
      ...ranges
        .slice(0, index)
        .flatMap((other, earlier): NamedRange[] =>
          other ? [{ name: nodeSubnetIn(subnets[earlier]?.zone ?? ''), range: other }] : [],
        ),
    ];
    return checkNodeRange(vpc, { name: nodeSubnetIn(zone), range }, taken, `take ${free(index)}`).map((problem) => ({
      ...problem,
      path,
    }));
  });
}

function nodeSubnetIn(zone: string): string {
  return `the node subnet in zone ${zone}`;
}

function checkNodeRange(vpc: Ipv4Range, subnet: NamedRange, taken: NamedRange[], remedy: string): Problem[] {
  const outside = checkInside(subnet, vpc);
  if (outside.length > 0) {
    return outside;
  }
  if (subnet.range.prefix > SMALLEST_SUBNET) {
    const message = `${subnet.name}, ${subnet.range.toString()}, is smaller than a /${SMALLEST_SUBNET}, the smallest subnet; give it a larger part`;
    return [{ id: 'node-cidr-size', message }];
  }
  return checkApart(subnet, taken, remedy);
}
