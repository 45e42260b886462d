import { Stack } from 'aws-cdk-lib';
import { CfnEIP, CfnInternetGateway, CfnNatGateway, CfnRoute, CfnVPCGatewayAttachment } from 'aws-cdk-lib/aws-ec2';
import type { INatGatewayRef, IVPCRef } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';

import { RoutedSubnet } from './routed-subnet';

/** A zone's public subnet. */
export interface NatExit {
  /** Id of an Availability Zone. */
  readonly zone: string;
  readonly cidr: string;
}

/** Properties of `NatExits`. */
export interface NatExitsProps {
  readonly vpc: IVPCRef;
  readonly exits: readonly NatExit[];
}

/**
 * The ways out of a VPC: an internet gateway, and in each zone a public subnet that holds a NAT gateway and nothing
 * else.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html
 */
export class NatExits extends Construct {
  private readonly natGateways = new Map<string, INatGatewayRef>();

  constructor(scope: Construct, id: string, props: NatExitsProps) {
    super(scope, id);
    const { vpc, exits } = props;
    const internetGateway = new CfnInternetGateway(this, 'InternetGateway');
    const attachment = new CfnVPCGatewayAttachment(this, 'InternetGatewayAttachment', {
      vpcId: vpc.vpcRef.vpcId,
      internetGatewayId: internetGateway.internetGatewayRef.internetGatewayId,
    });
    for (const { zone, cidr } of exits) {
      const subnet = new RoutedSubnet(this, zone, { vpc, zone, cidr, purpose: 'public' });
      const route = new CfnRoute(subnet, 'InternetRoute', {
        routeTableId: subnet.routeTable.routeTableRef.routeTableId,
        destinationCidrBlock: '0.0.0.0/0',
        gatewayId: internetGateway.internetGatewayRef.internetGatewayId,
      });
      route.addResourceDependency(attachment);
      this.natGateways.set(zone, natGateway(subnet, attachment, route));
    }
  }

  /** The NAT gateway of a zone. */
  gateway(zone: string): INatGatewayRef {
    const found = this.natGateways.get(zone);
    if (!found) {
      throw new Error(`zone ${zone} has no NAT gateway; there are some in ${[...this.natGateways.keys()].join(', ')}`);
    }
    return found;
  }
}

function natGateway(subnet: RoutedSubnet, attachment: CfnVPCGatewayAttachment, route: CfnRoute): CfnNatGateway {
  const tags = [{ key: 'Name', value: `${Stack.of(subnet).stackName}-nat-${subnet.zone}` }];
  const address = new CfnEIP(subnet, 'Address', { domain: 'vpc', tags });
  address.addResourceDependency(attachment);
  const gateway = new CfnNatGateway(subnet, 'NatGateway', {
    subnetId: subnet.subnet.subnetRef.subnetId,
    allocationId: address.attrAllocationId,
    tags,
  });
  gateway.addResourceDependency(route);
  gateway.addResourceDependency(subnet.association);
  return gateway;
}
