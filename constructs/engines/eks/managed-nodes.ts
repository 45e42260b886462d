import { type CfnTag, CustomResource, Lazy, Stack } from 'aws-cdk-lib';
import { CfnScheduledAction } from 'aws-cdk-lib/aws-autoscaling';
import type { CfnLaunchTemplate, ISubnetRef } from 'aws-cdk-lib/aws-ec2';
import { CfnNodegroup } from 'aws-cdk-lib/aws-eks-v2';
import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKeyRef } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

import type { CapacityWindow } from '../../capacity/capacity-binding';
import { SUSPENDED_PROCESSES } from '../../nodes/group-guard';
import { anyGroupArn } from '../../private/group-arn';
import { HANDLER_TIMEOUT, HandlerFunction, type HandlerFunctionProps } from '../../private/handler-function';
import { sha256 } from '../../private/text';
import type { EngineHolder, EngineNodes } from '../engine-seam';
import type { EksCluster } from './eks-cluster';
import type { ManagedGateProperties, ManagedGuardProperties } from './managed-guard-properties';
import type { Taint } from './manifests/kubernetes-objects';

/** Properties of a member's managed node group. */
export interface ManagedNodesProps {
  readonly nodes: EngineNodes;
  readonly launchTemplate: CfnLaunchTemplate;
  readonly subnet: ISubnetRef;
  readonly role: IRole;

  /** Of the nodes' AMI. */
  readonly imageId: string;

  /** Whether the instances come from a Capacity Block. */
  readonly capacityBlock: boolean;

  /** When the nodes run. @default - for as long as the group stands */
  readonly window?: CapacityWindow;

  /** Tags of the node group; those of its instances are in the launch template. */
  readonly tags: CfnTag[];

  /** Encrypts the logs of the functions. @default - CloudWatch's own key */
  readonly logKey?: IKeyRef;
  readonly cluster: EksCluster;
  readonly labels: Record<string, string>;
  readonly taints: Taint[];
}

const EFFECTS: Readonly<Record<Taint['effect'], string>> = {
  NoSchedule: 'NO_SCHEDULE',
  PreferNoSchedule: 'PREFER_NO_SCHEDULE',
  NoExecute: 'NO_EXECUTE',
};

/**
 * Defines a managed node group of EKS that holds the nodes of one member.
 *
 * The template names a desired size of 0, and never another: where one size changes, CloudFormation writes all three. A guard
 * finds the Auto Scaling group that EKS makes, and starts it when the window opens, as it does for groups of this package; a
 * scheduled action empties it at the drain time, before EKS's own, which comes 40 minutes before a block's end.
 *
 * A gate stands before launch template and node group: while nodes run it lets no change of either through. It must come
 * before the launch template, too, whose rollback would be a new version again, and have EKS replace the nodes.
 *
 * There is no lifecycle hook; a node that its boot gate keeps out never joins the cluster.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/capacity-blocks-mng.html
 * @see https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html
 * @see https://docs.aws.amazon.com/eks/latest/userguide/managed-node-update-behavior.html
 */
export class ManagedNodes extends Construct implements EngineHolder {
  readonly autoScalingGroupName: string;

