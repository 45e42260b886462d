/** What every object of Kubernetes has. The renderers return plain, frozen data that any writer of YAML or JSON takes. */
export interface KubernetesObject {
  /** Group and version: `apps/v1`. */
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
}

/** Name and labels of an object. */
export interface ObjectMeta {
  readonly name: string;

  /** @default - the kind has none */
  readonly namespace?: string;

  /** @default - none */
  readonly labels?: Record<string, string>;

  /** @default - none */
  readonly annotations?: Record<string, string>;
}

/** Keeps pods off a node that do not tolerate it. */
export interface Taint {
  readonly key: string;
  readonly value: string;
  readonly effect: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
}

/** Lets a pod onto a node that has the taint. */
export interface Toleration {
  readonly key: string;
  readonly operator: 'Equal' | 'Exists';

  /** @default - any, with `Exists` */
  readonly value?: string;
  readonly effect: Taint['effect'];
}

/** The part of a core `ConfigMap` that the renderers use. */
export interface ConfigMap extends KubernetesObject {
  readonly data: Record<string, string>;
}

/** The part of a core `Service` that the renderers use. */
export interface Service extends KubernetesObject {
  readonly spec: {
    readonly selector: Record<string, string>;
    readonly ports: { readonly name: string; readonly port: number; readonly targetPort: string }[];
  };
}
