import { Annotations, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

import type { Problem } from '../hardware/problem';
import { refuse } from '../private/errors';
import { checkSlurmDomainName } from '../rules/slurm-domain-name';
import { checkSlurmName } from '../rules/slurm-names';
import type { EngineHolder, EngineHolderProps, EngineNodeConfig, EngineNodes, IEngine } from './engine-seam';
import { debianAgent } from '../nodes/user-data/debian-agent';
import { slurmNodePart } from './slurm/node-part';
import { PCS_PATH, REGISTER_NODE } from './slurm/pcs-role';
import type { SlurmCluster } from './slurm/slurm-cluster';
import { SlurmNodeGroup } from './slurm/slurm-node-group';

/** How Slurm's nodes are. */
export interface SlurmEngineOptions {
  /**
   * Who makes one volume of the NVMe instance store: the image, as AWS's Deep Learning AMIs do at `/opt/dlami/nvme`, or the
   * scripts of every node, at `/mnt/instance-store`. Two cannot have the same disks; the boot gate counts them either way.
   *
   * @default 'image'
   */
  readonly instanceStore?: 'image' | 'node';

  /**
   * Settings of slurm.conf for the nodes, by name: `{ Weight: '10' }`.
   *
   * @default - those that IMEX rests on
   */
  readonly settings?: { readonly [name: string]: string };
}

/**
 * Slurm: a compute node group of AWS PCS for each UltraServer, in the queue of its pool, and an IMEX domain for each job. No
 * job starts on a node that its boot gate has not passed: the prolog asks.
 */
export class SlurmEngine implements IEngine {
  readonly name = 'slurm';

  constructor(
    private readonly cluster: SlurmCluster,
    private readonly options: SlurmEngineOptions = {},
  ) {}

  configure(scope: Construct, nodes: EngineNodes): EngineNodeConfig {
    const { member, pool = member, instanceType, ultraServer } = nodes;
    refuse(
      [
        ...checkSlurmName('node group', member),
        ...checkSlurmName('queue', pool),
        ...checkSlurmDomainName(member),
        ...checkImageGiven(nodes),
        ...this.checkStack(scope),
      ],
      scope,
    );
    const domain = ultraServer && instanceType.nvlinkDomain === 'ultraserver';
    return {
      userData: [
        ...(domain ? [slurmNodePart({ member, slurmVersion: this.cluster.version })] : []),
        // AWS's images for PCS are Ubuntu.
        debianAgent(),
      ],
      securityGroupIds: [this.cluster.nodeSecurityGroupId],
      apiActions: [REGISTER_NODE],
      instanceStore: this.options.instanceStore === 'node' ? 'node' : 'engine',
      rolePath: PCS_PATH,
      // AWS PCS leaves that of a launch template out of account.
      instanceProfile: 'holder',
      lifecycleHook: false,
    };
  }

  hold(scope: Construct, props: EngineHolderProps): EngineHolder {
    new SlurmNodeGroup(scope, 'Group', { ...props, cluster: this.cluster, settings: this.options.settings });
    if (props.window) {
      Annotations.of(scope).addInfoV2(
        'cdk-ultraserver:slurm-block-end',
        `AWS PCS does not empty the nodes of ${props.nodes.member} before their block ends: reserve them in Slurm from ${props.window.drainAt} on, as docs/slurm.md shows`,
      );
    }
    return {};
  }

  /** Queue and cluster name the node groups, which name the cluster. */
  private checkStack(scope: Construct): Problem[] {
    const [own, theirs] = [Stack.of(scope), Stack.of(this.cluster)];
    const message = `the nodes are in stack ${own.stackName} and their Slurm cluster in ${theirs.stackName}, and each would name the other; define them in one stack`;
    return own === theirs ? [] : [{ id: 'slurm-other-stack', message }];
  }
}

/** The images that are known to fit are EKS's, on which AWS PCS has no agent: such a node would boot, and never join. */
function checkImageGiven({ instanceType, imageGiven = true }: EngineNodes): Problem[] {
  const message = `AWS PCS needs an image with its agent and Slurm, and none is known for ${instanceType.name}; give one of your own, built on /aws/service/pcs/ami/dlami-base-ubuntu2404`;
  return imageGiven ? [] : [{ id: 'slurm-image', message, path: ['image'] }];
}
