import { isCelError, run, type CelInput, type CelValue } from '@bufbuild/cel';

import { gpuAdmission } from '../../../../../constructs/engines/eks/manifests';

/** A pod, as far as the policy looks at it. */
export interface AdmittedPod {
  readonly metadata?: { readonly ownerReferences?: object[] };
  readonly spec: {
    readonly containers: object[];
    readonly initContainers?: object[];
    readonly nodeName?: string;
    readonly nodeSelector?: Record<string, string>;
    readonly tolerations?: AdmittedToleration[];
    readonly affinity?: object;
  };
}

export interface AdmittedToleration {
  readonly key?: string;
  readonly operator?: string;
  readonly value?: string;
  readonly effect?: string;
}

/** A request to the API server. */
export interface AdmissionRequest {
  readonly object: AdmittedPod;

  /** @default - the pod is created */
  readonly oldObject?: AdmittedPod;

  /** @default research */
  readonly namespace?: string;

  /** @default - a user's */
  readonly groups?: string[];
}

const [{ spec: POLICY }] = gpuAdmission(['kube-system', 'nvidia-device-plugin']);

/**
 * What the policy says against a request, evaluated as the API server does: nothing where a match condition does not hold,
 * else the messages of the expressions that do not. An expression that cannot be evaluated throws.
 */
export function refusals({ object, oldObject, namespace = 'research', groups }: AdmissionRequest): string[] {
  const bindings: Record<string, CelInput> = {
    // The API server fills `metadata` in before it asks.
    object: asJson({ metadata: {}, ...object }),
    oldObject: oldObject ? asJson(oldObject) : null,
    request: {
      operation: oldObject ? 'UPDATE' : 'CREATE',
      namespace,
      userInfo: { username: 'someone', ...(groups ? { groups } : {}) },
    },
  };
  if (!POLICY.matchConditions.every(({ expression }) => holds(expression, bindings))) {
    return [];
  }
  let variables: Record<string, CelInput> = {};
  for (const { name, expression } of POLICY.variables) {
    variables = { ...variables, [name]: evaluate(expression, { ...bindings, variables }) };
  }
  return POLICY.validations
    .filter(({ expression }) => !holds(expression, { ...bindings, variables }))
    .map(({ message }) => message);
}

function evaluate(expression: string, bindings: Record<string, CelInput>): CelValue {
  const value = run(expression, bindings);
  if (isCelError(value)) {
    throw new Error(`${expression}: ${value.message}`);
  }
  return value;
}

function holds(expression: string, bindings: Record<string, CelInput>): boolean {
  const value = evaluate(expression, bindings);
  if (typeof value !== 'boolean') {
    throw new TypeError(`${expression} gave no truth value`);
  }
  return value;
}

function asJson(value: object): Record<string, CelInput> {
  const copy: Record<string, CelInput> = JSON.parse(JSON.stringify(value));
  return copy;
}
