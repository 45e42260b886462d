import type { Stack } from 'aws-cdk-lib';
import type { CfnAccessEntry } from 'aws-cdk-lib/aws-eks-v2';

/** Roles that may use a cluster, by what they may do in all of its namespaces. */
export interface EksAccessRoles {
  /** ARNs of roles that may do anything (`AmazonEKSClusterAdminPolicy`). @default - none */
  readonly admins?: string[];

  /** ARNs of roles that may change most objects of namespaces (`AmazonEKSEditPolicy`). @default - none */
  readonly editors?: string[];

  /** ARNs of roles that may look at most objects, not at secrets (`AmazonEKSViewPolicy`). @default - none */
  readonly viewers?: string[];
}

/** Names of the access policies, as EKS has them. */
const POLICIES = {
  admins: 'AmazonEKSClusterAdminPolicy',
  editors: 'AmazonEKSEditPolicy',
  viewers: 'AmazonEKSViewPolicy',
} as const;

/** A role with the policy that it gets. */
export interface AccessGrant {
  /** How the grant is called in the template: `admins`. */
  readonly kind: keyof typeof POLICIES;
  readonly roleArn: string;
}

/** Every role, in the order of admins, editors and viewers. */
export function accessGrants(access: EksAccessRoles): AccessGrant[] {
  return (['admins', 'editors', 'viewers'] as const).flatMap((kind) =>
    (access[kind] ?? []).map((roleArn) => ({ kind, roleArn })),
  );
}

/**
 * An access policy for a whole cluster.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html
 */
export function accessPolicy(stack: Stack, kind: AccessGrant['kind']): CfnAccessEntry.AccessPolicyProperty {
  return {
    policyArn: `arn:${stack.partition}:eks::aws:cluster-access-policy/${POLICIES[kind]}`,
    accessScope: { type: 'cluster' },
  };
}

/** The policy of a cluster's admins. */
export function clusterAdminPolicy(stack: Stack): CfnAccessEntry.AccessPolicyProperty {
  return accessPolicy(stack, 'admins');
}
