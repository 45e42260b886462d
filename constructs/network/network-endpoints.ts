import { Stack } from 'aws-cdk-lib';
import { CfnSecurityGroup, CfnVPCEndpoint } from 'aws-cdk-lib/aws-ec2';
import type { ISecurityGroupRef, IVPCRef } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';

import { INTERFACE_ENDPOINT_SERVICES } from '../rules/network-endpoint-services';
import { NO_EGRESS } from './no-egress';
import type { RoutedSubnet } from './routed-subnet';

/** Properties of `NetworkEndpoints`. */
export interface NetworkEndpointsProps {
  readonly vpc: IVPCRef;

  /** The VPC's range, from which the endpoints may be called. */
  readonly cidr: string;

  /** Subnets of Availability Zones, never of a Local Zone, one for each zone. */
  readonly subnets: readonly RoutedSubnet[];

  /** What is called beside `INTERFACE_ENDPOINT_SERVICES`. @default - nothing */
  readonly furtherServices?: readonly string[];

  /** Whether S3 has an interface endpoint too, to which its names then resolve in the whole VPC. */
  readonly s3Interface: boolean;
}

/**
 * Endpoints of AWS services in a VPC's control subnets: a gateway endpoint for S3, which costs nothing, and interface
 * endpoints with private DNS for the rest. Node subnets have gateway endpoints of their own.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
 */
export class NetworkEndpoints extends Construct {
  readonly securityGroup: ISecurityGroupRef;

  constructor(scope: Construct, id: string, props: NetworkEndpointsProps) {
    super(scope, id);
    const vpcId = props.vpc.vpcRef.vpcId;
    const region = Stack.of(this).region;
    const securityGroup = new CfnSecurityGroup(this, 'SecurityGroup', {
      vpcId,
      groupDescription: 'Interface endpoints: HTTPS from the VPC',
      securityGroupIngress: [
        { ipProtocol: 'tcp', fromPort: 443, toPort: 443, cidrIp: props.cidr, description: 'HTTPS from the VPC' },
      ],
      securityGroupEgress: [NO_EGRESS],
    });
    this.securityGroup = securityGroup;

    const s3Gateway = new CfnVPCEndpoint(this, 'S3', {
      vpcId,
      vpcEndpointType: 'Gateway',
      serviceName: `com.amazonaws.${region}.s3`,
      routeTableIds: props.subnets.map(({ routeTable }) => routeTable.routeTableRef.routeTableId),
    });
    const interfaceEndpoint = (
      service: string,
      dnsOptions?: CfnVPCEndpoint.DnsOptionsSpecificationProperty,
    ): CfnVPCEndpoint =>
      new CfnVPCEndpoint(this, `${service}-interface`, {
        vpcId,
        vpcEndpointType: 'Interface',
        serviceName: `com.amazonaws.${region}.${service}`,
        subnetIds: props.subnets.map(({ subnet }) => subnet.subnetRef.subnetId),
        securityGroupIds: [securityGroup.securityGroupRef.securityGroupId],
        privateDnsEnabled: true,
        dnsOptions,
      });
    for (const service of new Set([...INTERFACE_ENDPOINT_SERVICES, ...(props.furtherServices ?? [])])) {
      interfaceEndpoint(service);
    }
    if (props.s3Interface) {
      interfaceEndpoint('s3', { privateDnsOnlyForInboundResolverEndpoint: 'AllResolvers' }).addResourceDependency(
        s3Gateway,
      );
    }
  }
}
