import { Stack } from 'aws-cdk-lib';
import { CfnVPC } from 'aws-cdk-lib/aws-ec2';
import type { ISecurityGroupRef, IVPCRef } from 'aws-cdk-lib/aws-ec2';
import type { IKeyRef } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

import { refuse } from '../private/errors';
import { compareText } from '../private/text';
import { planNetwork } from '../rules/network-plan';
import type { PlannedNetwork } from '../rules/network-plan';
import { isLocalZone } from '../rules/zone-id';
import type { IClusterNetwork } from './cluster-network-ref';
import { lockDefaultSecurityGroup } from './default-security-group';
import { ExistingClusterNetwork } from './existing-network';
import type { ExistingNetworkAttributes } from './existing-network';
import { findSubnet } from './find-subnet';
import { FlowLogs } from './flow-logs';
import { NatExits } from './nat-exits';
import { NetworkEndpoints } from './network-endpoints';
import { RoutedSubnet } from './routed-subnet';
import type { ZoneSubnet } from './zone-subnet';

/** Properties of a network that is made for a cluster. */
export interface ClusterNetworkProps {
  /** The VPC's range, /16 to /20. It cannot be changed later without replacing everything. */
  readonly cidr: string;

  /** Ids of two or more Availability Zones, for endpoints, control planes and NAT gateways. */
  readonly controlZones: string[];

  /** The zones in which nodes run, each once. */
  readonly nodeSubnets: NodeSubnetProps[];

  /**
   * `nat`: a NAT gateway in each control zone; `none`: no way out of the VPC but its endpoints.
   *
   * @default 'nat'
   */
  readonly egress?: 'nat' | 'none';

  /**
   * How requests to S3 travel. Holds for every zone, those that are added later too: it never follows from the zones.
   *
   * - `gateway`: through gateway endpoints, which cost nothing. AWS does not say that these serve Local Zones, so nodes
   *   there go through NAT instead, which is billed by the GB; without NAT the gateway endpoint is their only way.
   * - `gateway-in-local-zones`: through gateway endpoints everywhere, once you have seen that they serve your zone.
   * - `interface`: through an interface endpoint too, to which S3's names then resolve in the whole VPC. It serves every
   *   zone and is billed by the GB, at less than NAT.
   *
   * @default - 'gateway' with NAT, 'interface' without: what is known to work in every zone
   * @see https://docs.aws.amazon.com/local-zones/latest/ug/how-local-zones-work.html
   * @see https://aws.amazon.com/privatelink/pricing/
   * @see https://aws.amazon.com/vpc/pricing/
   */
  readonly s3?: 'gateway' | 'gateway-in-local-zones' | 'interface';

  /**
   * Whether nodes use directory buckets, S3 Express One Zone: `CheckpointBucket`. Requests then travel through gateway
   * endpoints in the zones where those to S3 do, whatever `s3` says; from other Local Zones through NAT.
   *
   * @default false
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/directory-bucket-az-networking.html
   */
  readonly s3Express?: boolean;

  /**
   * Interface endpoints that an engine needs beside those that every cluster has, by the last part of the service's name:
   * what `eksEndpointServices` and `slurmEndpointServices` say.
   *
   * @default - none
   */
  readonly endpointServices?: string[];

  /** Days that flow logs are kept. @default 365 */
  readonly logRetentionDays?: number;

  /**
   * Encrypts the log groups. Its policy must admit CloudWatch Logs.
   *
   * @default - CloudWatch's own key
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
   */
  readonly encryptionKey?: IKeyRef;
}

/** A zone in which nodes run. */
export interface NodeSubnetProps {
  /** Id of an Availability Zone or a Local Zone. */
  readonly zone: string;

  /** @default - the upper half of the VPC's range; with several node zones each needs its own */
  readonly cidr?: string;

  /**
   * The control zone whose NAT gateway the nodes use.
   *
   * @default - the zone itself, else a Local Zone's parent; where neither is a control zone it must be given
   */
  readonly natZone?: string;
}

/**
 * Defines a VPC for GPU clusters: in each zone with nodes one subnet, with a fixed range; in two or more Availability
 * Zones private control subnets with endpoints of AWS services and, unless nothing may leave, NAT gateways; flow logs;
 * and a default security group without rules. A Local Zone gets its node subnet and routes, nothing more.
 *
 * No zone, VPC or account is looked up, and no resource has a physical name.
 *
 * @example
 * new ClusterNetwork(this, 'Network', {
 *   cidr: '10.0.0.0/16',
 *   controlZones: ['use1-az4', 'use1-az6'],
 *   nodeSubnets: [{ zone: 'use1-dfw2-az1' }],
 * });
 */
