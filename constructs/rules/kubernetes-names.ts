import type { Problem } from '../hardware/problem';

const DNS_LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const LABEL_VALUE = /^[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/;

/**
 * What is wrong with a name that becomes the name of an object of Kubernetes, and part of host names.
 *
 * @param what what it names, for the message: `a pool`
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names
 */
export function checkObjectName(what: string, name: string): Problem[] {
  if (DNS_LABEL.test(name)) {
    return [];
  }
  return [
    {
      id: 'kubernetes-name',
      message:
        `the name of ${what} becomes the name of an object of Kubernetes and must be made of at most 63 lower case letters, ` +
        `digits and '-', with a letter or digit at both ends, got ${JSON.stringify(name)}`,
      path: ['name'],
    },
  ];
}

/**
 * What is wrong with a name that becomes the value of a label of nodes.
 *
 * @param what what it names, for the message: `an UltraServer`
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
 */
export function checkLabelValue(what: string, value: string): Problem[] {
  if (LABEL_VALUE.test(value)) {
    return [];
  }
  return [
    {
      id: 'kubernetes-label',
      message:
        `the name of ${what} becomes the value of a label of its nodes and must be made of at most 63 letters, digits, '-', ` +
        `'_' and '.', with a letter or digit at both ends, got ${JSON.stringify(value)}`,
      path: ['name'],
    },
  ];
}

/**
 * What is wrong with a namespace for people's work.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/
 */
export function checkNamespace(name: string): Problem[] {
  return name.startsWith('kube-')
    ? [
        {
          id: 'kubernetes-namespace',
          message: `namespace '${name}' begins with 'kube-', which Kubernetes keeps for its own; name another for your work`,
          path: [],
        },
      ]
    : [];
}
