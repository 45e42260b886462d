import { CfnAddon } from 'aws-cdk-lib/aws-eks-v2';
import type { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct, type IDependable } from 'constructs';

import { refuse } from '../../private/errors';
import { checkEksAddOns } from '../../rules/eks-software';
import { EKS_ADD_ONS, type EksAddOn, OBSERVABILITY_ADD_ON } from './add-on-list';
import { EksPodRole } from './pod-role';

/** Which add-ons a cluster has, and of which versions. */
export interface EksAddOnsOptions {
  /**
   * Versions by the name of the add-on: `{ 'vpc-cni': 'v1.21.1-eksbuild.1' }`.
   *
   * @default - for each add-on, what EKS installs by default on the cluster's version
   */
  readonly versions?: Record<string, string>;

  /**
   * Add-ons to leave out; `vpc-cni`, `kube-proxy`, `coredns` and `eks-pod-identity-agent` cannot be.
   *
   * @default - none
   */
  readonly without?: string[];
}

/** Properties of a cluster's add-ons. */
export interface AddOnsProps extends EksAddOnsOptions {
  readonly clusterName: string;

  /** What add-ons wait for that run on nodes. */
  readonly nodes: IDependable;

  /** Log groups that the CloudWatch add-on writes. */
  readonly containerLogs: CfnLogGroup[];
}

/**
 * A cluster's add-ons, which CloudFormation manages, each with a role of its own where it calls AWS. Those that nodes need
 * to become ready stand before them, the rest comes after.
 *
 * @throws InvalidPropsError where `versions` or `without` name what is no add-on here, or what a cluster needs
 */
export class AddOns extends Construct {
  /** Add-ons that nodes need to become ready. */
  readonly beforeNodes: CfnAddon[] = [];

  /** The rest. */
  readonly afterNodes: CfnAddon[] = [];

  constructor(scope: Construct, id: string, props: AddOnsProps) {
    super(scope, id);
    refuse(checkEksAddOns(props), this);
    for (const addOn of EKS_ADD_ONS.filter(({ name }) => !props.without?.includes(name))) {
      const resource = this.define(addOn, props);
      if (addOn.beforeNodes) {
        this.beforeNodes.push(resource);
      } else {
        resource.node.addDependency(props.nodes);
        this.afterNodes.push(resource);
      }
      if (addOn.name === OBSERVABILITY_ADD_ON) {
        resource.node.addDependency(...props.containerLogs);
      }
    }
  }

  private define({ name, access, configuration }: EksAddOn, props: AddOnsProps): CfnAddon {
    const { clusterName, versions } = props;
    const role = access && new EksPodRole(this, `${name}-role`, { clusterName, ...access }).role;
    return new CfnAddon(this, name, {
      clusterName,
      addonName: name,
      addonVersion: versions?.[name],
      configurationValues: configuration && JSON.stringify(configuration),
      podIdentityAssociations:
        access && role ? [{ serviceAccount: access.serviceAccount, roleArn: role.roleArn }] : undefined,
      // What the add-on's own objects hold is said here, whoever changed them.
      resolveConflicts: 'OVERWRITE',
    });
  }
}
