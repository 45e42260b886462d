import type { IVPCRef } from 'aws-cdk-lib/aws-ec2';
import type { IKeyRef } from 'aws-cdk-lib/aws-kms';

import type { ZoneSubnet } from '../../network/zone-subnet';
import type { EksAccessRoles } from './access-policies';
import type { EksAddOnsOptions } from './add-ons';
import type { NodeScoring, SupportType } from './cluster-properties';
import type { EksEndpoint } from './eks-endpoint';
import type { EksKubectlOptions } from './kubectl';
import type { EksSystemNodesOptions } from './system-nodes';

/** Properties of a cluster. */
export interface EksClusterProps {
  /**
   * The cluster's name. It is yours to give, because EKS names the log group of its control plane after it, and policies
   * name the cluster by it; a cluster that must be replaced needs another one.
   */
  readonly clusterName: string;

  readonly vpc: IVPCRef;

  /** The VPC's range, which services must not overlap. @default - not known, and not compared */
  readonly vpcCidr?: string;

  /** Private subnets of two Availability Zones or more, never of a Local Zone; control plane and system nodes are in them. */
  readonly controlSubnets: ZoneSubnet[];

  /**
   * Minor version of Kubernetes, one of `EKS_VERSIONS`.
   *
   * @default - DEFAULT_EKS_VERSION
   */
  readonly version?: string;

  /**
   * Whether the cluster is to hold UltraServers.
   *
   * @default true
   */
  readonly ultraServers?: boolean;

  /**
   * Roles that may use the cluster. Who deploys it is none of them.
   *
   * @default - none: until somebody with `eks:CreateAccessEntry` admits one, nobody may
   */
  readonly access?: EksAccessRoles;

  /**
   * Where the Kubernetes API can be reached from.
   *
   * @default - EksEndpoint.privateOnly()
   */
  readonly endpoint?: EksEndpoint;

  /**
   * Encrypts logs and the volumes of system nodes; its policy must admit both (`clusterKeyStatements`).
   *
   * @default - keys of AWS's
   */
  readonly encryptionKey?: IKeyRef;

  /**
   * Encrypts secrets, and everything else in the Kubernetes API. It is for the life of the cluster; who deploys needs
   * `kms:CreateGrant` and `kms:DescribeKey` on it.
   *
   * @default - EKS encrypts them with a key of its own
   * @see https://docs.aws.amazon.com/eks/latest/userguide/envelope-encryption.html
   */
  readonly secretsKey?: IKeyRef;

  /**
   * Days that logs are kept; one of `LOG_RETENTION_DAYS`.
   *
   * @default 365
   */
  readonly logRetentionDays?: number;

  /**
   * Addresses of services, for the life of the cluster: a private range from /24 to /12, outside the VPC.
   *
   * @default - 172.20.0.0/16, or 10.100.0.0/16 where the VPC has that
   */
  readonly serviceCidr?: string;

  /**
   * The least that the control plane scales down to; one of `EKS_SCALING_TIERS`.
   *
   * @default 'standard'
   */
  readonly scalingTier?: string;

  /**
   * How the scheduler chooses among nodes on which a pod fits. MostAllocated fills nodes, GPUs above all, and so leaves
   * whole nodes and domains for the jobs that need them.
   *
   * @default 'MostAllocated'
   */
  readonly scoring?: NodeScoring;

  /**
   * What becomes of the cluster when its version's standard support ends: STANDARD upgrades the control plane, whatever
   * runs; EXTENDED keeps it, at a higher price.
   *
   * @default 'EXTENDED'
   * @see https://docs.aws.amazon.com/eks/latest/userguide/view-upgrade-policy.html
   */
  readonly supportType?: SupportType;

  /**
   * Whether EKS refuses to delete the cluster.
   *
   * @default true
   */
  readonly deletionProtection?: boolean;

  /** @default - two Graviton nodes */
  readonly systemNodes?: EksSystemNodesOptions;

  /** @default - all of `EKS_ADD_ONS`, in the versions that EKS installs by default */
  readonly addOns?: EksAddOnsOptions;

  /**
   * What applies charts and manifests.
   *
   * @default - nothing does: `addChart` and `addManifest` throw
   */
  readonly kubectl?: EksKubectlOptions;
}

/** What the nodes of a cluster must be told to join it. */
export interface EksClusterEndpoint {
  readonly clusterName: string;

  /** Address of the Kubernetes API. */
  readonly endpoint: string;

  /** The API's certificate authority, in base64. */
  readonly certificateAuthority: string;

  /** Addresses of services, from which nodes learn that of DNS. */
  readonly serviceCidr: string;
}

/** Properties of a role for pods. */
export interface EksPodRoleOptions {
  readonly namespace: string;
  readonly serviceAccount: string;

  /** Names of AWS managed policies. @default - none; the role is returned, and can be granted to */
  readonly managedPolicies?: string[];
}