  constructor(scope: Construct, id: string, props: ManagedNodesProps) {
    super(scope, id);
    const { cluster, nodes, launchTemplate, role, subnet, window, labels, taints } = props;
    const { clusterName } = cluster.nodeEndpoint;
    const identity = { EksCluster: clusterName, Nodegroup: nodes.member };
    // No AMI type and no instance type: the launch template has both, and EKS takes them in one place alone.
    const settings = {
      capacityType: props.capacityBlock ? 'CAPACITY_BLOCK' : 'ON_DEMAND',
      nodeRole: role.roleArn,
      // The zone of the block, and no other.
      subnets: [subnet.subnetRef.subnetId],
      scalingConfig: { minSize: 0, desiredSize: 0, maxSize: nodes.count },
      // Nodes are ended before others are launched: a block has no room for both.
      updateConfig: { maxUnavailable: 1, updateStrategy: 'MINIMAL' },
      // In a full block the next node lands on the same hardware, and takes a running job with it.
      nodeRepairConfig: { enabled: false },
      labels,
      taints: taints.map(({ key, value, effect }) => ({ key, value, effect: EFFECTS[effect] })),
      tags: Object.fromEntries(props.tags.map(({ key, value }) => [key, value])),
    };

    const gateProperties: ManagedGateProperties = {
      ...identity,
      Settings: Stack.of(this).toJsonString({
        ...settings,
        imageId: props.imageId,
        launchTemplate: Lazy.string({ produce: () => digest(launchTemplate) }),
      }),
    };
    const gate = new CustomResource(this, 'Gate', {
      resourceType: 'Custom::ManagedNodeGroupGate',
      serviceToken: gateFunction(this, props).functionArn,
      serviceTimeout: HANDLER_TIMEOUT,
      properties: { ...gateProperties },
    });
    launchTemplate.node.addDependency(gate);

    const group = new CfnNodegroup(this, 'Resource', {
      clusterName,
      // The gate must know the group before it stands.
      nodegroupName: nodes.member,
      launchTemplate: { id: launchTemplate.ref, version: launchTemplate.attrLatestVersionNumber },
      ...settings,
    });
    group.node.addDependency(cluster.nodesNeed, gate);

    const guardProperties: ManagedGuardProperties = {
      ...identity,
      SuspendedProcesses: SUSPENDED_PROCESSES,
      Count: String(nodes.count),
      StartsAt: window?.startsAt,
      DrainAt: window?.drainAt,
    };
    const guard = new CustomResource(this, 'Guard', {
      resourceType: 'Custom::ManagedNodeGroupGuard',
      serviceToken: guardFunction(this, props).functionArn,
      serviceTimeout: HANDLER_TIMEOUT,
      properties: { ...guardProperties },
    });
    guard.node.addDependency(group);
    this.autoScalingGroupName = guard.getAttString('AutoScalingGroupName');
    if (window) {
      // Another time is another resource, as for groups of this package.
      new CfnScheduledAction(this, `Drain-${window.drainAt}`, {
        autoScalingGroupName: this.autoScalingGroupName,
        startTime: window.drainAt,
        minSize: 0,
        desiredCapacity: 0,
      });
    }
  }
}

/** Of all in a launch template that the template says, references by their names. */
function digest(launchTemplate: CfnLaunchTemplate): string {
  const { launchTemplateData, tagSpecifications } = launchTemplate;
  return sha256(JSON.stringify(Stack.of(launchTemplate).resolve({ launchTemplateData, tagSpecifications })));
}

/** The groups that EKS made for a cluster, by the tag that it gives them. */
function guardFunction(scope: Construct, { cluster, logKey }: ManagedNodesProps): HandlerFunction {
  const stack = Stack.of(scope);
  return sharedFunction(stack, 'ManagedNodeGroupGuard', cluster, logKey, {
    handler: 'managed-group-guard',
    description: 'Suspends processes of managed node groups, and starts them',
    statements: [
      describeGroups(),
      new PolicyStatement({
        actions: [
          'autoscaling:DeleteScheduledAction',
          'autoscaling:EnableMetricsCollection',
          'autoscaling:PutScheduledUpdateGroupAction',
          'autoscaling:SetDesiredCapacity',
          'autoscaling:SuspendProcesses',
        ],
        resources: [anyGroupArn(stack)],
        conditions: { StringEquals: { 'aws:ResourceTag/eks:cluster-name': cluster.nodeEndpoint.clusterName } },
      }),
    ],
  });
}

function gateFunction(scope: Construct, { cluster, logKey }: ManagedNodesProps): HandlerFunction {
  return sharedFunction(Stack.of(scope), 'ManagedNodeGroupGate', cluster, logKey, {
    handler: 'managed-group-gate',
    description: 'Lets no change of a managed node group through while nodes run',
    statements: [describeGroups()],
  });
}

function describeGroups(): PolicyStatement {
  return new PolicyStatement({ actions: ['autoscaling:DescribeAutoScalingGroups'], resources: ['*'] });
}

/** One function a stack and cluster, so that one more member changes nothing in it. */
function sharedFunction(
  stack: Stack,
  name: string,
  cluster: EksCluster,
  logKey: IKeyRef | undefined,
  props: HandlerFunctionProps,
): HandlerFunction {
  const id = [name, cluster.node.addr.slice(-8), ...(logKey ? [logKey.node.addr.slice(-8)] : [])].join('');
  const known = stack.node.tryFindChild(id);
  return known instanceof HandlerFunction ? known : new HandlerFunction(stack, id, { ...props, logKey });
}
