import type { CfnTag } from 'aws-cdk-lib';
import type { CfnLaunchTemplate, ISubnetRef } from 'aws-cdk-lib/aws-ec2';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IKeyRef } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

import type { CapacityWindow } from '../capacity/capacity-binding';
import type { AcceleratedInstanceType } from '../hardware/instance-type';
import type { NodeApiAction } from '../nodes/user-data/node-api-actions';
import type { UserDataPart } from '../nodes/user-data/user-data-part';

/** The nodes that an engine is asked to run: one UltraServer, or one group of plain instances. */
export interface EngineNodes {
  /** Cluster and member, as the tags of the instances say them. */
  readonly cluster: string;
  readonly member: string;
  readonly instanceType: AcceleratedInstanceType;

  /** Instances. */
  readonly count: number;

  /** Whether the instances form one UltraServer. */
  readonly ultraServer: boolean;

  /** The pool that they belong to. @default - none is named */
  readonly pool?: string;

  /** The Capacity Block or reservation that they run in. @default - none is known by id */
  readonly reservationId?: string;

  /** Whether the user has named their image; else it is the one that is known to fit the type. @default true */
  readonly imageGiven?: boolean;
}

/** What an engine puts on its nodes. */
export interface EngineNodeConfig {
  /** Parts that follow those which every node has. */
  readonly userData: UserDataPart[];

  /** Security groups of the interfaces that carry IP, beside the fabric's. */
  readonly securityGroupIds: string[];

  /** AWS API calls that the parts make; the nodes' role admits them and no others. */
  readonly apiActions: NodeApiAction[];

  /**
   * Who makes one array of the NVMe instance store: the scripts of every node, at `/mnt/instance-store`, or the engine. The
   * boot gate counts the volumes either way.
   *
   * @default 'node'
   */
  readonly instanceStore?: 'node' | 'engine';

  /** Names of AWS's managed policies that the nodes' role has beside its own. @default - none */
  readonly managedPolicies?: string[];

  /** Tags that the instances need for the engine. @default - none */
  readonly instanceTags?: CfnTag[];

  /** Path of the nodes' role and instance profile, for services that ask for one: `/aws-pcs/`. @default '/' */
  readonly rolePath?: string;

  /**
   * Who names the instance profile: the launch template, or what holds the nodes, of services that refuse it there.
   *
   * @default 'launch-template'
   */
  readonly instanceProfile?: 'launch-template' | 'holder';

  /**
   * Whether a lifecycle hook of Auto Scaling waits for each node's boot gate. Without one the engine itself keeps a node out
   * that the gate has not passed.
   *
   * @default true
   */
  readonly lifecycleHook?: boolean;
}

/** What holds nodes, and what it needs for it. */
export interface EngineHolderProps {
  readonly nodes: EngineNodes;
  readonly launchTemplate: CfnLaunchTemplate;
  readonly subnet: ISubnetRef;

  /** The role of the nodes. */
  readonly role: IRole;

  /** Of the nodes' instance profile. */
  readonly instanceProfileArn: string;

  /** Of the nodes' AMI. */
  readonly imageId: string;

  /** Whether the instances come from a Capacity Block. */
  readonly capacityBlock: boolean;

  /** @default - the nodes run for as long as their stack stands */
  readonly window?: CapacityWindow;

  /** Tags of the resource that holds the nodes. */
  readonly tags: CfnTag[];

  /** Encrypts logs of what the engine adds. @default - CloudWatch's own key */
  readonly logKey?: IKeyRef;
}

/** The resource that holds nodes. */
export interface EngineHolder {
  /** The Auto Scaling group that launches them. @default - none whose name is known to the template */
  readonly autoScalingGroupName?: string;
}

/**
 * What runs the work on a cluster's nodes; `Engine` makes them.
 *
 * Every engine shares launch template, network, capacity and monitoring. It adds what its nodes run (`configure`) and
 * the resource that holds them (`hold`), and nothing else.
 */
export interface IEngine {
  /** The engine's name, as cluster files say it. */
  readonly name: string;

  /**
   * What the engine puts on the nodes; called before their launch template is defined.
   *
   * @throws InvalidPropsError where the engine cannot run such nodes
   */
  configure(scope: Construct, nodes: EngineNodes): EngineNodeConfig;

  /** Defines the resource that holds the nodes; called once, after their launch template. */
  hold(scope: Construct, props: EngineHolderProps): EngineHolder;
}
