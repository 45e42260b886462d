import { CfnManagedPolicy, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnComputeNodeGroup } from 'aws-cdk-lib/aws-pcs';
import { Construct } from 'constructs';

import { refuse } from '../../private/errors';
import { checkSlurmCapacity } from '../../rules/slurm-capacity';
import { checkSlurmSetting } from '../../rules/slurm-settings';
import type { EngineHolderProps } from '../engine-seam';
import { imexNodeGroupSettings, type SlurmSetting } from './imex-settings';
import { renderSettings } from './render-settings';
import type { SlurmCluster } from './slurm-cluster';

/** Properties of a node group. */
export interface SlurmNodeGroupProps extends EngineHolderProps {
  readonly cluster: SlurmCluster;

  /** Settings of slurm.conf for the nodes, by name. @default - those that IMEX rests on */
  readonly settings?: { readonly [name: string]: string };
}

/**
 * The nodes of one UltraServer, or of one group of plain instances, as a compute node group of AWS PCS. All of them run for
 * as long as the group stands and its capacity lasts: AWS PCS launches them when the Capacity Block is there.
 *
 * Before `slurmd` starts, a node fetches the script that puts prolog and epilog in place, and compares it with its checksum.
 * Where that fails the node stays, so that somebody can look: without its prolog no job runs on it, since Slurm fails the
 * prolog of a node on which the file is missing. To end the node would have AWS PCS launch another one on the same hardware.
 *
 * @see https://docs.aws.amazon.com/pcs/latest/userguide/capacity-blocks-configure-cng.html
 * @see https://docs.aws.amazon.com/pcs/latest/userguide/cng-node-lifecycle-actions-configure.html
 * @see https://github.com/SchedMD/slurm/blob/master/src/plugins/prep/script/prep_script_slurmd.c for a missing prolog
 */
export class SlurmNodeGroup extends Construct {
  constructor(scope: Construct, id: string, props: SlurmNodeGroupProps) {
    super(scope, id);
    const { cluster, nodes, launchTemplate, capacityBlock, settings = {} } = props;
    const { member, instanceType, count, ultraServer } = nodes;
    const domain = ultraServer && instanceType.nvlinkDomain === 'ultraserver';
    refuse(
      [
        ...checkSlurmCapacity({ name: member, capacityBlock, byId: nodes.reservationId !== undefined }),
        ...Object.entries(settings).flatMap(([name, value]) =>
          checkSlurmSetting({
            level: 'node group',
            name,
            value,
            slurmVersion: cluster.version,
            ultraServers: ultraServer,
          }),
        ),
      ],
      this,
    );

    const access = new CfnManagedPolicy(this, 'InstallerAccess', {
      roles: [props.role.roleName],
      policyDocument: new PolicyDocument({
        statements: [new PolicyStatement({ actions: ['s3:GetObject'], resources: [cluster.installer.objectArn] })],
      }),
    });
    const group = new CfnComputeNodeGroup(this, 'Resource', {
      clusterId: cluster.clusterId,
      name: member,
      iamInstanceProfileArn: props.instanceProfileArn,
      customLaunchTemplate: { templateId: launchTemplate.ref, version: launchTemplate.attrLatestVersionNumber },
      amiId: props.imageId,
      instanceConfigs: [{ instanceType: instanceType.name }],
      subnetIds: [props.subnet.subnetRef.subnetId],
      purchaseOption: capacityBlock ? 'CAPACITY_BLOCK' : 'ONDEMAND',
      scalingConfiguration: { minInstanceCount: count, maxInstanceCount: count },
      slurmConfiguration: {
        slurmCustomSettings: renderNodeSettings(settings, domain ? imexNodeGroupSettings(member) : []),
      },
      nodeLifecycleActions: {
        scriptCachingPolicy: 'CACHE_ONCE',
        stages: {
          nodeBootstrapped: [
            {
              name: 'install-prolog',
              scriptSource: { scriptLocation: cluster.installer.location, checksum: cluster.installer.sha256 },
              // What a job left behind must not outlast a reboot.
              executionPolicy: 'EVERY_BOOT',
              onError: 'STOP_SEQUENCE',
            },
          ],
        },
      },
      tags: Object.fromEntries(props.tags.map(({ key, value }) => [key, value])),
    });
    group.addResourceDependency(access);
    cluster.admit({
      name: member,
      queue: nodes.pool ?? member,
      nodes: count,
      ultraServer,
      computeNodeGroupId: group.attrId,
    });
  }
}

/** The user's features stand beside the one by which the prolog knows the nodes. */
function renderNodeSettings(
  { Features, ...settings }: Readonly<Record<string, string>>,
  own: SlurmSetting[],
): SlurmSetting[] | undefined {
  const features = [Features, ...own.map(({ parameterValue }) => parameterValue)].filter((one) => one !== undefined);
  return renderSettings(features.length > 0 ? { ...settings, Features: features.join(',') } : settings, []);
}
