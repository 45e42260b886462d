import { Token } from 'aws-cdk-lib';
import { CfnSubnet, CfnVPC } from 'aws-cdk-lib/aws-ec2';
import type { IVPCRef } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';

import type { Problem } from '../hardware/problem';
import { refuse } from '../private/errors';
import { Ipv4Range } from '../rules/cidr';
import { isSubnetId, isVpcId } from '../rules/identifiers';
import { checkZoneId, isLocalZone } from '../rules/zone-id';
import type { IClusterNetwork } from './cluster-network-ref';
import { findSubnet } from './find-subnet';
import type { ZoneSubnet } from './zone-subnet';

/** A VPC that exists. Nothing of it is looked up: what is given is taken for true. */
export interface ExistingNetworkAttributes {
  readonly vpcId: string;

  /** @default - unknown */
  readonly cidr?: string;

  /** Private subnets of Availability Zones. @default - none */
  readonly controlSubnets?: ExistingSubnetAttributes[];

  /** One subnet for each zone in which nodes run. */
  readonly nodeSubnets: ExistingSubnetAttributes[];
}

/** A subnet that exists. */
export interface ExistingSubnetAttributes {
  /** Zone id, as `aws ec2 describe-subnets` gives it in `AvailabilityZoneId`. */
  readonly zone: string;
  readonly subnetId: string;

  /** @default - unknown */
  readonly cidr?: string;
}

/** A VPC that exists, behind the same interface as one that is made here. Defines no resource. */
export class ExistingClusterNetwork extends Construct implements IClusterNetwork {
  readonly vpc: IVPCRef;
  readonly cidr?: string;
  readonly controlSubnets: ZoneSubnet[];
  readonly nodeSubnets: ZoneSubnet[];

  constructor(scope: Construct, id: string, attributes: ExistingNetworkAttributes) {
    super(scope, id);
    refuse(checkExistingNetwork(attributes), this);
    const zoneSubnets = (kind: string, subnets: readonly ExistingSubnetAttributes[]): ZoneSubnet[] =>
      subnets.map(({ zone, subnetId, cidr }) => ({
        zone,
        cidr,
        subnet: CfnSubnet.fromSubnetId(this, `${kind}-${zone}`, subnetId),
      }));
    this.vpc = CfnVPC.fromVpcId(this, 'Vpc', attributes.vpcId);
    this.cidr = attributes.cidr;
    this.controlSubnets = zoneSubnets('control', attributes.controlSubnets ?? []);
    this.nodeSubnets = zoneSubnets('node', attributes.nodeSubnets);
  }

  nodeSubnet(zone: string): ZoneSubnet {
    return findSubnet(this, this.nodeSubnets, zone);
  }
}

function checkExistingNetwork(attributes: ExistingNetworkAttributes): Problem[] {
  const { vpcId, cidr, controlSubnets = [], nodeSubnets } = attributes;
  return [
    ...checkId('vpcId', vpcId, isVpcId, 'vpc-0123456789abcdef0'),
    ...checkRange(cidr),
    ...(nodeSubnets.length === 0
      ? [{ id: 'no-node-subnet', message: `'nodeSubnets' is empty; give the subnet of each zone in which nodes run` }]
      : []),
    ...checkSubnets('nodeSubnets', nodeSubnets),
    ...checkSubnets('controlSubnets', controlSubnets),
    ...controlSubnets
      .filter(({ zone }) => isLocalZone(zone))
      .map(({ zone }) => ({
        id: 'control-zone-local',
        message: `control subnet in ${zone}, a Local Zone, where neither endpoints nor control planes can be; give subnets of Availability Zones`,
      })),
  ];
}

function checkSubnets(name: string, subnets: readonly ExistingSubnetAttributes[]): Problem[] {
  return subnets.flatMap(({ zone, subnetId, cidr }, index) => [
    ...checkId(`${name}[${index}].subnetId`, subnetId, isSubnetId, 'subnet-0123456789abcdef0'),
    ...checkRange(cidr),
    ...checkZoneId(zone).map((problem) => ({ ...problem, path: [name, index, 'zone'] })),
    ...(subnets.findIndex((other) => other.zone === zone) < index
      ? [{ id: 'zone-twice', message: `'${name}' gives two subnets in ${zone}; give one a zone` }]
      : []),
  ]);
}

function checkId(name: string, value: string, isId: (text: string) => boolean, example: string): Problem[] {
  return Token.isUnresolved(value) || isId(value)
    ? []
    : [{ id: 'id-form', message: `'${name}' is '${value}', which is no id; give one such as ${example}` }];
}

function checkRange(cidr: string | undefined): Problem[] {
  return cidr === undefined || Token.isUnresolved(cidr) ? [] : Ipv4Range.check(cidr);
}
