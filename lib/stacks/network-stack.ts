import { Token } from 'aws-cdk-lib';
import type { IKeyRef } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { ClusterNetwork, EfaFabric, FabricSecurityGroups } from 'cdk-ultraserver';
import type { IClusterNetwork } from 'cdk-ultraserver';

import type { NetworkModel } from '../config/model';
import { BaseStack, type BaseStackProps } from './base-stack';

/** The network's slice of a cluster. */
export interface NetworkStackProps extends BaseStackProps {
  readonly network: NetworkModel;

  /** Interface endpoints beside those of every cluster. @default - none */
  readonly endpointServices?: string[];

  /** Whether nodes use directory buckets. @default false */
  readonly s3Express?: boolean;

  /** Days that flow logs are kept. */
  readonly logRetentionDays: number;

  /** Encrypts the log groups. @default - CloudWatch's own key */
  readonly encryptionKey?: IKeyRef;
}

/**
 * What cells share and what seldom changes: the VPC, made or found, and in each zone with nodes a fabric. All fabrics
 * have the same security groups.
 */
export class NetworkStack extends BaseStack {
  readonly network: IClusterNetwork;

  /** Of the nodes in all zones. */
  readonly securityGroups: FabricSecurityGroups;

  private readonly fabrics = new Map<string, EfaFabric>();

  constructor(scope: Construct, id: string, props: NetworkStackProps) {
    super(scope, id, props);
    this.network = this.defineNetwork(props);
    const { vpc, nodeSubnets, controlSubnets } = this.network;
    this.securityGroups = new FabricSecurityGroups(this, 'NodeSecurityGroups', { vpc });
    for (const { zone, subnet } of nodeSubnets) {
      this.fabrics.set(
        zone,
        new EfaFabric(this, `Fabric-${zone}`, { vpc, subnet, zone, securityGroups: this.securityGroups }),
      );
    }
    this.exportPermanently([
      vpc.vpcRef.vpcId,
      ...[...nodeSubnets, ...controlSubnets].map(({ subnet }) => subnet.subnetRef.subnetId),
      this.securityGroups.efaSecurityGroup.securityGroupRef.securityGroupId,
      this.securityGroups.nodeSecurityGroup.securityGroupRef.securityGroupId,
    ]);
  }

  /** The fabric of a zone. */
  fabric(zone: string): EfaFabric {
    const found = this.fabrics.get(zone);
    if (!found) {
      throw new Error(`the cluster has no nodes in zone ${zone}, only in ${[...this.fabrics.keys()].join(', ')}`);
    }
    return found;
  }

  private defineNetwork({
    network,
    endpointServices,
    s3Express,
    logRetentionDays,
    encryptionKey,
  }: NetworkStackProps): IClusterNetwork {
    if (network.kind === 'existing') {
      return ClusterNetwork.fromExisting(this, 'Network', {
        vpcId: network.vpcId,
        cidr: network.cidr,
        nodeSubnets: [...network.nodeSubnets],
        controlSubnets: [...network.controlSubnets],
      });
    }
    return new ClusterNetwork(this, 'Network', {
      cidr: network.cidr,
      egress: network.egress,
      s3: network.s3,
      endpointServices,
      s3Express,
      controlZones: [...network.controlZones],
      nodeSubnets: network.nodeSubnets.map(({ zone, cidr, natZone }) => ({ zone, cidr, natZone })),
      logRetentionDays,
      encryptionKey,
    });
  }

  /**
   * Exports ids whether or not another stack imports them. The export of an id would otherwise go with its last
   * importer, and CloudFormation, which updates this stack first, refuses to drop an export that is still in use.
   */
  private exportPermanently(ids: readonly string[]): void {
    for (const id of ids.filter((value) => Token.isUnresolved(value))) {
      this.exportValue(id);
    }
  }
}
