import { Annotations, Stack, Token, type CfnTag } from 'aws-cdk-lib';
import { CfnLaunchTemplate } from 'aws-cdk-lib/aws-ec2';
import type { IGrantable, IPrincipal, IRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

import { Engine } from '../engines/engine';
import type { EngineNodes } from '../engines/engine-seam';
import { InterfaceLayout } from '../hardware/interface-layout';
import type { AcceleratedInstanceType } from '../hardware/instance-type';
import type { Problem } from '../hardware/problem';
import type { UltraServerType } from '../hardware/ultraserver-type';
import { agentNamespace } from '../monitoring/agent-metrics';
import type { MonitoredNodes } from '../monitoring/monitored-nodes';
import { NodeLogs } from '../monitoring/node-logs';
import { refuse } from '../private/errors';
import { compareText } from '../private/text';
import { checkMounts, type MountPoint } from '../rules/storage-mount';
import type { Mount } from '../storage/mount';
import { BOOT_GATE_HOOK } from './auto-scaling-nodes';
import { GUARDED_BY_TAG } from './group-guard';
import { NodeImage, type ImageBinding } from './image';
import { renderLaunchTemplateData } from './launch-template-data';
import type { NodeGroupOptions } from './node-group-options';
import { NodeRole } from './node-role';
import { renderMimeMultipart } from './user-data/mime';
import { HOOK_API_ACTIONS, NODE_API_ACTIONS } from './user-data/node-api-actions';
import { longestMountTexts, nodeUserDataWithMounts } from './user-data/mounts';
import type { NodeFacts } from './user-data/node-facts';
import { validateUserData } from './user-data-limit';

/** What a group consists of, beside its options. */
export interface NodeGroupShape {
  readonly instanceType: AcceleratedInstanceType;
  readonly count: number;

  /** Whether the instances form one UltraServer. */
  readonly ultraServer: boolean;

  /** What is sold: the UltraServer type, or the instance type. */
  readonly hardware: UltraServerType | AcceleratedInstanceType;
}

/**
 * Nodes of one type: a launch template, the resource that holds them, and their role. `UltraServer` and `GpuNodeGroup`
 * are the two kinds.
 */
export abstract class NodeGroup extends Construct implements IGrantable {
  readonly instanceType: AcceleratedInstanceType;

  /** Instances when the group runs. */
  readonly count: number;

  /** The network interfaces of each instance. */
  readonly layout: InterfaceLayout;
  readonly launchTemplate: CfnLaunchTemplate;

  /** The role of the nodes. */
  readonly role: IRole;
  readonly grantPrincipal: IPrincipal;
  readonly logs: NodeLogs;
  /** What monitoring needs to know of the group. */
  readonly monitored: MonitoredNodes;

  protected constructor(scope: Construct, id: string, shape: NodeGroupShape, options: NodeGroupOptions) {
    super(scope, id);
    const { instanceType, count, ultraServer } = shape;
    const { fabric, engine = Engine.ec2(), mounts = [] } = options;
    const cluster = options.cluster ?? Stack.of(this).stackName;
    const member = memberName(this);
    refuse([...checkTagValues({ cluster, member }), ...checkMounts(mounts.map(statedMount))], this);
    this.instanceType = instanceType;
    this.count = count;

    const capacity = options.capacity.bind(this, { instanceType, count, ultraServer, zone: fabric.zone });
    const { reservationId } = capacity;
    const imageGiven = options.image !== undefined;
    const { pool } = options;
    const nodes: EngineNodes = { cluster, member, instanceType, count, ultraServer, pool, reservationId, imageGiven };
    this.layout = options.layout ?? InterfaceLayout.of(instanceType);
    refuse(checkLayoutType(instanceType, this.layout), this);
    const image = (options.image ?? NodeImage.known(instanceType)).bind(this, instanceType);
    const config = engine.configure(this, nodes);
    this.logs = options.logs ?? new NodeLogs(this, 'Logs', { key: options.encryptionKey });

    const identity = { 'ultraserver:cluster': cluster, 'ultraserver:member': member };
    const names = { ...identity, ...(pool && { 'ultraserver:pool': pool }) };
    const { instanceStore, lifecycleHook = true, instanceProfile = 'launch-template' } = config;
    const nodeRole = new NodeRole(this, 'Role', {
      actions: [...(lifecycleHook ? HOOK_API_ACTIONS : []), ...NODE_API_ACTIONS, ...config.apiActions],
      groupTags: identity,
      metricNamespace: agentNamespace(cluster, member),
      logGroupArns: this.logs.arns,
      managedPolicies: config.managedPolicies,
      path: config.rolePath,
    });

    const hookName = lifecycleHook ? BOOT_GATE_HOOK : undefined;
    const facts = { ...nodeFacts(nodes, this.layout, image), instanceStore, hookName };
    const userData = renderMimeMultipart(
      nodeUserDataWithMounts({ ...facts, logGroups: this.logs.names, extra: config.userData }, mounts),
    );
    validateUserData(this, userData, longestMountTexts(mounts));
    this.launchTemplate = new CfnLaunchTemplate(this, 'LaunchTemplate', {
      launchTemplateData: renderLaunchTemplateData({
        instanceType: instanceType.name,
        image,
        layout: this.layout,
        capacity,
        instanceProfileArn: instanceProfile === 'launch-template' ? nodeRole.instanceProfileArn : undefined,
        rootVolume: options.rootVolume ?? {},
        encryptionKey: options.encryptionKey,
        userData,
        tags: renderTags(
          {
            Name: `${cluster}-${member}`,
            ...names,
            ...Object.fromEntries((config.instanceTags ?? []).map(({ key, value }) => [key, value])),
          },
          options.tags,
        ),
        securityGroupIds: (type) => [
          ...fabric.interfaceSecurityGroupIds(type),
          ...(type === 'efa-only' ? [] : config.securityGroupIds),
        ],
      }),
      tagSpecifications: [{ resourceType: 'launch-template', tags: renderTags(names, options.tags) }],
    });
    // No node may boot without its rights.
    this.launchTemplate.addResourceDependency(nodeRole.policy);
    this.role = nodeRole.role;
    this.grantPrincipal = nodeRole.role;

    const holder = engine.hold(this, {
      nodes,
      launchTemplate: this.launchTemplate,
      subnet: fabric.subnet,
      role: nodeRole.role,
      // Made for those that ask for it.
      get instanceProfileArn(): string {
        return nodeRole.instanceProfileArn;
      },
      imageId: image.imageId,
      capacityBlock: capacity.marketType === 'capacity-block',
      window: capacity.window,
      tags: renderTags({ ...names, [GUARDED_BY_TAG]: Stack.of(this).stackName }, options.tags),
      logKey: options.encryptionKey,
    });
    this.monitored = {
      cluster,
      member,
      autoScalingGroupName: holder.autoScalingGroupName,
      instanceCount: count,
      acceleratorsPerInstance: instanceType.accelerators.count,
      acceleratorManufacturer: instanceType.accelerators.manufacturer,
      capacityReservationId: capacity.reservationId,
    };
    if (!shape.hardware.verified) {
      this.markUnverified(shape.hardware);
    }
  }

  /**
   * The Auto Scaling group of the nodes.
   *
   * @throws Error where what the engine holds nodes by has none whose name a template could know
   */
  get autoScalingGroupName(): string {
    const { autoScalingGroupName } = this.monitored;
    if (autoScalingGroupName === undefined) {
      throw new Error(`${this.node.path}: its engine holds nodes without an Auto Scaling group that could be named`);
    }
    return autoScalingGroupName;
  }

  /** Who deploys this must know that nobody has confirmed the hardware it was made for. */
  private markUnverified({ name, sources }: UltraServerType | AcceleratedInstanceType): void {
    const stated = sources.map(({ url }) => url);
    this.launchTemplate.addMetadata('cdk-ultraserver:hardware', { type: name, facts: 'unverified', sources: stated });
    Annotations.of(this).addWarningV2(
      'cdk-ultraserver:unverified-hardware',
      `the facts of ${name} are unverified: AWS has not published them; compare them with describe-instance-types before you deploy`,
    );
  }
}

/** The construct's path in its stack, by which instances are told apart: `alpha`, or `train/alpha` in a scope of its own. */
function memberName(group: Construct): string {
  return group.node.path.slice(Stack.of(group).node.path.length).replace(/^\//, '');
}

/**
 * Characters that EC2's tags, CloudWatch's namespaces and `sed` take as they are. Both names, a prefix and two slashes make a
 * namespace of at most 255 characters.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html
 */
const NAME = /^[A-Za-z0-9._:/-]{1,120}$/;

function checkTagValues(values: Record<string, string>): Problem[] {
  return Object.entries(values)
    .filter(([, value]) => !Token.isUnresolved(value) && !NAME.test(value))
    .map(([key, value]) => ({
      id: 'tag-value-form',
      message: `the name of the ${key} becomes a tag and a part of a namespace of metrics, of 1 to 120 letters, digits and . _ : / -, got ${JSON.stringify(value)}; rename it`,
    }));
}

function checkLayoutType({ name }: AcceleratedInstanceType, layout: InterfaceLayout): Problem[] {
  return layout.instanceType === name
    ? []
    : [
        {
          id: 'layout-type',
          message: `the layout '${layout.name}' is for ${layout.instanceType}, but the nodes are ${name}; make one with InterfaceLayout.of for ${name}`,
        },
      ];
}

/** A mount without what is known at deployment alone. */
function statedMount({ path, options }: Mount): MountPoint {
  return { path, options: options.filter((option) => !Token.isUnresolved(option)) };
}

/** What a node must find when it boots. */
function nodeFacts(nodes: EngineNodes, layout: InterfaceLayout, image: ImageBinding): NodeFacts {
  const { cluster, member, instanceType, count, ultraServer } = nodes;
  const { accelerators, software, instanceStore, nvlinkDomain } = instanceType;
  return {
    cluster,
    member,
    architecture: instanceType.architecture,
    accelerator: accelerators.manufacturer,
    acceleratorCount: accelerators.count,
    driverMinimum: software?.nvidiaDriver,
    imageDriver: image.driver,
    layoutName: layout.name,
    efaInterfaces: layout.efaInterfaces,
    nvmeCount: instanceStore.count,
    nvlinkDomainInstances: ultraServer && nvlinkDomain === 'ultraserver' ? count : undefined,
  };
}

/** The tags in order of their keys; an own one wins over one of the user's with the same key. */
function renderTags(own: Record<string, string>, further: CfnTag[] = []): CfnTag[] {
  const merged = new Map([...further.map(({ key, value }) => [key, value] as const), ...Object.entries(own)]);
  return [...merged].toSorted(([a], [b]) => compareText(a, b)).map(([key, value]) => ({ key, value }));
}
