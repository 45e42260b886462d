import type { HelmChart } from 'aws-cdk-lib/aws-eks-v2';
import { PolicyDocument, CfnManagedPolicy, type Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

import { refuse } from '../../private/errors';
import { checkOverrides, type EksChart, type EksChartOverride, overrideCharts } from './eks-chart';
import type { EksCluster } from './eks-cluster';
import { InterruptionQueue } from './interruption-queue';
import { karpenterStatements } from './karpenter-policy';
import { SYSTEM_NODE_LABELS } from './node-labels';
import { WorkerRole } from './worker-role';

const NAMESPACE = 'kube-system';
const SERVICE_ACCOUNT = 'karpenter';

/** Properties of Karpenter in a cluster. */
export interface EksKarpenterProps {
  readonly cluster: EksCluster;

  /**
   * Whether the VPC has a way to the internet. Without one Karpenter asks for no prices.
   *
   * @default true
   */
  readonly egress?: boolean;

  /** What is to be otherwise with its chart, `karpenter`. @default - it is installed as it is pinned here */
  readonly charts?: Record<string, EksChartOverride>;
}

/**
 * Installs Karpenter, which launches and ends nodes for pods that ask for no GPU: agents, tools, data preparation. It
 * never launches an UltraServer (`checkUltraServerLauncher` says why), and its role reaches no node of one.
 *
 * Node pools and classes are objects of yours; give the class `instanceProfileName`, not a role.
 *
 * @see https://karpenter.sh/docs/
 */
export class EksKarpenter extends Construct {
  /** The role of the nodes that it launches; it is admitted to the cluster. */
  readonly nodeRole: Role;

  /** For `instanceProfile` of an `EC2NodeClass`. */
  readonly instanceProfileName: string;

  /** To be awaited by node pools and classes. */
  readonly chart: HelmChart;

  constructor(scope: Construct, id: string, props: EksKarpenterProps) {
    super(scope, id);
    const { cluster, egress = true, charts: overrides = {} } = props;
    const { clusterName } = cluster;

    const worker = new WorkerRole(this, 'NodeRole', { description: `Nodes that Karpenter launches in ${clusterName}` });
    const profile = worker.instanceProfile();
    this.nodeRole = worker.role;
    this.instanceProfileName = profile.ref;
    const access = cluster.admitNodeRole(this, worker.role);

    const { queue, deliveries } = new InterruptionQueue(this, 'Interruptions');
    const controller = cluster.addPodRole('KarpenterRole', { namespace: NAMESPACE, serviceAccount: SERVICE_ACCOUNT });
    const policy = new CfnManagedPolicy(this, 'Policy', {
      roles: [controller.role.roleName],
      policyDocument: new PolicyDocument({
        statements: karpenterStatements(this, {
          clusterName,
          nodeRoleArn: worker.role.roleArn,
          instanceProfileArn: profile.attrArn,
          queueArn: queue.attrArn,
        }),
      }),
    });

    const pinned = [karpenterChart(cluster, queue.attrQueueName, egress)];
    refuse(checkOverrides(pinned, overrides), this);
    const [chart] = overrideCharts(pinned, overrides) as [EksChart];
    this.chart = cluster.addChart('ChartKarpenter', chart);
    // Its nodes, too, must be able to join while it launches them and to be drained while it goes.
    this.chart.node.addDependency(policy, controller, access, worker, ...deliveries);
  }
}

/** Karpenter's chart, which brings its custom resource definitions with it. */
function karpenterChart(cluster: EksCluster, interruptionQueue: string, egress: boolean): EksChart {
  return {
    name: 'karpenter',
    repository: 'oci://public.ecr.aws/karpenter/karpenter',
    version: '1.14.1',
    namespace: NAMESPACE,
    source: 'https://github.com/aws/karpenter-provider-aws/blob/main/charts/karpenter/values.yaml',
    values: {
      nodeSelector: { 'kubernetes.io/os': 'linux', ...SYSTEM_NODE_LABELS },
      serviceAccount: { name: SERVICE_ACCOUNT },
      settings: {
        clusterName: cluster.clusterName,
        clusterEndpoint: cluster.nodeEndpoint.endpoint,
        interruptionQueue,
        isolatedVPC: !egress,
        eksControlPlane: true,
      },
    },
    wait: true,
  };
}
