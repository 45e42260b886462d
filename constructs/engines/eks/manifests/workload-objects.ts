import type { KubernetesObject } from './kubernetes-objects';
import type { PodTemplate } from './pod-objects';

/**
 * One IMEX domain, made for the pods that claim a channel of it. `numNodes` is deprecated: 0 lets pods come and go.
 *
 * @see https://github.com/kubernetes-sigs/dra-driver-nvidia-gpu/blob/main/deployments/helm/dra-driver-nvidia-gpu/crds/resource.nvidia.com_computedomains.yaml
 */
export interface ComputeDomain extends KubernetesObject {
  readonly spec: {
    readonly numNodes: number;
    readonly channel: {
      readonly resourceClaimTemplate: { readonly name: string };
      readonly allocationMode: 'Single' | 'All';
    };
  };
}

/**
 * Jobs that start, fail and start again together.
 *
 * @see https://github.com/kubernetes-sigs/jobset/blob/main/api/jobset/v1alpha2/jobset_types.go
 */
export interface JobSet extends KubernetesObject {
  readonly spec: {
    readonly network: { readonly enableDNSHostnames: boolean; readonly publishNotReadyAddresses: boolean };
    readonly successPolicy: { readonly operator: 'All' | 'Any' };
    readonly failurePolicy: {
      readonly maxRestarts: number;
      readonly restartStrategy: 'Recreate' | 'BlockingRecreate';
    };
    readonly replicatedJobs: ReplicatedJob[];
  };
}

/** Jobs of a set that are alike. */
export interface ReplicatedJob {
  readonly name: string;
  readonly replicas: number;
  readonly template: {
    readonly spec: {
      readonly completionMode: 'Indexed';
      readonly parallelism: number;
      readonly completions: number;
      readonly backoffLimit: number;
      readonly template: PodTemplate;
    };
  };
}

/**
 * Replicas that are groups of pods: a leader and its workers.
 *
 * @see https://github.com/kubernetes-sigs/lws/blob/main/api/leaderworkerset/v1/leaderworkerset_types.go
 */
export interface LeaderWorkerSet extends KubernetesObject {
  readonly spec: {
    readonly replicas: number;
    readonly startupPolicy: 'LeaderCreated' | 'LeaderReady';
    readonly leaderWorkerTemplate: {
      readonly size: number;
      readonly restartPolicy: 'RecreateGroupOnPodRestart' | 'None';

      /** @default - `workerTemplate` */
      readonly leaderTemplate?: PodTemplate;
      readonly workerTemplate: PodTemplate;
    };
  };
}

/** The part of an `autoscaling/v2` autoscaler that the renderers use. */
export interface HorizontalPodAutoscaler extends KubernetesObject {
  readonly spec: {
    readonly scaleTargetRef: { readonly apiVersion: string; readonly kind: string; readonly name: string };
    readonly minReplicas: number;
    readonly maxReplicas: number;
    readonly metrics: {
      readonly type: 'External';
      readonly external: {
        readonly metric: { readonly name: string; readonly selector: { readonly matchLabels: Record<string, string> } };
        readonly target: { readonly type: 'AverageValue'; readonly averageValue: string };
      };
    }[];
    readonly behavior: { readonly scaleDown: { readonly stabilizationWindowSeconds: number } };
  };
}
