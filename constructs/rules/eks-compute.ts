import { compareVersions, isVersion } from '../hardware/version';
import type { Problem } from '../hardware/problem';

/** What can launch the instances of an UltraServer. */
export type UltraServerLauncher =
  'auto-scaling-group' | 'managed-node-group' | 'auto-mode' | 'batch' | 'ec2-fleet' | 'fargate' | 'karpenter';

/**
 * Why some of them cannot.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/ml-eks-nvidia-ultraserver.html
 * @see https://docs.aws.amazon.com/eks/latest/userguide/device-management.html
 */
const REFUSALS: Readonly<Partial<Record<UltraServerLauncher, { readonly name: string; readonly reason: string }>>> = {
  'auto-mode': {
    name: 'EKS Auto Mode',
    reason: 'it has no dynamic resource allocation, on which the IMEX domain of a job rests',
  },
  karpenter: {
    name: 'Karpenter',
    reason:
      'it has no dynamic resource allocation for pods that wait for nodes, and it would pack, replace and consolidate nodes that are one machine',
  },
  fargate: { name: 'AWS Fargate', reason: 'it has no GPUs' },
  batch: {
    name: 'AWS Batch',
    reason: 'no support for UltraServers is documented, and its queues know no NVLink domain',
  },
  'ec2-fleet': {
    name: 'EC2 Fleet',
    reason: 'it chooses among pools of capacity, and the instances of an UltraServer come from one Capacity Block',
  },
};

/** Whether something may launch an UltraServer, with the reason where it may not. */
export function checkUltraServerLauncher(launcher: UltraServerLauncher): Problem[] {
  const refusal = REFUSALS[launcher];
  if (!refusal) {
    return [];
  }
  return [
    {
      id: `ultraserver-${launcher}`,
      message:
        `${refusal.name} cannot run an UltraServer: ${refusal.reason}; ` +
        'use an Auto Scaling group for each UltraServer, or a managed node group',
      path: ['nodes'],
    },
  ];
}

/** What hands the devices of a node to its pods. */
export interface EksDeviceDrivers {
  /** `vpc.amazonaws.com/efa`, by the device plugin. */
  readonly efaDevicePlugin: boolean;

  /** EFA by dynamic resource allocation (`aws-dranet`). */
  readonly efaDra: boolean;

  /** `nvidia.com/gpu`, by the device plugin. */
  readonly gpuDevicePlugin: boolean;

  /** GPUs by the NVIDIA DRA driver. */
  readonly gpuDra: boolean;

  /** IMEX domains by the NVIDIA DRA driver. */
  readonly computeDomains: boolean;

  /** Whether the cluster is in Auto Mode. */
  readonly autoMode: boolean;
}

/**
 * What cannot be together on a node: two drivers would hand out one device twice, and none would notice.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/device-management.html
 * @see https://docs.aws.amazon.com/eks/latest/userguide/device-management-efa.html
 */
export function checkDeviceDrivers(drivers: EksDeviceDrivers): Problem[] {
  const path = ['devices'];
  const problems: Problem[] = [];
  if (drivers.efaDevicePlugin && drivers.efaDra) {
    problems.push({
      id: 'eks-efa-twice',
      message:
        'both the EFA device plugin and the EFA DRA driver are on, and each would hand out the same interfaces; leave one',
      path,
    });
  }
  if (drivers.gpuDevicePlugin && drivers.gpuDra) {
    problems.push({
      id: 'eks-gpu-twice',
      message:
        'both the NVIDIA device plugin and the GPUs of the NVIDIA DRA driver are on, and each would hand out the same GPUs; leave one',
      path,
    });
  }
  if (drivers.autoMode && (drivers.efaDra || drivers.gpuDra || drivers.computeDomains)) {
    problems.push({
      id: 'eks-dra-auto-mode',
      message: 'EKS Auto Mode has no dynamic resource allocation; turn Auto Mode off, or the DRA drivers',
      path,
    });
  }
  return problems;
}

/** A release of the NVIDIA DRA driver, as it is installed. */
export interface DraDriver {
  /** The chart's version: `0.4.1`. */
  readonly version: string;
  readonly namespace: string;

  /** Whether it hands out GPUs. */
  readonly gpus: boolean;

  /** Whether it makes IMEX domains. */
  readonly computeDomains: boolean;

  /** Whether its webhook has a certificate: of cert-manager, or a secret of yours. */
  readonly webhookCertificate: boolean;
}

/** The first release whose ComputeDomains need a webhook, and that a certificate. */
const WEBHOOK_RELEASE = '0.5.0';

/**
 * What is wrong with the NVIDIA DRA driver: its chart refuses the namespace `default` and, in these releases, GPUs beside
 * ComputeDomains, and it does so in the middle of a deployment.
 *
 * @see https://github.com/kubernetes-sigs/dra-driver-nvidia-gpu/tree/main/deployments/helm/dra-driver-nvidia-gpu
 */
export function checkDraDriver(driver: DraDriver): Problem[] {
  const path = ['charts', 'dra-driver-nvidia-gpu'];
  const problems: Problem[] = [];
  if (driver.gpus) {
    problems.push({
      id: 'eks-dra-gpus',
      message:
        'the NVIDIA DRA driver is to hand out GPUs, which its chart refuses; set resources.gpus.enabled to false',
      path,
    });
  }
  if (!driver.computeDomains) {
    problems.push({
      id: 'eks-dra-compute-domains',
      message:
        'the NVIDIA DRA driver is to make no ComputeDomains, without which no job of an UltraServer has NVLink between nodes; set resources.computeDomains.enabled to true',
      path,
    });
  }
  if (driver.namespace === 'default') {
    problems.push({
      id: 'eks-dra-namespace',
      message: "the NVIDIA DRA driver's chart refuses the namespace default; give one of its own",
      path,
    });
  }
  if (
    isVersion(driver.version) &&
    compareVersions(driver.version, WEBHOOK_RELEASE) >= 0 &&
    !driver.webhookCertificate
  ) {
    problems.push({
      id: 'eks-dra-webhook',
      message:
        `NVIDIA DRA driver ${driver.version} converts ComputeDomains by a webhook, for whose certificate there is nothing here; ` +
        `give a release before ${WEBHOOK_RELEASE}, or webhook.tls with mode secret`,
      path,
    });
  }
  return problems;
}
