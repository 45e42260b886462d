import { type CfnTag, Fn } from 'aws-cdk-lib';
import { CfnLaunchTemplate } from 'aws-cdk-lib/aws-ec2';
import type { ISecurityGroupRef, ISubnetRef } from 'aws-cdk-lib/aws-ec2';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IKeyRef } from 'aws-cdk-lib/aws-kms';
import { CfnComputeNodeGroup } from 'aws-cdk-lib/aws-pcs';
import { Construct } from 'constructs';

import { refuse } from '../../private/errors';
import type { NodeImage } from '../../nodes/image';
import { NodeRole } from '../../nodes/node-role';
import { renderMimeMultipart } from '../../nodes/user-data/mime';
import { checkSlurmLogin } from '../../rules/slurm-login';
import { checkMounts } from '../../rules/storage-mount';
import type { Mount } from '../../storage/mount';
import { loginMountParts } from './login-mounts';
import { PCS_PATH, REGISTER_NODE } from './pcs-role';

/** How a cluster's login nodes are. */
export interface SlurmLoginOptions {
  /**
   * Their AMI: one that AWS PCS takes, with the cluster's release of Slurm.
   *
   * @see https://docs.aws.amazon.com/pcs/latest/userguide/working-with_ami.html
   */
  readonly image: NodeImage;

  /**
   * Groups of their interface beside the cluster's: what lets them call AWS over HTTPS, and reach file systems. A fabric's
   * `securityGroups.nodeSecurityGroup` does both.
   */
  readonly securityGroups: ISecurityGroupRef[];

  /**
   * Their instance type. On an arm64 type, programs that are compiled there run on Grace.
   *
   * @default 'm7g.large'
   */
  readonly instanceType?: string;

  /** @default 1 */
  readonly count?: number;

  /** Where they are. @default - the controller's subnet */
  readonly subnet?: ISubnetRef;

  /** File systems that are mounted on them. @default - none */
  readonly mounts?: Mount[];

  /**
   * Size of a root volume in GiB.
   *
   * @default 100
   */
  readonly volumeSizeGiB?: number;

  /** Tags of instances, volumes and interfaces, which have none of their stack's. @default - their name alone */
  readonly tags?: CfnTag[];
}

/** Properties of a cluster's login nodes. */
export interface SlurmLoginNodesProps extends SlurmLoginOptions {
  readonly clusterName: string;
  readonly clusterId: string;
  readonly nodeSecurityGroupId: string;
  readonly defaultSubnet: ISubnetRef;

  /** Encrypts the volumes. @default - the account's default key for EBS */
  readonly encryptionKey?: IKeyRef;
}

/**
 * A cluster's login nodes: a group that always runs, in no queue, reached by Session Manager.
 *
 * @see https://docs.aws.amazon.com/pcs/latest/userguide/working-with_login-nodes.html
 */
export class SlurmLoginNodes extends Construct {
  readonly role: IRole;

  constructor(scope: Construct, id: string, props: SlurmLoginNodesProps) {
    super(scope, id);
    const { instanceType = 'm7g.large', count = 1, mounts = [], image } = props;
    const { architecture, rootDevice } = image.facts;
    refuse(
      [
        ...checkSlurmLogin({ instanceType, count, architecture }),
        ...checkMounts(mounts.map(({ path }) => ({ path, options: [] }))),
      ],
      this,
    );
    const imageId = image.idIn(this);
    const { role, policy, instanceProfileArn } = new NodeRole(this, 'Role', {
      actions: [REGISTER_NODE],
      groupTags: {},
      logGroupArns: [],
      path: PCS_PATH,
    });
    this.role = role;

    const tags = [{ key: 'Name', value: `${props.clusterName}-login` }, ...(props.tags ?? [])];
    const userData = mounts.length > 0 ? renderMimeMultipart(loginMountParts(props.clusterName, mounts)) : undefined;
    const launchTemplate = new CfnLaunchTemplate(this, 'LaunchTemplate', {
      launchTemplateData: {
        instanceType,
        imageId,
        securityGroupIds: [
          props.nodeSecurityGroupId,
          ...props.securityGroups.map(({ securityGroupRef }) => securityGroupRef.securityGroupId),
        ],
        metadataOptions: { httpEndpoint: 'enabled', httpTokens: 'required', httpPutResponseHopLimit: 1 },
        monitoring: { enabled: true },
        blockDeviceMappings: [
          {
            deviceName: rootDevice,
            ebs: {
              volumeSize: props.volumeSizeGiB ?? 100,
              volumeType: 'gp3',
              encrypted: true,
              kmsKeyId: props.encryptionKey?.keyRef.keyArn,
              deleteOnTermination: true,
            },
          },
        ],
        userData: userData === undefined ? undefined : Fn.base64(userData),
        tagSpecifications: ['instance', 'volume', 'network-interface'].map((resourceType) => ({ resourceType, tags })),
      },
    });
    // No node may boot without its rights.
    launchTemplate.addResourceDependency(policy);
    new CfnComputeNodeGroup(this, 'Resource', {
      clusterId: props.clusterId,
      name: 'login',
      iamInstanceProfileArn: instanceProfileArn,
      customLaunchTemplate: { templateId: launchTemplate.ref, version: launchTemplate.attrLatestVersionNumber },
      amiId: imageId,
      instanceConfigs: [{ instanceType }],
      subnetIds: [(props.subnet ?? props.defaultSubnet).subnetRef.subnetId],
      purchaseOption: 'ONDEMAND',
      scalingConfiguration: { minInstanceCount: count, maxInstanceCount: count },
    });
  }
}
