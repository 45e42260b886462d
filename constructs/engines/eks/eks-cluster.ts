import { Annotations, Duration, RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import { CfnSecurityGroupIngress } from 'aws-cdk-lib/aws-ec2';
import { CfnAccessEntry, CfnCluster, HelmChart, KubernetesManifest } from 'aws-cdk-lib/aws-eks-v2';
import { type IRoleRef, ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct, DependencyGroup, type IDependable } from 'constructs';

import type { Problem } from '../../hardware/problem';
import { refuse } from '../../private/errors';
import { sha256 } from '../../private/text';
import { checkManagedGroupCount } from '../../rules/eks-managed-nodes';
import { defaultServiceRange } from '../../rules/eks-network';
import { DEFAULT_EKS_VERSION } from '../../rules/eks-version';
import { accessGrants, accessPolicy, type EksAccessRoles } from './access-policies';
import { CONTAINER_LOGS, OBSERVABILITY_ADD_ON } from './add-on-list';
import { AddOns } from './add-ons';
import { checkCluster } from './cluster-checks';
import { renderCluster } from './cluster-properties';
import type { EksChart } from './eks-chart';
import type { EksClusterEndpoint, EksClusterProps, EksPodRoleOptions } from './eks-cluster-props';
import { EksEndpoint } from './eks-endpoint';
import { ClusterKubectl } from './kubectl';
import { EksPodRole } from './pod-role';
import { SystemNodes } from './system-nodes';

/** Days that logs are kept where nothing else is said. */
const LOG_RETENTION_DAYS = 365;

/**
 * Defines an EKS cluster for one cell: its control plane, the roles that may use it, its add-ons, and the system nodes
 * that run controllers. UltraServers join it, as do other nodes, with a role that `admitNodeRole` admits.
 *
 * The API alone admits (no `aws-auth`), the endpoint is private, secrets are encrypted, all five kinds of logs are kept,
 * Auto Mode is off, and EKS refuses to delete it.
 *
 * @throws InvalidPropsError where EKS, or what the cluster is to run, does not take what is given
 * @see https://docs.aws.amazon.com/eks/latest/userguide/ml-eks-nvidia-ultraserver.html
 */
export class EksCluster extends Construct {
  /** The cluster's name, as it was given. */
  readonly clusterName: string;

  /** Kubernetes' minor version. */
  readonly version: string;

  /** What nodes are told. */
  readonly nodeEndpoint: EksClusterEndpoint;

  /**
   * EKS's security group of the cluster, which allows all among its members: control plane, system nodes and, on an
   * interface that carries IP, every other node.
   */
  readonly clusterSecurityGroupId: string;

  /** The role of the control plane. */
  readonly role: Role;

  /** To be awaited by nodes: what they need to become ready. */
  readonly nodesNeed: IDependable;

  private readonly cluster: CfnCluster;
  private managedGroups = 0;
  private readonly kubectl?: ClusterKubectl;
  private readonly chartsNeed: IDependable;

  constructor(scope: Construct, id: string, props: EksClusterProps) {
    super(scope, id);
    const { clusterName, version = DEFAULT_EKS_VERSION, endpoint = EksEndpoint.privateOnly() } = props;
    const { serviceCidr = defaultServiceRange(props.vpcCidr), access = {} } = props;
    refuse(checkCluster(props, version, serviceCidr, endpoint), this);
    this.clusterName = clusterName;
    this.version = version;

    this.role = new Role(this, 'Role', {
      description: `Control plane of ${clusterName}`,
      assumedBy: new ServicePrincipal('eks.amazonaws.com'),
      managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('AmazonEKSClusterPolicy')],
    });
    const subnetIds = props.controlSubnets.map(({ subnet }) => subnet.subnetRef.subnetId);
    const cluster = new CfnCluster(
      this,
      'Resource',
      renderCluster({
        name: clusterName,
        version,
        roleArn: this.role.roleArn,
        subnetIds,
        endpoint,
        serviceCidr,
        secretsKeyArn: props.secretsKey?.keyRef.keyArn,
        scalingTier: props.scalingTier ?? 'standard',
        scoring: props.scoring ?? 'MostAllocated',
        supportType: props.supportType ?? 'EXTENDED',
        deletionProtection: props.deletionProtection ?? true,
      }),
    );
    this.cluster = cluster;
    // EKS would make the group itself: without a key, and for ever.
    cluster.node.addDependency(this.logGroup('Logs', `/aws/eks/${clusterName}/cluster`, props));
    this.clusterSecurityGroupId = cluster.attrClusterSecurityGroupId;
    this.nodeEndpoint = {
      clusterName: cluster.ref,
      endpoint: cluster.attrEndpoint,
      certificateAuthority: cluster.attrCertificateAuthorityData,
      serviceCidr,
    };
    this.admitClients(endpoint);
    this.admitRoles(access);

    const { nodegroup } = new SystemNodes(this, 'SystemNodes', {
      ...props.systemNodes,
      clusterName,
      subnetIds,
      encryptionKey: props.encryptionKey,
    });
    nodegroup.node.addDependency(cluster);
    const addOns = new AddOns(this, 'AddOns', {
      ...props.addOns,
      clusterName,
      nodes: nodegroup,
      containerLogs: this.containerLogs(props),
    });
    addOns.node.addDependency(cluster);
    this.nodesNeed = new DependencyGroup(...addOns.beforeNodes);
    nodegroup.node.addDependency(...addOns.beforeNodes);

    if (props.kubectl) {
      const { clusterSecurityGroupId } = this;
      this.kubectl = new ClusterKubectl(this, 'Kubectl', {
        ...props.kubectl,
        ...this.nodeEndpoint,
        clusterSecurityGroupId,
        vpcId: props.vpc.vpcRef.vpcId,
        subnets: props.controlSubnets,
        logRetentionDays: props.logRetentionDays ?? LOG_RETENTION_DAYS,
        logKey: props.encryptionKey,
      });
    }
    this.chartsNeed = new DependencyGroup(nodegroup, addOns, ...(this.kubectl ? [this.kubectl.accessEntry] : []));
  }

  /**
   * Lets instances with a role join as nodes. EKS does that by itself for managed node groups, whose role must not be
   * admitted again.
   *
   * @param scope - where the access entry is defined: with the nodes, so that it comes and goes with them
   * @see https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html
   */
  admitNodeRole(scope: Construct, role: IRoleRef): CfnAccessEntry {
    return new CfnAccessEntry(scope, 'ClusterAccess', {
      clusterName: this.nodeEndpoint.clusterName,
      principalArn: role.roleRef.roleArn,
      type: 'EC2_LINUX',
    });
  }

  /**
   * Counts one more member whose nodes a managed node group holds.
   *
   * @throws InvalidPropsError where the cluster has no room for it
   */
  countManagedGroup(scope: Construct): void {
    this.managedGroups += 1;
    refuse(checkManagedGroupCount(this.managedGroups), scope);
  }

  /**
   * Defines a role for the pods of a service account, by EKS Pod Identity. Pods that started before it stands have none:
   * what starts them awaits it.
   */
  addPodRole(id: string, props: EksPodRoleOptions): EksPodRole {
    const podRole = new EksPodRole(this, id, { clusterName: this.clusterName, ...props });
    podRole.associate(this.cluster);
    return podRole;
  }

  /**
   * Installs a Helm chart.
   *
   * @throws InvalidPropsError where the cluster has no `kubectl`
   */
  addChart(id: string, chart: EksChart): HelmChart {
    const installed = new HelmChart(this, id, {
      cluster: this.kubectlFor(`chart ${chart.name}`).cluster,
      chart: chart.name,
      release: chart.name,
      repository: chart.repository,
      version: chart.version,
      namespace: chart.namespace,
      values: chart.values,
      createNamespace: true,
      wait: chart.wait ?? false,
      timeout: Duration.minutes(10),
    });
    installed.node.addDependency(this.chartsNeed);
    return installed;
  }

  /**
   * Applies Kubernetes objects, and deletes them with the stack.
   *
   * @throws InvalidPropsError where the cluster has no `kubectl`
   */
  addManifest(id: string, ...objects: object[]): KubernetesManifest {
    const manifest = new KubernetesManifest(this, id, {
      cluster: this.kubectlFor(`manifest ${id}`).cluster,
      // CDK writes a label into each of them.
      manifest: structuredClone(objects).map((object) => ({ ...object })),
    });
    manifest.node.addDependency(this.chartsNeed);
    return manifest;
  }

  private kubectlFor(what: string): ClusterKubectl {
    if (!this.kubectl) {
      refuse([noKubectl(what)], this);
    }
    return this.kubectl as ClusterKubectl;
  }

  private admitClients({ clients }: EksEndpoint): void {
    const rule = (id: string, source: { cidrIp: string } | { sourceSecurityGroupId: string }): void => {
      new CfnSecurityGroupIngress(this, id, {
        groupId: this.clusterSecurityGroupId,
        ipProtocol: 'tcp',
        fromPort: 443,
        toPort: 443,
        description: 'Kubernetes API',
        ...source,
      });
    };
    for (const cidrIp of clients.cidrs ?? []) {
      rule(`ApiFrom-${cidrIp.replace('/', '-')}`, { cidrIp });
    }
    (clients.securityGroupIds ?? []).forEach((sourceSecurityGroupId, index) => {
      rule(`ApiFrom-${idOf(sourceSecurityGroupId, index)}`, { sourceSecurityGroupId });
    });
  }

  private admitRoles(access: EksAccessRoles): void {
    const grants = accessGrants(access);
    if (!grants.some(({ kind }) => kind === 'admins')) {
      Annotations.of(this).addWarningV2(
        'cdk-ultraserver:eks-no-admins',
        'nobody is admin of this cluster; name roles in access.admins, or admit one later by eks:CreateAccessEntry',
      );
    }
    grants.forEach(({ kind, roleArn }, index) => {
      new CfnAccessEntry(this, `${kind}-${idOf(roleArn, index)}`, {
        clusterName: this.nodeEndpoint.clusterName,
        principalArn: roleArn,
        accessPolicies: [accessPolicy(Stack.of(this), kind)],
      });
    });
  }

  private containerLogs(props: EksClusterProps): CfnLogGroup[] {
    if (props.addOns?.without?.includes(OBSERVABILITY_ADD_ON)) {
      return [];
    }
    return CONTAINER_LOGS.map((name) =>
      this.logGroup(`ContainerLogs-${name}`, `/aws/containerinsights/${props.clusterName}/${name}`, props),
    );
  }

  /** A log group that outlives the cluster; but not one that failed to come up, whose name would then be taken. */
  private logGroup(id: string, logGroupName: string, props: EksClusterProps): CfnLogGroup {
    const group = new CfnLogGroup(this, id, {
      logGroupName,
      retentionInDays: props.logRetentionDays ?? LOG_RETENTION_DAYS,
      kmsKeyId: props.encryptionKey?.keyRef.keyArn,
    });
    group.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    return group;
  }
}

/** An id for what is named by a text: by its place only where the text is known at deployment alone. */
function idOf(text: string, index: number): string {
  return Token.isUnresolved(text) ? String(index) : sha256(text).slice(0, 8);
}

function noKubectl(what: string): Problem {
  return {
    id: 'eks-no-kubectl',
    message: `${what} needs kubectl, and the cluster was given none; set its property kubectl`,
    path: ['kubectl'],
  };
}
