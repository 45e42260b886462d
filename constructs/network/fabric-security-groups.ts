import { CfnSecurityGroup, CfnSecurityGroupEgress, CfnSecurityGroupIngress } from 'aws-cdk-lib/aws-ec2';
import type { ISecurityGroupRef, IVPCRef } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';

import { NO_EGRESS } from './no-egress';

/** Properties of the groups that nodes are members of. */
export interface FabricSecurityGroupsProps {
  readonly vpc: IVPCRef;
}

/**
 * Defines the two security groups of a cluster's nodes:
 *
 * - the EFA group allows all traffic to and from itself, both ways and by its id, which EFA needs to bypass the
 *   operating system, and nothing else;
 * - the node group allows HTTPS out, to endpoints, to S3 and, where routes lead there, to the internet; nothing in.
 *
 * One pair serves any number of zones, pools and instance types in a VPC.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/efa-start.html#efa-start-security
 */
export class FabricSecurityGroups extends Construct {
  readonly vpc: IVPCRef;

  /** Of every interface: all traffic among members. */
  readonly efaSecurityGroup: ISecurityGroupRef;

  /** Of interfaces with an IP address: what nodes call. */
  readonly nodeSecurityGroup: ISecurityGroupRef;

  constructor(scope: Construct, id: string, props: FabricSecurityGroupsProps) {
    super(scope, id);
    this.vpc = props.vpc;
    const vpcId = props.vpc.vpcRef.vpcId;
    const efa = new CfnSecurityGroup(this, 'Efa', {
      vpcId,
      groupDescription: 'EFA: all traffic among members',
      securityGroupEgress: [NO_EGRESS],
    });
    // A group cannot name itself in its own definition, hence resources of their own. EFA accepts a rule by id only.
    const groupId = efa.securityGroupRef.securityGroupId;
    new CfnSecurityGroupIngress(this, 'EfaFromItself', {
      groupId,
      ipProtocol: '-1',
      sourceSecurityGroupId: groupId,
      description: 'All traffic from members',
    });
    new CfnSecurityGroupEgress(this, 'EfaToItself', {
      groupId,
      ipProtocol: '-1',
      destinationSecurityGroupId: groupId,
      description: 'All traffic to members',
    });
    this.efaSecurityGroup = efa;

    // The gateway endpoint of S3 has public addresses, whose list cannot be named without a look-up: routes decide what
    // is reached. A VPC without a NAT or internet gateway has none that leads further.
    this.nodeSecurityGroup = new CfnSecurityGroup(this, 'Node', {
      vpcId,
      groupDescription: 'Nodes: HTTPS out',
      securityGroupEgress: [
        { ipProtocol: 'tcp', fromPort: 443, toPort: 443, cidrIp: '0.0.0.0/0', description: 'HTTPS' },
      ],
    });
  }
}
