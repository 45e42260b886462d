import { compareVersions } from '../hardware/version';
import type { Problem } from '../hardware/problem';

/**
 * Kubernetes versions that EKS clusters can be made with.
 *
 * 1.37 is known to CloudFormation's tools; that EKS offers it in every Region is not confirmed.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html
 */
export const EKS_VERSIONS: readonly string[] = ['1.32', '1.33', '1.34', '1.35', '1.36', '1.37'];

/** The version of a cluster that names none: that of the image which nodes have by default. */
export const DEFAULT_EKS_VERSION = '1.36';

/**
 * The oldest version for UltraServers: the first that has the dynamic resource allocation that IMEX domains need.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/ml-eks-nvidia-ultraserver.html
 */
export const ULTRASERVER_EKS_VERSION = '1.33';

/** What a cluster's version must serve. */
export interface EksVersionDemand {
  /** Minor version: `1.35`. */
  readonly version: string;

  /** Whether the cluster is to hold UltraServers. */
  readonly ultraServers: boolean;

  /**
   * The oldest version that the NVIDIA DRA driver's chart installs on.
   *
   * @default - the chart is not installed
   */
  readonly draDriverNeeds?: string;
}

/** What is wrong with a version: unknown to EKS, or too old for what the cluster is to run. */
export function checkEksVersion(demand: EksVersionDemand): Problem[] {
  const { version, ultraServers, draDriverNeeds } = demand;
  if (!EKS_VERSIONS.includes(version)) {
    return [
      {
        id: 'eks-version',
        message: `Kubernetes ${version} is not a version of EKS that is known here; give one of ${EKS_VERSIONS.join(', ')}, without a patch number`,
        path: ['version'],
      },
    ];
  }
  const problems: Problem[] = [];
  if (ultraServers && compareVersions(version, ULTRASERVER_EKS_VERSION) < 0) {
    problems.push({
      id: 'eks-version-ultraserver',
      message: `Kubernetes ${version} is too old for UltraServers, which need ${ULTRASERVER_EKS_VERSION}; give ${ULTRASERVER_EKS_VERSION} or newer`,
      path: ['version'],
    });
  }
  if (draDriverNeeds !== undefined && compareVersions(version, draDriverNeeds) < 0) {
    problems.push({
      id: 'eks-version-dra',
      message: `Kubernetes ${version} is too old for the NVIDIA DRA driver, whose chart needs ${draDriverNeeds}; give ${draDriverNeeds} or newer`,
      path: ['version'],
    });
  }
  return problems;
}

/**
 * Whether a kubectl may serve a cluster: one minor version older or newer is supported, no more.
 *
 * @param kubectl - its minor version: `1.36`
 * @see https://kubernetes.io/releases/version-skew-policy/#kubectl
 */
export function checkKubectlSkew(version: string, kubectl: string): Problem[] {
  const clusterMinor = minorOf(version);
  const kubectlMinor = minorOf(kubectl);
  if (Number.isNaN(kubectlMinor)) {
    return [
      {
        id: 'kubectl-version',
        message: `'${kubectl}' is no version of kubectl; write its minor version, such as 1.36`,
        path: ['kubectl', 'version'],
      },
    ];
  }
  if (Math.abs(clusterMinor - kubectlMinor) <= 1) {
    return [];
  }
  return [
    {
      id: 'kubectl-skew',
      message:
        `kubectl ${kubectl} does not serve Kubernetes ${version}: it may be one minor version older or newer; ` +
        `give a layer with kubectl 1.${clusterMinor - 1}, 1.${clusterMinor} or 1.${clusterMinor + 1}`,
      path: ['kubectl', 'version'],
    },
  ];
}

/** Minor versions that a node's kubelet may be behind its control plane. */
const OLDEST_KUBELET = 3;

/**
 * Whether a node's kubelet may join a control plane: never a newer one, and up to three minor versions older.
 *
 * @param kubelet - its minor version, which the image brings: `1.36`
 * @see https://kubernetes.io/releases/version-skew-policy/#kubelet
 */
export function checkKubeletSkew(version: string, kubelet: string): Problem[] {
  const behind = minorOf(version) - minorOf(kubelet);
  if (behind >= 0 && behind <= OLDEST_KUBELET) {
    return [];
  }
  const oldest = `1.${minorOf(version) - OLDEST_KUBELET}`;
  return [
    {
      id: 'kubelet-skew',
      message:
        `the image's kubelet ${kubelet} cannot join Kubernetes ${version}: it may be ${oldest} to ${version}; ` +
        'give an image of such a version, or another version of the cluster',
      path: ['image'],
    },
  ];
}

/** The second number of a Kubernetes version; NaN where there is none. */
function minorOf(version: string): number {
  return Number(/^1\.(\d+)/.exec(version)?.[1]);
}
