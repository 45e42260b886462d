import type { CfnTag } from 'aws-cdk-lib';
import { CfnLaunchTemplate } from 'aws-cdk-lib/aws-ec2';
import { CfnNodegroup } from 'aws-cdk-lib/aws-eks-v2';
import type { IKeyRef } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

import { refuse } from '../../private/errors';
import { checkSystemNodes, FEWEST_SYSTEM_NODES } from '../../rules/eks-system-nodes';
import { SYSTEM_NODE_LABELS } from './node-labels';
import { WorkerRole } from './worker-role';

/** How large the group of a cluster's system nodes is. */
export interface EksSystemNodesOptions {
  /**
   * Graviton instance types, the preferred one first.
   *
   * @default - m7g.xlarge, or m6g.xlarge where there is none
   */
  readonly instanceTypes?: string[];

  /**
   * Nodes. Two at least: controllers have a replica on each.
   *
   * @default 2
   */
  readonly count?: number;

  /**
   * Size of a root volume in GiB.
   *
   * @default 100
   */
  readonly volumeSizeGiB?: number;

  /** Tags of instances, volumes and interfaces, which have none of their stack's. @default - their name alone */
  readonly tags?: CfnTag[];
}

/** Properties of a cluster's system nodes. */
export interface SystemNodesProps extends EksSystemNodesOptions {
  readonly clusterName: string;

  /** Subnets of Availability Zones. */
  readonly subnetIds: string[];

  /** Encrypts the volumes. @default - the account's default key for EBS */
  readonly encryptionKey?: IKeyRef;
}

/**
 * The nodes that run a cluster's controllers: a managed node group on Graviton, on demand, over the control subnets. They
 * have no taint, so that what nobody has placed lands here and not on a GPU.
 *
 * Pods reach no instance metadata, and so no role of the node: they have their own, by Pod Identity.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html
 * @see https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
 */
export class SystemNodes extends Construct {
  readonly nodegroup: CfnNodegroup;

  constructor(scope: Construct, id: string, props: SystemNodesProps) {
    super(scope, id);
    const { instanceTypes = ['m7g.xlarge', 'm6g.xlarge'], count = FEWEST_SYSTEM_NODES, volumeSizeGiB = 100 } = props;
    refuse(checkSystemNodes({ count, instanceTypes }), this);

    const tags = [{ key: 'Name', value: `${props.clusterName}-system` }, ...(props.tags ?? [])];
    const launchTemplate = new CfnLaunchTemplate(this, 'LaunchTemplate', {
      launchTemplateData: {
        metadataOptions: { httpEndpoint: 'enabled', httpTokens: 'required', httpPutResponseHopLimit: 1 },
        monitoring: { enabled: true },
        blockDeviceMappings: [
          {
            deviceName: '/dev/xvda',
            ebs: {
              volumeSize: volumeSizeGiB,
              volumeType: 'gp3',
              encrypted: true,
              kmsKeyId: props.encryptionKey?.keyRef.keyArn,
              deleteOnTermination: true,
            },
          },
        ],
        tagSpecifications: ['instance', 'volume', 'network-interface'].map((resourceType) => ({ resourceType, tags })),
      },
    });
    const { role, policy } = new WorkerRole(this, 'Role', { description: `System nodes of ${props.clusterName}` });
    this.nodegroup = new CfnNodegroup(this, 'Resource', {
      clusterName: props.clusterName,
      nodeRole: role.roleArn,
      subnets: props.subnetIds,
      amiType: 'AL2023_ARM_64_STANDARD',
      capacityType: 'ON_DEMAND',
      instanceTypes,
      scalingConfig: { minSize: count, desiredSize: count, maxSize: count },
      updateConfig: { maxUnavailable: 1 },
      nodeRepairConfig: { enabled: true },
      labels: SYSTEM_NODE_LABELS,
      launchTemplate: { id: launchTemplate.ref, version: launchTemplate.attrLatestVersionNumber },
    });
    // Session Manager's agent asks once, when a node starts.
    this.nodegroup.node.addDependency(policy);
  }
}
