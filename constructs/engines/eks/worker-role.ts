import {
  CfnInstanceProfile,
  CfnManagedPolicy,
  ManagedPolicy,
  PolicyDocument,
  Role,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

import { sessionManagerStatement } from '../../private/session-manager';

/**
 * What every node of a cluster needs: to join it, to pull images, and to hand pods their roles. The network plugin has a
 * role of its own.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html
 */
export const WORKER_POLICIES: readonly string[] = ['AmazonEKSWorkerNodePolicy', 'AmazonEC2ContainerRegistryPullOnly'];

/** Properties of a role of nodes. */
export interface WorkerRoleProps {
  readonly description: string;
}

/** The role of nodes without accelerators. */
export class WorkerRole extends Construct {
  readonly role: Role;

  /** What must stand before a node boots. */
  readonly policy: CfnManagedPolicy;

  constructor(scope: Construct, id: string, props: WorkerRoleProps) {
    super(scope, id);
    this.role = new Role(this, 'Resource', {
      description: props.description,
      assumedBy: new ServicePrincipal('ec2.amazonaws.com'),
      managedPolicies: WORKER_POLICIES.map((name) => ManagedPolicy.fromAwsManagedPolicyName(name)),
    });
    this.policy = new CfnManagedPolicy(this, 'Policy', {
      roles: [this.role.roleName],
      policyDocument: new PolicyDocument({
        statements: [sessionManagerStatement()],
      }),
    });
  }

  /** An instance profile with the role; managed node groups make their own. */
  instanceProfile(): CfnInstanceProfile {
    return new CfnInstanceProfile(this, 'Profile', { roles: [this.role.roleName] });
  }
}
