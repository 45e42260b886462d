import { KubectlV34Layer } from '@aws-cdk/lambda-layer-kubectl-v34';
import { KubectlV36Layer } from '@aws-cdk/lambda-layer-kubectl-v36';
import type { ILayerVersion } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

import { kubectlFor, type KubectlVersion } from '../config/kubectl';

const LAYERS: Readonly<Record<KubectlVersion, new (scope: Construct, id: string) => ILayerVersion>> = {
  '1.34': KubectlV34Layer,
  '1.36': KubectlV36Layer,
};

/** Defines the layer with kubectl and helm that serves a Kubernetes version. */
export function defineKubectl(scope: Construct, kubernetes: string): { layer: ILayerVersion; version: string } {
  const version = kubectlFor(kubernetes);
  if (version === undefined) {
    throw new Error(`no kubectl here serves Kubernetes ${kubernetes}`);
  }
  return { layer: new LAYERS[version](scope, 'KubectlLayer'), version };
}
