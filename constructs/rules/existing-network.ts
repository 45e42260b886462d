import type { Problem } from '../hardware/problem';
import { Ipv4Range } from './cidr';
import { checkSubnetId, checkVpcId } from './identifiers';
import { checkApart, checkInside, readRange } from './subnet-ranges';
import type { NamedRange } from './subnet-ranges';
import { isLocalZone } from './zone-id';
import { checkOneRegion, checkZoneId } from './zones';

/** Prefixes of the ranges that a VPC can have. @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html */
const LARGEST_VPC = 16;
const SMALLEST_VPC = 28;

/** A VPC that exists, as far as it is known; what is absent is not checked. */
export interface ExistingNetworkFacts {
  readonly vpcId?: string;
  readonly cidr?: string;
  readonly controlSubnets?: readonly ExistingSubnetFacts[];
  readonly nodeSubnets: readonly ExistingSubnetFacts[];
}

/** A subnet that exists, as far as it is known. */
export interface ExistingSubnetFacts {
  readonly zone?: string;
  readonly subnetId?: string;
  readonly cidr?: string;
}

type Path = (string | number)[];

/** A subnet with its place. */
interface Placed {
  readonly subnet: ExistingSubnetFacts;
  readonly path: Path;
}

/** What is wrong with what is said of a VPC that exists. Nothing is looked up. */
export function checkExistingNetwork(network: ExistingNetworkFacts): Problem[] {
  const { vpcId, cidr, controlSubnets = [], nodeSubnets } = network;
  const node = nodeSubnets.map((subnet, index): Placed => ({ subnet, path: ['nodeSubnets', index] }));
  const control = controlSubnets.map((subnet, index): Placed => ({ subnet, path: ['controlSubnets', index] }));
  const all = [...node, ...control];
  const vpcProblems = checkVpcRange(cidr);
  return [
    ...(vpcId === undefined ? [] : at(['vpcId'], checkVpcId(vpcId))),
    ...vpcProblems,
    ...(nodeSubnets.length > 0
      ? []
      : [
          { id: 'no-node-subnet', message: 'no node subnet is given; give the subnet of each zone in which nodes run' },
        ]),
    ...all.flatMap(checkForms),
    ...checkZonesTwice(node),
    ...checkZonesTwice(control),
    ...checkSubnetsTwice(all),
    ...checkRegions(all),
    ...control.flatMap(checkControlZone),
    ...checkRanges(all, vpcProblems.length > 0 ? undefined : readRange(cidr)),
  ];
}

function at(path: Path, problems: Problem[]): Problem[] {
  return problems.map((problem) => ({ ...problem, path }));
}

function checkVpcRange(cidr: string | undefined): Problem[] {
  const vpc = readRange(cidr);
  if (cidr === undefined || vpc === undefined) {
    return at(['cidr'], cidr === undefined ? [] : Ipv4Range.check(cidr));
  }
  const message = `the VPC's range ${cidr} is a /${vpc.prefix}, must be from /${LARGEST_VPC} to /${SMALLEST_VPC}, as AWS has them; correct it`;
  return vpc.prefix < LARGEST_VPC || vpc.prefix > SMALLEST_VPC ? [{ id: 'vpc-size', message, path: ['cidr'] }] : [];
}

function checkForms({ subnet: { zone, subnetId, cidr }, path }: Placed): Problem[] {
  return [
    ...(subnetId === undefined ? [] : at([...path, 'subnetId'], checkSubnetId(subnetId))),
    ...(cidr === undefined ? [] : at([...path, 'cidr'], Ipv4Range.check(cidr))),
    ...(zone === undefined ? [] : at([...path, 'zone'], checkZoneId(zone))),
  ];
}

function checkZonesTwice(subnets: readonly Placed[]): Problem[] {
  return subnets.flatMap(({ subnet: { zone }, path }, index): Problem[] => {
    const message = `zone ${zone} has two subnets here, each zone has one; delete one of the two`;
    return zone !== undefined && subnets.findIndex(({ subnet }) => subnet.zone === zone) < index
      ? [{ id: 'zone-twice', message, path: [...path, 'zone'] }]
      : [];
  });
}

function checkSubnetsTwice(subnets: readonly Placed[]): Problem[] {
  return subnets.flatMap(({ subnet: { subnetId, zone }, path }, index): Problem[] => {
    const first = subnets.findIndex(({ subnet }) => subnet.subnetId === subnetId);
    const message = `${subnetId} is the subnet of ${subnets[first]?.subnet.zone} and of ${zone}, but a subnet lies in one zone; correct one of the two`;
    return subnetId !== undefined && first < index && subnets[first]?.subnet.zone !== zone
      ? [{ id: 'subnet-twice', message, path: [...path, 'subnetId'] }]
      : [];
  });
}

function checkRegions(subnets: readonly Placed[]): Problem[] {
  const zoned = subnets.filter(({ subnet }) => subnet.zone !== undefined);
  return checkOneRegion(zoned.map(({ subnet }) => subnet.zone ?? '')).map((problem) => ({
    ...problem,
    path: [...(zoned[Number(problem.path?.[0])]?.path ?? []), 'zone'],
  }));
}

function checkControlZone({ subnet: { zone }, path }: Placed): Problem[] {
  const message = `control subnet in ${zone}, a Local Zone, where neither endpoints nor control planes can be; give subnets of Availability Zones`;
  return zone !== undefined && isLocalZone(zone)
    ? [{ id: 'control-zone-local', message, path: [...path, 'zone'] }]
    : [];
}

interface PlacedRange extends NamedRange {
  readonly subnetId: string | undefined;
  readonly path: Path;
}

function checkRanges(subnets: readonly Placed[], vpc: Ipv4Range | undefined): Problem[] {
  const ranges = subnets.flatMap(({ subnet: { zone, subnetId, cidr }, path }): PlacedRange[] => {
    const range = readRange(cidr);
    const name = `the subnet in zone ${zone ?? '?'}`;
    return range === undefined ? [] : [{ name, range, subnetId, path: [...path, 'cidr'] }];
  });
  return ranges.flatMap((subnet, index) => {
    // One subnet may hold a zone's nodes and what they call.
    const others = ranges
      .slice(0, index)
      .filter(({ subnetId }) => subnetId === undefined || subnetId !== subnet.subnetId);
    return at(subnet.path, [
      ...(vpc === undefined ? [] : checkInside(subnet, vpc)),
      ...checkApart(subnet, others, 'aws ec2 describe-subnets shows both'),
    ]);
  });
}
