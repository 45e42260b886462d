import type { Construct } from 'constructs';

import type { AcceleratedInstanceType } from '../hardware/instance-type';
import { AutoScalingNodes } from '../nodes/auto-scaling-nodes';
import type { Problem } from '../hardware/problem';
import { refuse } from '../private/errors';
import { checkManagedGroupName, checkManagedGroupSize } from '../rules/eks-managed-nodes';
import { checkLabelValue } from '../rules/kubernetes-names';
import type { EksCluster } from './eks/eks-cluster';
import type { EksNodes } from './eks/eks-nodes';
import { joinGatePart } from './eks/join-gate';
import { ManagedNodes } from './eks/managed-nodes';
import { GPU_TAINT, gpuNodeLabels } from './eks/manifests/node-identity';
import { nodeConfigPart } from './eks/node-config';
import { WORKER_POLICIES } from './eks/worker-role';
import type { EngineHolder, EngineHolderProps, EngineNodeConfig, EngineNodes, IEngine } from './engine-seam';

/**
 * Kubernetes: an Auto Scaling group for each UltraServer, of this package or of a managed node group, whose nodes join an EKS
 * cluster once their boot gate has passed them. IMEX is the DRA driver's, a domain for each job.
 */
export class EksEngine implements IEngine {
  readonly name = 'eks';

  constructor(
    private readonly cluster: EksCluster,
    private readonly nodes: EksNodes,
  ) {}

  configure(scope: Construct, nodes: EngineNodes): EngineNodeConfig {
    const managed = this.nodes.kind === 'managed';
    refuse(
      [
        ...checkManufacturer(nodes.instanceType),
        ...checkLabels(nodes),
        ...(managed ? [...checkManagedGroupName(nodes.member), ...checkManagedGroupSize(nodes.count)] : []),
      ],
      scope,
    );
    const { cluster } = this;
    return {
      userData: [
        nodeConfigPart({ cluster: cluster.nodeEndpoint, labels: labelsOf(nodes), taints: [GPU_TAINT] }),
        joinGatePart(),
      ],
      securityGroupIds: [cluster.clusterSecurityGroupId],
      apiActions: [],
      // nodeadm makes the array, after cloud-init; two cannot have the same volumes.
      instanceStore: 'engine',
      managedPolicies: [...WORKER_POLICIES],
      ...(managed
        ? // EKS makes the profile, tags the instances, and takes no group with a hook.
          { instanceProfile: 'holder', lifecycleHook: false }
        : // @see https://docs.aws.amazon.com/eks/latest/userguide/capacity-blocks.html
          { instanceTags: [{ key: `kubernetes.io/cluster/${cluster.clusterName}`, value: 'owned' }] }),
    };
  }

  hold(scope: Construct, props: EngineHolderProps): EngineHolder {
    const { nodes, role, launchTemplate, subnet, imageId, capacityBlock, window, tags, logKey } = props;
    if (this.nodes.kind === 'managed') {
      this.cluster.countManagedGroup(scope);
      // EKS admits the role itself.
      return new ManagedNodes(scope, 'Group', {
        nodes,
        role,
        launchTemplate,
        subnet,
        imageId,
        capacityBlock,
        window,
        tags,
        logKey,
        cluster: this.cluster,
        labels: labelsOf(nodes),
        taints: [GPU_TAINT],
      });
    }
    const access = this.cluster.admitNodeRole(scope, role);
    const held = new AutoScalingNodes(scope, 'Group', {
      count: nodes.count,
      launchTemplate,
      subnet,
      window,
      tags,
      logKey,
    });
    held.node.addDependency(access, this.cluster.nodesNeed);
    return held;
  }
}

function labelsOf({ pool, member, reservationId }: EngineNodes): Record<string, string> {
  return gpuNodeLabels({ pool: pool ?? member, member, block: reservationId });
}

function checkManufacturer({ name, accelerators }: AcceleratedInstanceType): Problem[] {
  const message = `${name} has no NVIDIA GPUs, and the charts of this engine are for those alone; run it on Engine.ec2(), or on an engine of your own`;
  return accelerators.manufacturer === 'nvidia' ? [] : [{ id: 'eks-accelerator', message }];
}

function checkLabels({ pool, member }: EngineNodes): Problem[] {
  return [
    ...checkLabelValue('an UltraServer or group', member),
    ...(pool === undefined ? [] : checkLabelValue('a pool', pool)),
  ];
}
