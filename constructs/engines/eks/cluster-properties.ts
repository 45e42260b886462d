import type { CfnCluster, CfnClusterProps } from 'aws-cdk-lib/aws-eks-v2';

import { canScoreNodes } from '../../rules/eks-cluster-settings';
import type { EksEndpoint } from './eks-endpoint';

/**
 * Every kind of control plane log that EKS has.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html
 */
export const CONTROL_PLANE_LOGS: readonly string[] = [
  'api',
  'audit',
  'authenticator',
  'controllerManager',
  'scheduler',
];

/**
 * How much each resource counts when the scheduler looks for the fullest node: GPUs above all. A resource that is not
 * listed would not count at all.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/control-plane-configuration.html
 */
export const PACKING_WEIGHTS: readonly CfnCluster.ResourceWeightProperty[] = [
  { name: 'nvidia.com/gpu', weight: 10 },
  { name: 'cpu', weight: 1 },
  { name: 'memory', weight: 1 },
];

/** How the scheduler chooses among nodes on which a pod fits. */
export type NodeScoring = 'MostAllocated' | 'LeastAllocated';

/** What becomes of a cluster at the end of its version's standard support. */
export type SupportType = 'STANDARD' | 'EXTENDED';

/** What a control plane is rendered from. */
export interface ClusterParts {
  readonly name: string;
  readonly version: string;
  readonly roleArn: string;
  readonly subnetIds: string[];

  /** @default - EKS's own security group alone */
  readonly securityGroupIds?: string[];
  readonly endpoint: EksEndpoint;
  readonly serviceCidr: string;

  /** @default - a key of AWS's */
  readonly secretsKeyArn?: string;
  readonly scalingTier: string;
  readonly scoring: NodeScoring;
  readonly supportType: SupportType;
  readonly deletionProtection: boolean;
}

/**
 * Renders the properties of a control plane.
 *
 * - Who made the cluster is no admin of it, and no ConfigMap admits anybody: access entries do.
 * - Auto Mode is off, said outright.
 * - EKS puts no add-ons of its own into the cluster; those that CloudFormation manages follow.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html
 * @see https://docs.aws.amazon.com/eks/latest/userguide/zone-shift.html
 */
export function renderCluster(parts: ClusterParts): CfnClusterProps {
  return {
    name: parts.name,
    version: parts.version,
    roleArn: parts.roleArn,
    accessConfig: { authenticationMode: 'API', bootstrapClusterCreatorAdminPermissions: false },
    bootstrapSelfManagedAddons: false,
    computeConfig: { enabled: false },
    storageConfig: { blockStorage: { enabled: false } },
    kubernetesNetworkConfig: {
      ipFamily: 'ipv4',
      serviceIpv4Cidr: parts.serviceCidr,
      elasticLoadBalancing: { enabled: false },
    },
    resourcesVpcConfig: {
      subnetIds: parts.subnetIds,
      securityGroupIds: parts.securityGroupIds,
      // Nodes always reach the API inside the VPC.
      endpointPrivateAccess: true,
      endpointPublicAccess: parts.endpoint.publicCidrs !== undefined,
      publicAccessCidrs: parts.endpoint.publicCidrs,
    },
    encryptionConfig:
      parts.secretsKeyArn === undefined
        ? undefined
        : [{ provider: { keyArn: parts.secretsKeyArn }, resources: ['secrets'] }],
    logging: { clusterLogging: { enabledTypes: CONTROL_PLANE_LOGS.map((type) => ({ type })) } },
    controlPlaneScalingConfig: { tier: parts.scalingTier },
    kubeSchedulerConfig: canScoreNodes(parts.version) ? renderScoring(parts.scoring) : undefined,
    upgradePolicy: { supportType: parts.supportType },
    // A shift cordons every node of a zone, and an UltraServer is wholly in one: it is for somebody to decide, not for AWS.
    zonalShiftConfig: { enabled: false },
    deletionProtection: parts.deletionProtection,
  };
}

function renderScoring(type: NodeScoring): CfnCluster.KubeSchedulerConfigProperty {
  return { nodeResourcesFit: { scoringStrategy: { type, resources: [...PACKING_WEIGHTS] } } };
}
