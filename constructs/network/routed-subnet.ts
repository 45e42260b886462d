import { Stack } from 'aws-cdk-lib';
import {
  CfnRoute,
  CfnRouteTable,
  CfnSubnet,
  CfnSubnetRouteTableAssociation,
  CfnVPCEndpoint,
} from 'aws-cdk-lib/aws-ec2';
import type { INatGatewayRef, IVPCRef } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';

/** Properties of a routed subnet. */
export interface RoutedSubnetProps {
  readonly vpc: IVPCRef;

  /** Zone id. */
  readonly zone: string;
  readonly cidr: string;

  /** What the subnet is for; part of its Name tag. */
  readonly purpose: string;
}

/**
 * A subnet with a route table of its own, so that no route of one subnet can change another's. Addresses in it are
 * private: none is public unless it is attached by hand.
 */
export class RoutedSubnet extends Construct {
  readonly zone: string;
  readonly cidr: string;
  readonly subnet: CfnSubnet;
  readonly routeTable: CfnRouteTable;

  /** To be awaited by what needs the routes. */
  readonly association: CfnSubnetRouteTableAssociation;

  private readonly vpcId: string;

  constructor(scope: Construct, id: string, props: RoutedSubnetProps) {
    super(scope, id);
    this.zone = props.zone;
    this.cidr = props.cidr;
    const vpcId = props.vpc.vpcRef.vpcId;
    this.vpcId = vpcId;
    const tags = [{ key: 'Name', value: `${Stack.of(this).stackName}-${props.purpose}-${props.zone}` }];
    this.subnet = new CfnSubnet(this, 'Subnet', {
      vpcId,
      availabilityZoneId: props.zone,
      cidrBlock: props.cidr,
      mapPublicIpOnLaunch: false,
      tags,
    });
    this.routeTable = new CfnRouteTable(this, 'RouteTable', { vpcId, tags });
    this.association = new CfnSubnetRouteTableAssociation(this, 'RouteTableAssociation', {
      subnetId: this.subnet.subnetRef.subnetId,
      routeTableId: this.routeTable.routeTableRef.routeTableId,
    });
  }

  /** Sends what leaves the VPC through a NAT gateway. */
  routeToNat(natGateway: INatGatewayRef): void {
    new CfnRoute(this, 'NatRoute', {
      routeTableId: this.routeTable.routeTableRef.routeTableId,
      destinationCidrBlock: '0.0.0.0/0',
      natGatewayId: natGateway.natGatewayRef.natGatewayId,
    });
  }

  /**
   * Sends requests to S3 through a gateway endpoint. It is this subnet's own, because one for several subnets would be
   * changed by each that comes or goes; a service may have several, each with other route tables.
   *
   * @see https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html#gateway-endpoint-routing
   */
  routeToS3(): void {
    this.addGatewayEndpoint('S3', 's3');
  }

  /**
   * Sends requests to directory buckets, S3 Express One Zone, through a gateway endpoint, which they have of their own and
   * which costs nothing either.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/directory-bucket-az-networking.html
   */
  routeToS3Express(): void {
    this.addGatewayEndpoint('S3Express', 's3express');
  }

  private addGatewayEndpoint(id: string, service: string): void {
    new CfnVPCEndpoint(this, id, {
      vpcId: this.vpcId,
      vpcEndpointType: 'Gateway',
      serviceName: `com.amazonaws.${Stack.of(this).region}.${service}`,
      routeTableIds: [this.routeTable.routeTableRef.routeTableId],
    });
  }
}
