import { Annotations, Size, Stack } from 'aws-cdk-lib';
import { type ISubnet, SecurityGroup, Subnet, Vpc } from 'aws-cdk-lib/aws-ec2';
import { CfnAccessEntry, Cluster, type ICluster, KubectlProvider } from 'aws-cdk-lib/aws-eks-v2';
import type { IKeyRef } from 'aws-cdk-lib/aws-kms';
import type { ILayerVersion } from 'aws-cdk-lib/aws-lambda';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

import type { ZoneSubnet } from '../../network/zone-subnet';
import { clusterAdminPolicy } from './access-policies';

/** The programs with which charts and manifests reach a cluster. They come from packages of their own. */
export interface EksKubectlOptions {
  /**
   * A Lambda layer with kubectl and helm: `new KubectlV36Layer(this, 'Kubectl')` of `@aws-cdk/lambda-layer-kubectl-v36`.
   *
   * @see https://www.npmjs.com/package/@aws-cdk/lambda-layer-kubectl-v36
   */
  readonly layer: ILayerVersion;

  /** The minor version of its kubectl: `1.36`. It may be one older or newer than the cluster's. */
  readonly version: string;

  /**
   * A Lambda layer with the AWS CLI.
   *
   * @default - CDK's own, which is uploaded with the app's assets
   */
  readonly awsCliLayer?: ILayerVersion;
}

/** Properties of what applies charts and manifests. */
export interface ClusterKubectlProps extends EksKubectlOptions {
  readonly vpcId: string;
  readonly subnets: ZoneSubnet[];
  readonly clusterName: string;
  readonly endpoint: string;
  readonly certificateAuthority: string;
  readonly clusterSecurityGroupId: string;

  /** Days that the functions' logs are kept. */
  readonly logRetentionDays: number;

  /** Encrypts them. @default - CloudWatch's own key */
  readonly logKey?: IKeyRef;
}

/**
 * CDK's Lambda functions that apply charts and manifests, in the cluster's subnets, because its endpoint may be private.
 * Their role is an admin of the cluster.
 *
 * Without a way to the internet they need endpoints: see `eksEndpointServices`.
 */
export class ClusterKubectl extends Construct {
  /** The cluster, as CDK's charts and manifests take it. */
  readonly cluster: ICluster;

  /** What must stand before the first chart or manifest. */
  readonly accessEntry: CfnAccessEntry;

  constructor(scope: Construct, id: string, props: ClusterKubectlProps) {
    super(scope, id);
    const { clusterName, clusterSecurityGroupId } = props;
    const vpc = Vpc.fromVpcAttributes(this, 'Vpc', {
      vpcId: props.vpcId,
      availabilityZones: props.subnets.map(({ zone }) => zone),
    });
    const securityGroup = SecurityGroup.fromSecurityGroupId(this, 'ClusterSecurityGroup', clusterSecurityGroupId, {
      mutable: false,
    });
    const attributes = {
      vpc,
      clusterName,
      clusterEndpoint: props.endpoint,
      clusterCertificateAuthorityData: props.certificateAuthority,
      clusterSecurityGroupId,
    };
    const provider = new KubectlProvider(this, 'Provider', {
      // Before there is a provider the cluster has none: hence it is imported twice.
      cluster: Cluster.fromClusterAttributes(this, 'ClusterOfProvider', attributes),
      kubectlLayer: props.layer,
      awscliLayer: props.awsCliLayer,
      memory: Size.mebibytes(1024),
      privateSubnets: props.subnets.map((subnet) => this.importSubnet(subnet)),
      securityGroups: [securityGroup],
    });
    keepLogs(provider, props.logRetentionDays, props.logKey);
    if (!provider.role) {
      throw new Error("CDK's provider of kubectl has no role");
    }
    this.accessEntry = new CfnAccessEntry(this, 'AccessEntry', {
      clusterName,
      principalArn: provider.role.roleArn,
      accessPolicies: [clusterAdminPolicy(Stack.of(this))],
    });
    this.cluster = Cluster.fromClusterAttributes(this, 'Cluster', { ...attributes, kubectlProvider: provider });
  }

  private importSubnet({ zone, subnet }: ZoneSubnet): ISubnet {
    const imported = Subnet.fromSubnetAttributes(this, `Subnet-${zone}`, {
      subnetId: subnet.subnetRef.subnetId,
      availabilityZone: zone,
    });
    // Lambda asks for no route table.
    Annotations.of(imported).acknowledgeWarning('@aws-cdk/aws-ec2:noSubnetRouteTableId');
    return imported;
  }
}

/** CDK's provider takes neither a key nor a time for the logs of its functions. */
function keepLogs(provider: KubectlProvider, retentionInDays: number, key?: IKeyRef): void {
  for (const construct of provider.node.findAll()) {
    if (construct instanceof CfnLogGroup) {
      construct.retentionInDays = retentionInDays;
      construct.kmsKeyId = key?.keyRef.keyArn;
    }
  }
}
