import type { Toleration } from './kubernetes-objects';

/** The part of a `PodTemplateSpec` that the renderers use. */
export interface PodTemplate {
  readonly metadata: { readonly annotations: Record<string, string> };
  readonly spec: PodSpec;
}

/**
 * The part of a `PodSpec` that the renderers use.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#PodSpec
 */
export interface PodSpec {
  readonly automountServiceAccountToken: boolean;

  /** @default - Always, as Kubernetes has it */
  readonly restartPolicy?: 'Never' | 'OnFailure' | 'Always';

  readonly tolerations: Toleration[];
  readonly containers: Container[];
  readonly volumes: Volume[];

  /** @default - none */
  readonly resourceClaims?: PodResourceClaim[];
}

/** A device that is allocated to the pod by a claim, from a template in the pod's namespace. */
export interface PodResourceClaim {
  readonly name: string;
  readonly resourceClaimTemplateName: string;
}

/** One container. */
export interface Container {
  readonly name: string;
  readonly image: string;
  readonly command: string[];
  readonly env: EnvVar[];
  readonly resources: ContainerResources;
  readonly securityContext: { readonly capabilities: { readonly add: string[] } };
  readonly volumeMounts: VolumeMount[];

  /** @default - none */
  readonly ports?: { readonly name: string; readonly containerPort: number }[];

  /** @default - none: ready when it runs */
  readonly readinessProbe?: {
    readonly httpGet: { readonly path: string; readonly port: string };
    readonly periodSeconds: number;
  };
}

/** A variable, with a value or from a field of the pod. */
export interface EnvVar {
  readonly name: string;

  /** @default - `valueFrom` */
  readonly value?: string;

  /** @default - `value` */
  readonly valueFrom?: { readonly fieldRef: { readonly fieldPath: string } };
}

/** Quantities by resource, and claims by the name that the pod gives them. */
export interface ContainerResources {
  readonly requests: Record<string, string>;
  readonly limits: Record<string, string>;

  /** @default - none */
  readonly claims?: { readonly name: string }[];
}

/** A volume: memory, a config map, or a claim for storage. */
export interface Volume {
  readonly name: string;
  readonly emptyDir?: { readonly medium: 'Memory'; readonly sizeLimit: string };
  readonly configMap?: { readonly name: string };
  readonly persistentVolumeClaim?: { readonly claimName: string };
}

/** Where a volume lies in a container. */
export interface VolumeMount {
  readonly name: string;
  readonly mountPath: string;

  /** @default false */
  readonly readOnly?: boolean;
}
