import { CfnCluster } from 'aws-cdk-lib/aws-pcs';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Construct, type IDependable } from 'constructs';

import type { Problem } from '../../hardware/problem';
import { UltraServerType } from '../../hardware/ultraserver-type';
import { refuse } from '../../private/errors';
import { checkLogRetention } from '../../rules/log-retention';
import { checkSlurmCell, MAX_SLURM_NODE_GROUPS, SLURM_CLUSTER_SIZES, slurmClusterSize } from '../../rules/slurm-cell';
import { checkSlurmControlZone, checkSlurmPurge } from '../../rules/slurm-cluster-settings';
import { checkSlurmName } from '../../rules/slurm-names';
import { checkSlurmSetting } from '../../rules/slurm-settings';
import { checkSlurmVersion, DEFAULT_SLURM_VERSION } from '../../rules/slurm-version';
import { IMEX_CLUSTER_SETTINGS } from './imex-settings';
import { installerFile } from './installer-file';
import { slurmNodeInstaller } from './node-installer';
import { renderSettings } from './render-settings';
import { SlurmClusterLogs } from './slurm-cluster-logs';
import type { SlurmClusterProps } from './slurm-cluster-props';
import { SlurmLoginNodes } from './slurm-login-nodes';
import { type QueuedGroup, SlurmQueues } from './slurm-queues';
import { SlurmSecurityGroups } from './slurm-security-groups';

/** Days that logs are kept where nothing else is said. */
const LOG_RETENTION_DAYS = 365;

/** Where nodes fetch the script that puts prolog and epilog in place, and what they compare it with. */
export interface SlurmInstallerObject {
  /** `s3://<bucket>/<key>`. */
  readonly location: string;
  readonly objectArn: string;

  /** SHA-256 of the script, in hexadecimal. */
  readonly sha256: string;
}

/**
 * Defines a Slurm cluster on AWS PCS for one cell: the controller with accounting and REST API, its security groups and
 * logs, the script that installs prolog and epilog on nodes, and login nodes. `Engine.slurm(cluster)` makes UltraServers and
 * other instances its nodes; each pool has a queue.
 *
 * AWS PCS makes one cluster at a time in an account and Region: clusters that are deployed together wait for each other
 * (`createAfter`).
 *
 * @throws InvalidPropsError where AWS PCS, or IMEX for each job, does not take what is given
 * @see https://docs.aws.amazon.com/pcs/latest/userguide/capacity-blocks-nvidia-imex.html
 */
export class SlurmCluster extends Construct {
  readonly clusterName: string;

  /** Slurm's release. */
  readonly version: string;

  /** `pcs_…`. */
  readonly clusterId: string;

  /** The size of its controller, for as long as it stands. */
  readonly size: string;

  /** Security group of an interface of each node that carries IP: what reaches the controller, and other nodes. */
  readonly nodeSecurityGroupId: string;

  readonly installer: SlurmInstallerObject;

  /** To be awaited by what needs the controller. */
  readonly controller: IDependable;

