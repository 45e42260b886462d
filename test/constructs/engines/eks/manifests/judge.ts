import { coreProblems, isCoreKind, type CoreKind } from './core-schema';
import { customProblems } from './custom-schemas';
import type { JobSet, KubernetesObject, LeaderWorkerSet } from '../../../../../constructs/engines/eks/manifests';

/** What the schemas say against an object: Kubernetes' own for core kinds and parts, the projects' for custom ones. */
export function judge(object: KubernetesObject): string[] {
  if (isCoreKind(object.kind)) {
    return coreProblems(object.kind, object);
  }
  return [
    ...customProblems(object.kind, object),
    ...corePartsOf(object).flatMap(([kind, part]) => coreProblems(kind, part)),
  ];
}

function corePartsOf(object: KubernetesObject): [CoreKind, object][] {
  if (isJobSet(object)) {
    return object.spec.replicatedJobs.map(({ template }) => ['JobTemplateSpec', template]);
  }
  if (isLeaderWorkerSet(object)) {
    const { leaderTemplate, workerTemplate } = object.spec.leaderWorkerTemplate;
    return [leaderTemplate, workerTemplate].flatMap((template): [CoreKind, object][] =>
      template ? [['PodTemplateSpec', template]] : [],
    );
  }
  return [];
}

export function isJobSet(object: KubernetesObject): object is JobSet {
  return object.kind === 'JobSet';
}

export function isLeaderWorkerSet(object: KubernetesObject): object is LeaderWorkerSet {
  return object.kind === 'LeaderWorkerSet';
}
