import type { HelmChart } from 'aws-cdk-lib/aws-eks-v2';
import { Construct, DependencyGroup, type IDependable } from 'constructs';

import type { AcceleratedInstanceType } from '../../hardware/instance-type';
import type { Problem } from '../../hardware/problem';
import { refuse } from '../../private/errors';
import { pascalCase } from '../../private/text';
import { checkDeviceDrivers, checkDraDriver } from '../../rules/eks-compute';
import { checkEksVersion } from '../../rules/eks-version';
import { checkOverrides, type EksChart, type EksChartOverride, overrideCharts, valueAt } from './eks-chart';
import type { EksCluster } from './eks-cluster';
import { DRA_DRIVER_CHART, DRA_DRIVER_NEEDS, GPU_PLUGIN_CHART, gpuCharts } from './gpu-chart-list';

/** Properties of the software that makes a cluster know its GPUs. */
export interface EksGpuSoftwareProps {
  readonly cluster: EksCluster;

  /** Accelerated instance types that the cluster is to hold. */
  readonly instanceTypes: AcceleratedInstanceType[];

  /**
   * What is to be otherwise, by the name of the chart: a private mirror, say.
   *
   * @default - the charts are installed as they are pinned here
   */
  readonly charts?: Record<string, EksChartOverride>;
}

/**
 * Installs what makes Kubernetes know an UltraServer: the device plugins for GPUs and EFA, the driver that makes an IMEX
 * domain for each job, one exporter of GPU metrics, and Kueue, JobSet and LeaderWorkerSet.
 *
 * @throws InvalidPropsError where the charts, with your overrides, do not go together or not with the cluster
 * @see https://docs.aws.amazon.com/eks/latest/userguide/ml-eks-nvidia-ultraserver.html
 */
export class EksGpuSoftware extends Construct {
  /** The charts as they are installed. */
  readonly charts: EksChart[];

  /** To be awaited by objects of the kinds that the charts bring. */
  readonly ready: IDependable;

  constructor(scope: Construct, id: string, props: EksGpuSoftwareProps) {
    super(scope, id);
    const { cluster, charts: overrides = {} } = props;
    const efaTypes = [...new Set(props.instanceTypes.filter(hasEfa).map(({ name }) => name))].toSorted();
    const pinned = gpuCharts(efaTypes);
    this.charts = overrideCharts(pinned, overrides);
    refuse([...checkOverrides(pinned, overrides), ...checkCharts(this.charts, cluster.version)], this);
    this.ready = this.install(cluster);
  }

  private install(cluster: EksCluster): IDependable {
    const installed = new Map<string, HelmChart>();
    for (const chart of this.charts) {
      const resource = cluster.addChart(`Chart${pascalCase(chart.name)}`, chart);
      for (const earlier of chart.after ?? []) {
        const standing = installed.get(earlier);
        if (standing) {
          resource.node.addDependency(standing);
        }
      }
      installed.set(chart.name, resource);
    }
    return new DependencyGroup(...installed.values());
  }
}

function hasEfa({ maxEfaInterfaces }: AcceleratedInstanceType): boolean {
  return maxEfaInterfaces > 0;
}

/** What is wrong with the charts as a whole, whatever came from overrides. */
function checkCharts(charts: EksChart[], version: string): Problem[] {
  const dra = charts.find(({ name }) => name === DRA_DRIVER_CHART);
  const draValues = dra?.values ?? {};
  const gpuDra = valueAt(draValues, 'resources.gpus.enabled') !== false;
  const computeDomains = valueAt(draValues, 'resources.computeDomains.enabled') === true;
  return [
    ...checkEksVersion({ version, ultraServers: false, draDriverNeeds: DRA_DRIVER_NEEDS }),
    ...checkDraDriver({
      version: dra?.version ?? '',
      namespace: dra?.namespace ?? '',
      gpus: gpuDra,
      computeDomains,
      webhookCertificate: valueAt(draValues, 'webhook.tls') !== undefined,
    }),
    ...checkDeviceDrivers({
      efaDevicePlugin: true,
      efaDra: false,
      gpuDevicePlugin: charts.some(({ name }) => name === GPU_PLUGIN_CHART),
      gpuDra,
      computeDomains,
      autoMode: false,
    }),
  ];
}
