import type { Construct } from 'constructs';

import type { AcceleratedInstanceType } from '../hardware/instance-type';
import { AutoScalingNodes } from '../nodes/auto-scaling-nodes';
import type { Problem } from '../hardware/problem';
import { refuse } from '../private/errors';
import { checkLabelValue } from '../rules/kubernetes-names';
import type { EksCluster } from './eks/eks-cluster';
import { joinGatePart } from './eks/join-gate';
import { GPU_TAINT, gpuNodeLabels } from './eks/manifests/node-identity';
import { nodeConfigPart } from './eks/node-config';
import { WORKER_POLICIES } from './eks/worker-role';
import type { EngineHolder, EngineHolderProps, EngineNodeConfig, EngineNodes, IEngine } from './engine-seam';

/**
 * Kubernetes: an Auto Scaling group for each UltraServer, whose nodes join an EKS cluster once their boot gate has passed
 * them. IMEX is the DRA driver's, a domain for each job.
 */
export class EksEngine implements IEngine {
  readonly name = 'eks';

  constructor(private readonly cluster: EksCluster) {}

  configure(scope: Construct, nodes: EngineNodes): EngineNodeConfig {
    refuse([...checkManufacturer(nodes.instanceType), ...checkLabels(nodes)], scope);
    const { cluster } = this;
    const labels = gpuNodeLabels({
      pool: nodes.pool ?? nodes.member,
      member: nodes.member,
      block: nodes.reservationId,
    });
    return {
      userData: [nodeConfigPart({ cluster: cluster.nodeEndpoint, labels, taints: [GPU_TAINT] }), joinGatePart()],
      securityGroupIds: [cluster.clusterSecurityGroupId],
      apiActions: [],
      // nodeadm makes the array, after cloud-init; two cannot have the same volumes.
      instanceStore: 'engine',
      managedPolicies: [...WORKER_POLICIES],
      // @see https://docs.aws.amazon.com/eks/latest/userguide/capacity-blocks.html
      instanceTags: [{ key: `kubernetes.io/cluster/${cluster.clusterName}`, value: 'owned' }],
    };
  }

  hold(scope: Construct, props: EngineHolderProps): EngineHolder {
    const { nodes, role, launchTemplate, subnet, window, tags, logKey } = props;
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
