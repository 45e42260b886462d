import { Stack } from 'aws-cdk-lib';
import { type CfnCluster, CfnPodIdentityAssociation } from 'aws-cdk-lib/aws-eks-v2';
import {
  CfnManagedPolicy,
  ManagedPolicy,
  PolicyDocument,
  type PolicyStatement,
  Role,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

/** Properties of a role for pods. */
export interface EksPodRoleProps {
  /** The cluster's name, as it was given. */
  readonly clusterName: string;
  readonly namespace: string;
  readonly serviceAccount: string;

  /** Names of AWS managed policies: `AmazonEKS_CNI_Policy`. @default - none */
  readonly managedPolicies?: string[];

  /** @default - none */
  readonly statements?: PolicyStatement[];
}

/**
 * An IAM role for the pods of one service account of one cluster, by EKS Pod Identity. No other pod, and no other
 * cluster, can take it: EKS tags the session with both, and the role's trust asks for them.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html
 */
export class EksPodRole extends Construct {
  readonly role: Role;

  private readonly props: EksPodRoleProps;

  constructor(scope: Construct, id: string, props: EksPodRoleProps) {
    super(scope, id);
    this.props = props;
    const { clusterName, namespace, serviceAccount, managedPolicies = [], statements = [] } = props;
    const principal = new ServicePrincipal('pods.eks.amazonaws.com', {
      conditions: {
        StringEquals: {
          'aws:RequestTag/eks-cluster-arn': clusterArn(Stack.of(this), clusterName),
          'aws:RequestTag/kubernetes-namespace': namespace,
          'aws:RequestTag/kubernetes-service-account': serviceAccount,
        },
      },
    });
    this.role = new Role(this, 'Resource', {
      description: `Pods of ${namespace}/${serviceAccount}`,
      assumedBy: principal.withSessionTags(),
      managedPolicies: managedPolicies.map((name) => ManagedPolicy.fromAwsManagedPolicyName(name)),
    });
    if (statements.length > 0) {
      new CfnManagedPolicy(this, 'Policy', {
        roles: [this.role.roleName],
        policyDocument: new PolicyDocument({ statements }),
      });
    }
  }

  /**
   * Gives the role to the service account. Add-ons name their role themselves.
   *
   * @param cluster - must stand before
   * @internal
   */
  associate(cluster: CfnCluster): void {
    const { namespace, serviceAccount } = this.props;
    new CfnPodIdentityAssociation(this, 'Association', {
      clusterName: cluster.ref,
      namespace,
      serviceAccount,
      roleArn: this.role.roleArn,
    });
  }
}

/** The ARN of a stack's cluster, from its name: it is known before the cluster stands. */
export function clusterArn(stack: Stack, clusterName: string): string {
  return stack.formatArn({ service: 'eks', resource: 'cluster', resourceName: clusterName });
}
