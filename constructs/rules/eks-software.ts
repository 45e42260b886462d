import { nearest } from '../hardware/nearest';
import type { Problem } from '../hardware/problem';

/** Add-ons that no cluster here can do without. */
const NEEDED_ADD_ONS: readonly string[] = ['kube-proxy', 'eks-pod-identity-agent', 'vpc-cni', 'coredns'];

/** Names of the add-ons that a cluster has, as EKS calls them. */
export const EKS_ADD_ON_NAMES: readonly string[] = [
  ...NEEDED_ADD_ONS,
  'aws-ebs-csi-driver',
  'aws-efs-csi-driver',
  'aws-fsx-csi-driver',
  'eks-node-monitoring-agent',
  'amazon-cloudwatch-observability',
];

/** Names of the Helm charts that are installed for GPUs. */
export const EKS_GPU_CHART_NAMES: readonly string[] = [
  'nvidia-device-plugin',
  'dra-driver-nvidia-gpu',
  'aws-efa-k8s-device-plugin',
  'dcgm-exporter',
  'jobset',
  'lws',
  'kueue',
];

/** Name of Karpenter's Helm chart. */
export const KARPENTER_CHART_NAME = 'karpenter';

/** What is to be otherwise with a cluster's add-ons. */
export interface EksAddOnsDemand {
  /** Versions by name. @default - none is stated */
  readonly versions?: { readonly [name: string]: string };

  /** Names of those to leave out. @default - none */
  readonly without?: readonly string[];
}

/** What is wrong with the add-ons that are asked for. */
export function checkEksAddOns({ versions = {}, without = [] }: EksAddOnsDemand): Problem[] {
  const unknown = (name: string): boolean => !EKS_ADD_ON_NAMES.includes(name);
  const message = (name: string): string =>
    `'${name}' is none of the cluster's add-ons, which are ${EKS_ADD_ON_NAMES.join(', ')}${hint(name, EKS_ADD_ON_NAMES)}`;
  return [
    ...Object.keys(versions)
      .filter(unknown)
      .map((name) => ({ id: 'eks-add-on', message: message(name), path: ['addOns', 'versions', name] })),
    ...without.flatMap((name, index): Problem[] => {
      const path = ['addOns', 'without', index];
      if (unknown(name)) {
        return [{ id: 'eks-add-on', message: message(name), path }];
      }
      return NEEDED_ADD_ONS.includes(name)
        ? [{ id: 'eks-add-on-needed', message: `a cluster cannot do without ${name}; leave it in`, path }]
        : [];
    }),
  ];
}

/**
 * Whether overrides are for charts that are installed.
 *
 * @param installed names of the charts
 * @param named names that overrides are for
 */
export function checkEksChartNames(installed: readonly string[], named: readonly string[]): Problem[] {
  return named
    .filter((name) => !installed.includes(name))
    .map((name) => ({
      id: 'eks-chart',
      message: `'${name}' is none of the charts that are installed, which are ${installed.join(', ')}${hint(name, installed)}`,
      path: ['charts', name],
    }));
}

function hint(name: string, known: readonly string[]): string {
  const meant = nearest(name, [...known]);
  return meant === undefined ? '' : `; did you mean '${meant}'?`;
}
