import { checkKubectlSkew } from 'cdk-ultraserver/rules';

/** Versions of kubectl that the app has a Lambda layer of, oldest first. */
export const KUBECTL_VERSIONS = ['1.34', '1.36'] as const;

/** A version of kubectl that the app has. */
export type KubectlVersion = (typeof KUBECTL_VERSIONS)[number];

/** The newest kubectl that serves a Kubernetes version; undefined where the app has none. */
export function kubectlFor(version: string): KubectlVersion | undefined {
  return KUBECTL_VERSIONS.findLast((kubectl) => checkKubectlSkew(version, kubectl).length === 0);
}
