import { Token } from 'aws-cdk-lib';
import type { ISecurityGroupRef, ISubnetRef, IVPCRef } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';

import type { InterfaceType } from '../hardware/interface-placement';
import type { Problem } from '../hardware/problem';
import { refuse } from '../private/errors';
import { checkSecurityGroupId } from '../rules/identifiers';
import { checkZoneId } from '../rules/zones';
import { FabricSecurityGroups } from './fabric-security-groups';

/** Groups that an interface can be a member of, unless AWS has raised the quota. @see https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-security-groups */
const GROUPS_PER_INTERFACE = 5;

/** Properties of a fabric. */
export interface EfaFabricProps {
  readonly vpc: IVPCRef;

  /** The subnet in which all nodes of the fabric are: EFA traffic does not leave it. */
  readonly subnet: ISubnetRef;

  /**
   * Id of the subnet's zone. With it a node group can refuse capacity of another zone.
   *
   * @default - unknown; the capacity must be in the subnet's zone
   */
  readonly zone?: string;

  /**
   * Groups of the nodes. Fabrics of several zones in one VPC can share a pair; pools of different types always share
   * their zone's fabric.
   *
   * @default - a pair of its own
   */
  readonly securityGroups?: FabricSecurityGroups;

  /**
   * Further groups of interfaces that have an IP address: what lets nodes reach a database, say. Three at most.
   *
   * @default - none
   */
  readonly additionalSecurityGroups?: ISecurityGroupRef[];
}

/**
 * What makes nodes one low-latency network: a zone's subnet and the security groups of their interfaces.
 *
 * Defines the groups unless they are given.
 *
 * @example
 * const fabric = new EfaFabric(this, 'Fabric', { vpc, subnet });
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/efa.html
 */
export class EfaFabric extends Construct {
  readonly vpc: IVPCRef;
  readonly subnet: ISubnetRef;

  /** Id of the subnet's zone; undefined where it was not given. */
  readonly zone: string | undefined;

  readonly securityGroups: FabricSecurityGroups;

  private readonly additional: readonly ISecurityGroupRef[];

  /**
   * @throws InvalidPropsError if the zone is no zone id, or an interface would have too many groups
   */
  constructor(scope: Construct, id: string, props: EfaFabricProps) {
    super(scope, id);
    refuse([...checkZone(props), ...checkGroups(props), ...checkVpc(props)], this);
    this.additional = props.additionalSecurityGroups ?? [];
    this.vpc = props.vpc;
    this.subnet = props.subnet;
    this.zone = props.zone;
    this.securityGroups = props.securityGroups ?? new FabricSecurityGroups(this, 'SecurityGroups', { vpc: props.vpc });
  }

  /**
   * Ids of the groups of an interface. Each is in the EFA group: `efa` and `efa-only` because EFA works in no other way,
   * `interface` because IMEX and NCCL's bootstrap talk among nodes over TCP. One with an IP address is in the node group
   * too.
   */
  interfaceSecurityGroupIds(interfaceType: InterfaceType): string[] {
    const groups =
      interfaceType === 'efa-only'
        ? [this.securityGroups.efaSecurityGroup]
        : [this.securityGroups.efaSecurityGroup, this.securityGroups.nodeSecurityGroup, ...this.additional];
    return groups.map(({ securityGroupRef }) => securityGroupRef.securityGroupId);
  }
}

function checkZone({ zone }: EfaFabricProps): Problem[] {
  return zone === undefined || Token.isUnresolved(zone)
    ? []
    : checkZoneId(zone).map((problem) => ({ ...problem, path: ['zone'] }));
}

function checkGroups({ additionalSecurityGroups = [] }: EfaFabricProps): Problem[] {
  const most = GROUPS_PER_INTERFACE - 2;
  const tooMany = `'additionalSecurityGroups' has ${additionalSecurityGroups.length} groups; an interface can have ${GROUPS_PER_INTERFACE}, of which two are the fabric's: give ${most} at most`;
  return [
    ...(additionalSecurityGroups.length > most ? [{ id: 'groups-per-interface', message: tooMany }] : []),
    ...additionalSecurityGroups.flatMap(({ securityGroupRef: { securityGroupId } }, index) =>
      Token.isUnresolved(securityGroupId)
        ? []
        : checkSecurityGroupId(securityGroupId).map((problem) => ({
            ...problem,
            path: ['additionalSecurityGroups', index],
          })),
    ),
  ];
}

function checkVpc({ vpc, securityGroups }: EfaFabricProps): Problem[] {
  const [own, theirs] = [vpc.vpcRef.vpcId, securityGroups?.vpc.vpcRef.vpcId ?? vpc.vpcRef.vpcId];
  if (own === theirs || Token.isUnresolved(own) || Token.isUnresolved(theirs)) {
    return [];
  }
  const message = `'securityGroups' are of ${theirs} and the fabric is in ${own}; EFA traffic does not cross VPCs: give groups of the same VPC`;
  return [{ id: 'groups-other-vpc', message }];
}