  private readonly resource: CfnCluster;
  private readonly queues: SlurmQueues;
  private readonly loginCount: number;
  private readonly groups: QueuedGroup[] = [];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: SlurmClusterProps,
  ) {
    super(scope, id);
    const { clusterName, version = DEFAULT_SLURM_VERSION, settings = {}, login } = props;
    this.clusterName = clusterName;
    this.version = version;
    this.loginCount = login ? (login.count ?? 1) : 0;
    refuse(this.problems(settings), this);
    const { mostInstances = this.roomForInstances(), mostJobs } = props;
    this.size = props.size ?? slurmClusterSize({ instances: mostInstances, jobs: mostJobs })?.name ?? '';

    const securityGroups = new SlurmSecurityGroups(this, 'SecurityGroups', {
      vpc: props.vpc,
      restClients: props.restClients ?? [],
    });
    this.nodeSecurityGroupId = securityGroups.nodesId;
    this.resource = new CfnCluster(this, 'Resource', {
      name: clusterName,
      size: this.size,
      scheduler: { type: 'SLURM', version },
      networking: {
        subnetIds: [props.controlSubnet.subnet.subnetRef.subnetId],
        securityGroupIds: [securityGroups.controllerId],
      },
      slurmConfiguration: {
        accounting: { mode: 'STANDARD', defaultPurgeTimeInDays: props.purgeAfterDays },
        slurmRest: { mode: 'STANDARD' },
        slurmCustomSettings: renderSettings(settings, IMEX_CLUSTER_SETTINGS),
      },
    });
    this.controller = this.resource;
    this.clusterId = this.resource.attrId;
    new SlurmClusterLogs(this, 'Logs', {
      clusterName,
      clusterArn: this.resource.attrArn,
      retentionDays: props.logRetentionDays ?? LOG_RETENTION_DAYS,
      encryptionKey: props.encryptionKey,
    });
    this.installer = this.uploadInstaller();
    this.queues = new SlurmQueues(this, 'Queues', {
      clusterId: this.clusterId,
      version,
      settings: props.queueSettings ?? {},
    });
    if (login) {
      new SlurmLoginNodes(this, 'Login', {
        ...login,
        clusterName,
        clusterId: this.clusterId,
        nodeSecurityGroupId: this.nodeSecurityGroupId,
        defaultSubnet: props.controlSubnet.subnet,
        encryptionKey: props.encryptionKey,
      });
    }
  }

  /**
   * Has the controller made after those of other clusters. AWS PCS takes no second cluster while one is being made.
   *
   * @see https://docs.aws.amazon.com/pcs/latest/APIReference/API_CreateCluster.html
   */
  createAfter(...others: SlurmCluster[]): void {
    for (const other of others) {
      this.resource.addResourceDependency(other.resource);
    }
  }

  /**
   * Admits a node group, to the queue of its pool; `Engine.slurm` does it.
   *
   * @throws InvalidPropsError where the cluster has no room for it, or its queue cannot have it beside the others
   */
  admit(group: QueuedGroup): void {
    const groups = [...this.groups, group];
    refuse(
      checkSlurmCell({
        name: this.clusterName,
        nodeGroups: groups.length,
        loginNodeGroups: this.loginCount > 0 ? 1 : 0,
        queues: this.queues.namesWith(group.queue).length,
        instances: groups.reduce((sum, { nodes }) => sum + nodes, this.loginCount),
        jobs: this.props.mostJobs,
        size: this.size,
      }),
      this,
    );
    this.queues.add(group);
    this.groups.push(group);
  }

  private uploadInstaller(): SlurmInstallerObject {
    const installer = slurmNodeInstaller();
    const asset = new Asset(this, 'Installer', { path: installerFile(installer) });
    return {
      location: asset.s3ObjectUrl,
      objectArn: asset.bucket.arnForObjects(asset.s3ObjectKey),
      sha256: installer.sha256,
    };
  }

  /** Instances of as many UltraServers as a cluster has room for, and its login nodes. */
  private roomForInstances(): number {
    const groups = MAX_SLURM_NODE_GROUPS - (this.loginCount > 0 ? 1 : 0);
    return groups * Math.max(...UltraServerType.known().map(({ instanceCount }) => instanceCount)) + this.loginCount;
  }

  private problems(settings: Readonly<Record<string, string>>): Problem[] {
    const { clusterName, version, props } = this;
    const known = SLURM_CLUSTER_SIZES.some(({ name }) => name === props.size);
    const stated = props.mostInstances !== undefined || props.mostJobs !== undefined;
    const versionProblems = checkSlurmVersion({ version, ultraServers: true });
    return [
      ...checkSlurmName('cluster', clusterName),
      ...versionProblems,
      ...checkSlurmControlZone(props.controlSubnet.zone),
      ...checkLogRetention(props.logRetentionDays ?? LOG_RETENTION_DAYS),
      ...(props.purgeAfterDays === undefined ? [] : checkSlurmPurge(props.purgeAfterDays)),
      ...checkSlurmCell({
        name: clusterName,
        nodeGroups: 0,
        queues: 0,
        instances: props.mostInstances ?? this.roomForInstances(),
        jobs: props.mostJobs,
        // A smaller one than the cluster could fill is the user's to choose; `admit` counts what comes.
        size: known && !stated ? undefined : props.size,
      }),
      ...(versionProblems.length > 0
        ? []
        : Object.entries(settings).flatMap(([name, value]) =>
            checkSlurmSetting({ level: 'cluster', name, value, slurmVersion: version, ultraServers: true }),
          )),
    ];
  }
}
