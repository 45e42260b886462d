import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

interface Validator {
  (data: unknown): boolean;
  readonly errors?: readonly { readonly instancePath: string; readonly message?: string }[] | null;
}

/** Where the package keeps what its classes validate with: templates of pods and jobs have no class. */
const SCHEMAS = {
  ConfigMap: 'CoreV1ConfigMap',
  PersistentVolume: 'CoreV1PersistentVolume',
  PersistentVolumeClaim: 'CoreV1PersistentVolumeClaim',
  Service: 'CoreV1Service',
  PodTemplateSpec: 'CoreV1PodTemplateSpec',
  JobTemplateSpec: 'BatchV1JobTemplateSpec',
  HorizontalPodAutoscaler: 'AutoscalingV2HorizontalPodAutoscaler',
  ValidatingAdmissionPolicy: 'AdmissionregistrationV1ValidatingAdmissionPolicy',
  ValidatingAdmissionPolicyBinding: 'AdmissionregistrationV1ValidatingAdmissionPolicyBinding',
};

/** A core kind, or a core part of a custom resource. */
export type CoreKind = keyof typeof SCHEMAS;

export function isCoreKind(kind: string): kind is CoreKind {
  return Object.hasOwn(SCHEMAS, kind);
}

function validator(kind: CoreKind): Validator {
  // By its path: the package exports classes alone.
  const folder = join(dirname(require.resolve('kubernetes-models')), '_schemas');
  const loaded: { validate: Validator } = createRequire(__filename)(join(folder, `IoK8sApi${SCHEMAS[kind]}.js`));
  return loaded.validate;
}

/**
 * What Kubernetes' own schema says against an object of a core kind: fields of a wrong type, and fields that it does not
 * know. The schemas of the package let unknown fields pass, as those of Kubernetes do. So the object is watched while it
 * is validated: a field that nothing looks at is one that the schema does not have.
 */
export function coreProblems(kind: CoreKind, object: object): string[] {
  const validate = validator(kind);
  const watched = watch(object, '');
  const wrong = validate(watched.proxy)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  return [...wrong, ...watched.unread().map((path) => `${path} is not in the schema`)];
}

interface Watched {
  readonly proxy: object;
  readonly unread: () => string[];
}

function watch(target: object, path: string): Watched {
  const read = new Set<string>();
  const children = new Map<string, Watched>();
  for (const [key, value] of Object.entries(target)) {
    if (typeof value === 'object' && value !== null) {
      children.set(key, watch(value, `${path}/${key}`));
    }
  }
  // A copy, as a proxy of a frozen object must give what the object itself holds.
  const proxy = new Proxy(Array.isArray(target) ? [...target] : { ...target }, {
    get(copy, key): unknown {
      read.add(String(key));
      return children.get(String(key))?.proxy ?? Reflect.get(copy, key);
    },
    // Whoever lists the keys takes any of them: labels, limits.
    ownKeys(copy): (string | symbol)[] {
      Object.keys(copy).forEach((key) => read.add(key));
      return Reflect.ownKeys(copy);
    },
  });
  return {
    proxy,
    unread: () =>
      Object.keys(target).flatMap((key) => (read.has(key) ? (children.get(key)?.unread() ?? []) : [`${path}/${key}`])),
  };
}