export class ClusterNetwork extends Construct implements IClusterNetwork {
  /**
   * A VPC that exists already.
   *
   * @throws InvalidPropsError if an id, zone or range is malformed or a zone has two subnets
   */
  static fromExisting(scope: Construct, id: string, attributes: ExistingNetworkAttributes): IClusterNetwork {
    return new ExistingClusterNetwork(scope, id, attributes);
  }

  readonly vpc: IVPCRef;
  readonly cidr?: string;
  readonly controlSubnets: ZoneSubnet[];
  readonly nodeSubnets: ZoneSubnet[];

  /** Group of the interface endpoints. */
  readonly endpointSecurityGroup: ISecurityGroupRef;

  /**
   * @throws InvalidPropsError if the ranges or zones do not fit together
   */
  constructor(scope: Construct, id: string, props: ClusterNetworkProps) {
    super(scope, id);
    const plan = planNetwork(props);
    refuse(plan.problems, this);

    const vpc = new CfnVPC(this, 'Vpc', {
      cidrBlock: props.cidr,
      enableDnsHostnames: true,
      enableDnsSupport: true,
      tags: [{ key: 'Name', value: Stack.of(this).stackName }],
    });
    this.vpc = vpc;
    this.cidr = props.cidr;
    const control = plan.controlSubnets
      .toSorted(byZone)
      .map(({ zone, cidr }) => new RoutedSubnet(this, `control-${zone}`, { vpc, zone, cidr, purpose: 'control' }));
    const nodes = plan.nodeSubnets
      .toSorted(byZone)
      .map(({ zone, cidr }) => new RoutedSubnet(this, `node-${zone}`, { vpc, zone, cidr, purpose: 'node' }));
    this.controlSubnets = control.map(toZoneSubnet);
    this.nodeSubnets = nodes.map(toZoneSubnet);

    if (plan.egress === 'nat') {
      const natZone = new Map(plan.nodeSubnets.map((subnet) => [subnet.zone, subnet.natZone]));
      this.routeToNat(vpc, plan.controlSubnets, [
        ...control.map((subnet) => ({ subnet, natZone: subnet.zone })),
        ...nodes.map((subnet) => ({ subnet, natZone: natZone.get(subnet.zone) ?? subnet.zone })),
      ]);
    }
    for (const subnet of nodes.filter(({ zone }) => usesS3Gateway(zone, plan))) {
      subnet.routeToS3();
      if (props.s3Express ?? false) {
        subnet.routeToS3Express();
      }
    }
    const endpoints = new NetworkEndpoints(this, 'Endpoints', {
      vpc,
      cidr: props.cidr,
      subnets: control,
      s3Interface: plan.s3 === 'interface',
      furtherServices: props.endpointServices,
    });
    this.endpointSecurityGroup = endpoints.securityGroup;

    const { encryptionKey, logRetentionDays = 365 } = props;
    new FlowLogs(this, 'FlowLogs', { vpc, retentionDays: logRetentionDays, encryptionKey });
    lockDefaultSecurityGroup(this, vpc, encryptionKey);
  }

  nodeSubnet(zone: string): ZoneSubnet {
    return findSubnet(this, this.nodeSubnets, zone);
  }

  private routeToNat(
    vpc: IVPCRef,
    planned: readonly { readonly zone: string; readonly publicCidr?: string }[],
    routes: readonly { readonly subnet: RoutedSubnet; readonly natZone: string }[],
  ): void {
    const exits = planned.flatMap(({ zone, publicCidr }) =>
      publicCidr === undefined ? [] : [{ zone, cidr: publicCidr }],
    );
    const nat = new NatExits(this, 'Nat', { vpc, exits });
    for (const { subnet, natZone } of routes) {
      subnet.routeToNat(nat.gateway(natZone));
    }
  }
}

/** Whether a zone's nodes have the route to S3's gateway endpoint: an answer that no other zone changes. */
function usesS3Gateway(zone: string, { s3, egress }: PlannedNetwork): boolean {
  return !isLocalZone(zone) || egress === 'none' || s3 === 'gateway-in-local-zones';
}

/** So that the order of a list changes no resource. */
function byZone(a: { readonly zone: string }, b: { readonly zone: string }): number {
  return compareText(a.zone, b.zone);
}

function toZoneSubnet({ zone, cidr, subnet }: RoutedSubnet): ZoneSubnet {
  return { zone, cidr, subnet };
}
