import type { EksChart } from './eks-chart';
import { KUEUE_DEVICE_CLASS_MAPPINGS, KUEUE_FRAMEWORKS } from './manifests/kueue';
import { GPU_PRESENT_LABEL } from './manifests/node-identity';
import { SYSTEM_NODE_LABELS, TOLERATE_GPU_NODES } from './node-labels';

const ON_SYSTEM_NODES = { nodeSelector: SYSTEM_NODE_LABELS };
const ON_GPU_NODES = { nodeSelector: { [GPU_PRESENT_LABEL]: 'true' }, tolerations: TOLERATE_GPU_NODES };

/** The oldest Kubernetes that the chart of the NVIDIA DRA driver installs on, as its `kubeVersion` says. */
export const DRA_DRIVER_NEEDS = '1.32';

/** Name of the NVIDIA DRA driver's chart. */
export const DRA_DRIVER_CHART = 'dra-driver-nvidia-gpu';

/** Name of the chart of the device plugin that hands out GPUs. */
export const GPU_PLUGIN_CHART = 'nvidia-device-plugin';

/** Name of the chart of the device plugin that hands out EFA interfaces. */
export const EFA_PLUGIN_CHART = 'aws-efa-k8s-device-plugin';

/** Name of the chart of the one exporter of GPU metrics. */
export const GPU_EXPORTER_CHART = 'dcgm-exporter';

/**
 * Kueue's own configuration, which its chart takes as one text: what the chart has by default, with the kinds of work
 * that are installed here, and with the device class of IMEX channels, for which quotas can then be given.
 *
 * @see https://kueue.sigs.k8s.io/docs/reference/kueue-config.v1beta2/
 */
const KUEUE_CONFIGURATION = {
  apiVersion: 'config.kueue.x-k8s.io/v1beta2',
  kind: 'Configuration',
  health: { healthProbeBindAddress: ':8081' },
  metrics: { bindAddress: ':8443', enableClusterQueueResources: true },
  webhook: { port: 9443 },
  leaderElection: { leaderElect: true, resourceName: 'c1f6bfd2.kueue.x-k8s.io' },
  controller: {
    groupKindConcurrency: {
      'Job.batch': 5,
      Pod: 5,
      'Workload.kueue.x-k8s.io': 5,
      'LocalQueue.kueue.x-k8s.io': 1,
      'ClusterQueue.kueue.x-k8s.io': 1,
      'ResourceFlavor.kueue.x-k8s.io': 1,
    },
  },
  clientConnection: { qps: 50, burst: 100 },
  integrations: { frameworks: KUEUE_FRAMEWORKS },
  resources: { deviceClassMappings: KUEUE_DEVICE_CLASS_MAPPINGS },
};

/**
 * The charts that make Kubernetes know an UltraServer, each of one version. Every image of theirs is built for arm64.
 *
 * Controllers run on system nodes; what hands out or reads devices runs on nodes with GPUs, and tolerates their taint.
 *
 * @param efaInstanceTypes - instance types of the cluster that have EFA; the plugin's chart knows the newest ones only in
 * its newest versions, and runs on those that are named
 */
export function gpuCharts(efaInstanceTypes: string[]): EksChart[] {
  return [
    {
      name: GPU_PLUGIN_CHART,
      repository: 'https://nvidia.github.io/k8s-device-plugin',
      version: '0.20.1',
      namespace: 'nvidia-device-plugin',
      source: 'https://github.com/NVIDIA/k8s-device-plugin/blob/main/deployments/helm/nvidia-device-plugin/values.yaml',
      values: {
        ...ON_GPU_NODES,
        // Feature discovery writes the label that says which nodes share an NVLink domain.
        gfd: { enabled: true },
        nfd: { master: ON_SYSTEM_NODES, gc: ON_SYSTEM_NODES, worker: ON_GPU_NODES },
      },
    },
    {
      name: DRA_DRIVER_CHART,
      // GPUs are the device plugin's: the chart refuses both.
      values: {
        nvidiaDriverRoot: '/',
        resources: { gpus: { enabled: false }, computeDomains: { enabled: true } },
        // The chart's own affinity is for clusters that show their control plane's nodes.
        controller: { ...ON_SYSTEM_NODES, affinity: null },
        kubeletPlugin: { tolerations: TOLERATE_GPU_NODES },
      },
      repository: 'oci://registry.k8s.io/dra-driver-nvidia/charts/dra-driver-nvidia-gpu',
      version: '0.4.1',
      namespace: 'dra-driver-nvidia-gpu',
      source:
        'https://github.com/kubernetes-sigs/dra-driver-nvidia-gpu/tree/main/deployments/helm/dra-driver-nvidia-gpu',
    },
    {
      name: EFA_PLUGIN_CHART,
      repository: 'https://aws.github.io/eks-charts',
      version: 'v0.5.30',
      namespace: 'kube-system',
      source: 'https://github.com/aws/eks-charts/tree/master/stable/aws-efa-k8s-device-plugin',
      values: {
        supportedInstanceLabels: { keys: ['node.kubernetes.io/instance-type'], values: efaInstanceTypes },
        tolerations: TOLERATE_GPU_NODES,
      },
    },
    {
      name: GPU_EXPORTER_CHART,
      repository: 'https://nvidia.github.io/dcgm-exporter/helm-charts',
      version: '4.8.3',
      sha256: 'b1206338d5c446126e233f93df80f0538c285ce40b2e72e6c2f46c9db59ef223',
      namespace: 'dcgm-exporter',
      source: 'https://github.com/NVIDIA/dcgm-exporter/blob/main/deployment/values.yaml',
      values: {
        ...ON_GPU_NODES,
        // A ServiceMonitor is Prometheus Operator's, which is not installed here.
        serviceMonitor: { enabled: false },
        podAnnotations: { 'prometheus.io/scrape': 'true', 'prometheus.io/port': '9400' },
      },
    },
    {
      name: 'jobset',
      repository: 'oci://registry.k8s.io/jobset/charts/jobset',
      version: '0.12.0',
      namespace: 'jobset-system',
      source: 'https://github.com/kubernetes-sigs/jobset/blob/main/charts/jobset/values.yaml',
      values: { controller: ON_SYSTEM_NODES, certManager: { enable: false }, prometheus: { enable: false } },
      wait: true,
    },
    {
      name: 'lws',
      repository: 'oci://registry.k8s.io/lws/charts/lws',
      version: '0.8.0',
      namespace: 'lws-system',
      source: 'https://github.com/kubernetes-sigs/lws/blob/main/charts/lws/values.yaml',
      values: { ...ON_SYSTEM_NODES, enableCertManager: false, enablePrometheus: false },
      wait: true,
    },
    {
      name: 'kueue',
      repository: 'oci://registry.k8s.io/kueue/charts/kueue',
      version: '0.19.0',
      namespace: 'kueue-system',
      source: 'https://github.com/kubernetes-sigs/kueue/blob/main/charts/kueue/values.yaml',
      values: {
        enableCertManager: false,
        enablePrometheus: false,
        controllerManager: ON_SYSTEM_NODES,
        // JSON is YAML.
        managerConfig: { controllerManagerConfigYaml: JSON.stringify(KUEUE_CONFIGURATION) },
      },
      // It looks once, when it starts, which kinds of work there are.
      after: ['jobset', 'lws'],
      wait: true,
    },
  ];
}
