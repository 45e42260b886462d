import type { KubernetesObject, Taint } from './kubernetes-objects';

/** What an instance must be. */
export interface KarpenterRequirement {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist' | 'Gt' | 'Lt';

  /** @default - the operator takes none */
  readonly values?: string[];
}

/**
 * Nodes that Karpenter starts and ends.
 *
 * @see https://github.com/aws/karpenter-provider-aws/blob/main/pkg/apis/crds/karpenter.sh_nodepools.yaml
 */
export interface KarpenterNodePool extends KubernetesObject {
  readonly spec: {
    readonly template: {
      readonly metadata: { readonly labels: Record<string, string> };
      readonly spec: {
        readonly nodeClassRef: { readonly group: string; readonly kind: string; readonly name: string };
        readonly requirements: KarpenterRequirement[];
        readonly taints: Taint[];
        readonly expireAfter: string;
      };
    };
    readonly disruption: {
      readonly consolidationPolicy: 'WhenEmpty' | 'WhenEmptyOrUnderutilized';
      readonly consolidateAfter: string;
      readonly budgets: { readonly nodes: string }[];
    };
    readonly limits: Record<string, string>;
  };
}

/**
 * How Karpenter starts instances.
 *
 * @see https://github.com/aws/karpenter-provider-aws/blob/main/pkg/apis/crds/karpenter.k8s.aws_ec2nodeclasses.yaml
 */
export interface Ec2NodeClass extends KubernetesObject {
  readonly spec: {
    readonly amiSelectorTerms: { readonly alias: string }[];
    readonly subnetSelectorTerms: { readonly id: string }[];
    readonly securityGroupSelectorTerms: { readonly id: string }[];
    readonly instanceProfile: string;
    readonly blockDeviceMappings: {
      readonly deviceName: string;
      readonly rootVolume: boolean;
      readonly ebs: {
        readonly volumeType: 'gp3';
        readonly volumeSize: string;
        readonly encrypted: boolean;
        readonly deleteOnTermination: boolean;

        /** @default - the account's key for EBS */
        readonly kmsKeyID?: string;
      };
    }[];
    readonly metadataOptions: {
      readonly httpEndpoint: 'enabled';
      readonly httpTokens: 'required';
      readonly httpPutResponseHopLimit: number;
    };

    /** @default - Karpenter's own */
    readonly tags?: Record<string, string>;
  };
}
