import { deepFreeze } from '../../../hardware/freeze';
import type { KubernetesObject } from './kubernetes-objects';
import {
  BLOCK_LABEL,
  CLIQUE_LABEL,
  GPU_PRESENT_LABEL,
  GPU_RESOURCE,
  GPU_TAINT,
  LABEL_PREFIX,
  MEMBER_LABEL,
} from './node-identity';

/** A named expression in CEL. */
export interface NamedExpression {
  readonly name: string;
  readonly expression: string;
}

/** An expression in CEL that must hold, and what the user is told where it does not. */
export interface AdmissionValidation {
  readonly expression: string;
  readonly message: string;
  readonly reason: 'Forbidden';
}

/**
 * Expressions that the API server evaluates for each pod.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/
 */
export interface ValidatingAdmissionPolicy extends KubernetesObject {
  readonly spec: {
    readonly failurePolicy: 'Fail' | 'Ignore';
    readonly matchConstraints: {
      readonly resourceRules: {
        readonly apiGroups: string[];
        readonly apiVersions: string[];
        readonly operations: ('CREATE' | 'UPDATE')[];
        readonly resources: string[];
      }[];
    };
    readonly matchConditions: NamedExpression[];
    readonly variables: NamedExpression[];
    readonly validations: AdmissionValidation[];
  };
}

/** Puts a policy into force. */
export interface ValidatingAdmissionPolicyBinding extends KubernetesObject {
  readonly spec: { readonly policyName: string; readonly validationActions: ('Deny' | 'Audit' | 'Warn')[] };
}

const API_VERSION = 'admissionregistration.k8s.io/v1';
const NAME = `gpu-nodes.${LABEL_PREFIX}`;

/** Labels that GPU nodes alone have. */
const GPU_NODE_LABELS = [MEMBER_LABEL, BLOCK_LABEL, GPU_PRESENT_LABEL, CLIQUE_LABEL];

/**
 * Keeps pods without a GPU off the GPU nodes, so that no stray pod can hold a rack: such a pod may not tolerate the
 * nodes' taint, name its node past the scheduler, or choose nodes by labels that GPU nodes alone have. Pods of daemon sets in
 * the given namespaces may, and so may those that a kubelet reports of itself.
 *
 * What is there already can be changed and deleted: an update is refused where it adds the toleration.
 *
 * @param systemNamespaces namespaces whose daemon sets run on GPU nodes: those of the cluster's add-ons and device plugins
 */
export function gpuAdmission(
  systemNamespaces: string[],
): [ValidatingAdmissionPolicy, ValidatingAdmissionPolicyBinding] {
  return deepFreeze([policy(systemNamespaces), binding()]);
}

function policy(systemNamespaces: string[]): ValidatingAdmissionPolicy {
  return {
    apiVersion: API_VERSION,
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name: NAME },
    spec: {
      failurePolicy: 'Fail',
      matchConstraints: {
        resourceRules: [
          { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'], resources: ['pods'] },
        ],
      },
      matchConditions: [
        { name: 'no-daemon-of-the-system', expression: `!(${daemonOf(systemNamespaces)})` },
        {
          name: 'no-kubelet',
          expression: "!(has(request.userInfo.groups) && 'system:nodes' in request.userInfo.groups)",
        },
      ],
      variables: [
        {
          name: 'containers',
          expression: 'object.spec.containers + (has(object.spec.initContainers) ? object.spec.initContainers : [])',
        },
        { name: 'hasGpu', expression: `variables.containers.exists(c, ${claimsGpu('c')})` },
        { name: 'tolerates', expression: tolerates('object') },
        { name: 'toleratedBefore', expression: `request.operation == 'UPDATE' && ${tolerates('oldObject')}` },
      ],
      validations: [
        {
          expression: 'variables.hasGpu || !variables.tolerates || variables.toleratedBefore',
          message: `a pod that asks for no ${GPU_RESOURCE} cannot tolerate the taint ${GPU_TAINT.key}=${GPU_TAINT.value} of GPU nodes; leave that toleration out, or ask for the GPUs that the pod is to have`,
          reason: 'Forbidden',
        },
        {
          expression: `variables.hasGpu || request.operation != 'CREATE' || !(${namesNode()})`,
          message: `a pod that asks for no ${GPU_RESOURCE} cannot name its node, which would pass by the taint of GPU nodes; leave spec.nodeName out, or choose nodes by label`,
          reason: 'Forbidden',
        },
        {
          expression: `variables.hasGpu || request.operation != 'CREATE' || !(${choosesGpuNodes()})`,
          message: `a pod that asks for no ${GPU_RESOURCE} cannot choose nodes by a label that GPU nodes alone have; it would wait without end`,
          reason: 'Forbidden',
        },
      ],
    },
  };
}

function binding(): ValidatingAdmissionPolicyBinding {
  return {
    apiVersion: API_VERSION,
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { name: NAME },
    spec: { policyName: NAME, validationActions: ['Deny', 'Audit'] },
  };
}

function daemonOf(namespaces: string[]): string {
  return (
    `request.namespace in ${list(namespaces)} && has(object.metadata.ownerReferences) && ` +
    "object.metadata.ownerReferences.exists(o, o.apiVersion == 'apps/v1' && o.kind == 'DaemonSet' && has(o.controller) && o.controller)"
  );
}

/** A limit is what the device plugin goes by; the API server has requests of devices agree with it. */
function claimsGpu(container: string): string {
  const limits = `${container}.resources.limits`;
  return (
    `has(${container}.resources) && has(${limits}) && '${GPU_RESOURCE}' in ${limits} && ` +
    `string(${limits}['${GPU_RESOURCE}']) != '0'`
  );
}

/** Whether a toleration is for the taint, as the scheduler decides: a field that is left out stands for all. */
function tolerates(pod: string): string {
  const tolerations = `${pod}.spec.tolerations`;
  const key = `(!has(t.key) || t.key in ['', '${GPU_TAINT.key}'])`;
  const effect = `(!has(t.effect) || t.effect in ['', '${GPU_TAINT.effect}'])`;
  const value = `((has(t.operator) && t.operator == 'Exists') || (has(t.value) && t.value == '${GPU_TAINT.value}'))`;
  return `(has(${tolerations}) && ${tolerations}.exists(t, ${key} && ${effect} && ${value}))`;
}

function namesNode(): string {
  return "has(object.spec.nodeName) && object.spec.nodeName != ''";
}

function choosesGpuNodes(): string {
  const labels = list(GPU_NODE_LABELS);
  const selector = `(has(object.spec.nodeSelector) && object.spec.nodeSelector.exists(k, k in ${labels}))`;
  const node = 'object.spec.affinity.nodeAffinity';
  const required = `${node}.requiredDuringSchedulingIgnoredDuringExecution`;
  const affinity =
    `(has(object.spec.affinity) && has(${node}) && has(${required}) && ` +
    `${required}.nodeSelectorTerms.exists(t, has(t.matchExpressions) && ` +
    `t.matchExpressions.exists(e, e.key in ${labels} && e.operator in ['In', 'Exists', 'Gt', 'Lt'])))`;
  return `${selector} || ${affinity}`;
}

/** A list of texts in CEL. JSON's escapes are CEL's. */
function list(texts: string[]): string {
  return `[${texts.map((text) => JSON.stringify(text)).join(', ')}]`;
}
