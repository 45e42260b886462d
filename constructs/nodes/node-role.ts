import { Stack } from 'aws-cdk-lib';
import {
  CfnInstanceProfile,
  CfnManagedPolicy,
  ManagedPolicy,
  PolicyDocument,
  PolicyStatement,
  Role,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

import { anyGroupArn } from '../private/group-arn';
import { sessionManagerStatement } from '../private/session-manager';
import type { NodeApiAction, NodeApiScope } from './user-data/node-api-actions';

/** What a role is made for. */
export interface NodeRoleProps {
  /** Every AWS API action that the nodes call. */
  readonly actions: NodeApiAction[];

  /** Tags that mark the Auto Scaling groups that the nodes may touch: their own. */
  readonly groupTags: Record<string, string>;

  /** The namespace of the metrics that the nodes publish. @default - they publish none */
  readonly metricNamespace?: string;

  /** ARNs of the log groups that the nodes write. */
  readonly logGroupArns: string[];

  /** Names of AWS's managed policies that the role has beside its own. @default - none */
  readonly managedPolicies?: string[];

  /** Path of the role and its instance profile. @default '/' */
  readonly path?: string;
}

/**
 * The role of a member's nodes: the calls that their scripts make, and a shell through Session Manager. No other member's
 * group and no other member's metrics can be touched with it.
 */
export class NodeRole extends Construct {
  readonly role: Role;

  /** What must stand before a node boots. */
  readonly policy: CfnManagedPolicy;
  private profile?: CfnInstanceProfile;
  private readonly path?: string;

  constructor(scope: Construct, id: string, props: NodeRoleProps) {
    super(scope, id);
    this.role = new Role(this, 'Resource', {
      description: `Nodes of ${scope.node.id}`,
      path: props.path,
      assumedBy: new ServicePrincipal('ec2.amazonaws.com'),
      managedPolicies: props.managedPolicies?.map((name) => ManagedPolicy.fromAwsManagedPolicyName(name)),
    });
    this.policy = new CfnManagedPolicy(this, 'Policy', {
      roles: [this.role.roleName],
      policyDocument: new PolicyDocument({
        statements: [...renderStatements(this, props), sessionManagerStatement()],
      }),
    });
    this.path = props.path;
  }

  /** Of an instance profile with the role, for whoever asks for one. */
  get instanceProfileArn(): string {
    this.profile ??= new CfnInstanceProfile(this, 'Profile', { path: this.path, roles: [this.role.roleName] });
    return this.profile.attrArn;
  }
}

/** One statement a scope, in the order in which the scopes first appear. */
function renderStatements(scope: Construct, props: NodeRoleProps): PolicyStatement[] {
  const { actions, groupTags, metricNamespace, logGroupArns } = props;
  const stack = Stack.of(scope);
  const render: Record<NodeApiScope, (names: string[]) => PolicyStatement> = {
    any: (names) => new PolicyStatement({ actions: names, resources: ['*'] }),
    'own-groups': (names) =>
      new PolicyStatement({
        actions: names,
        resources: [anyGroupArn(stack)],
        conditions: {
          StringEquals: Object.fromEntries(
            Object.entries(groupTags).map(([key, value]) => [`aws:ResourceTag/${key}`, value]),
          ),
        },
      }),
    'log-groups': (names) => new PolicyStatement({ actions: names, resources: logGroupArns }),
    'agent-namespace': (names) =>
      new PolicyStatement({
        actions: names,
        resources: ['*'],
        conditions: { StringEquals: { 'cloudwatch:namespace': metricNamespace } },
      }),
  };
  const scopes = [...new Set(actions.map((action) => action.scope))];
  return scopes.map((one) =>
    render[one]([...new Set(actions.filter((action) => action.scope === one).map(({ action }) => action))]),
  );
}
