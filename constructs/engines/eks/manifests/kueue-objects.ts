import type { KubernetesObject, Taint } from './kubernetes-objects';

/**
 * Levels of a topology, the widest first.
 *
 * @see https://kueue.sigs.k8s.io/docs/reference/kueue.v1beta2/
 */
export interface KueueTopology extends KubernetesObject {
  readonly spec: { readonly levels: { readonly nodeLabel: string }[] };
}

/** Nodes that are alike to Kueue. Nothing of it can be changed once it names a topology. */
export interface ResourceFlavor extends KubernetesObject {
  readonly spec: {
    readonly nodeLabels: Record<string, string>;
    readonly nodeTaints: Taint[];
    readonly topologyName: string;
  };
}

/** A quota of one resource in one flavor. */
export interface FlavorQuota {
  readonly name: string;
  readonly nominalQuota: string;
}

/** What a queue of the cluster may hand out, by flavor. */
export interface ClusterQueue extends KubernetesObject {
  readonly spec: {
    /** @default - the queue shares with no other */
    readonly cohortName?: string;
    readonly namespaceSelector: {
      readonly matchExpressions: { readonly key: string; readonly operator: 'In'; readonly values: string[] }[];
    };
    readonly preemption: {
      readonly reclaimWithinCohort: 'Never' | 'LowerPriority' | 'Any';
      readonly withinClusterQueue: 'Never' | 'LowerPriority' | 'LowerOrNewerEqualPriority';
    };
    readonly resourceGroups: {
      readonly coveredResources: string[];
      readonly flavors: { readonly name: string; readonly resources: FlavorQuota[] }[];
    }[];
  };
}

/** Where the work of a namespace enters a queue of the cluster. */
export interface LocalQueue extends KubernetesObject {
  readonly spec: { readonly clusterQueue: string };
}
