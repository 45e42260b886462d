import { CfnSubnet, CfnVPC } from 'aws-cdk-lib/aws-ec2';
import type { IVPCRef } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';

import { refuse } from '../private/errors';
import { knownText } from '../private/known-text';
import { checkExistingNetwork } from '../rules/existing-network';
import type { ExistingSubnetFacts } from '../rules/existing-network';
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
    const { vpcId, cidr: range, controlSubnets = [], nodeSubnets } = attributes;
    refuse(
      checkExistingNetwork({
        vpcId: knownText(vpcId),
        cidr: knownText(range),
        controlSubnets: controlSubnets.map(known),
        nodeSubnets: nodeSubnets.map(known),
      }),
      this,
    );
    const zoneSubnets = (kind: string, subnets: readonly ExistingSubnetAttributes[]): ZoneSubnet[] =>
      subnets.map(({ zone, subnetId, cidr }) => ({
        zone,
        cidr,
        subnet: CfnSubnet.fromSubnetId(this, `${kind}-${zone}`, subnetId),
      }));
    this.vpc = CfnVPC.fromVpcId(this, 'Vpc', vpcId);
    this.cidr = range;
    this.controlSubnets = zoneSubnets('control', controlSubnets);
    this.nodeSubnets = zoneSubnets('node', nodeSubnets);
  }

  nodeSubnet(zone: string): ZoneSubnet {
    return findSubnet(this, this.nodeSubnets, zone);
  }
}

/** A reference is known only at deployment, and not checked. */
function known({ zone, subnetId, cidr }: ExistingSubnetAttributes): ExistingSubnetFacts {
  return { zone: knownText(zone), subnetId: knownText(subnetId), cidr: knownText(cidr) };
}
