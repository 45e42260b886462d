import { DEFAULT_IMAGE_BUILDERS, IMAGE_PARAMETER_PREFIX, imageSoftware, knownParentImage } from 'cdk-ultraserver/rules';

import type { ClusterFacts } from './facts';
import type { BuiltImageModel, ImageBuilderModel, ParentImageModel } from './image-builder-model';
import { builderZone, IMAGE_DEFAULTS, planImages } from './image-plan';
import type { PlannedImage } from './image-plan';
import { required } from './required';
import type { ClusterFile } from './schema/cluster';

type Image = NonNullable<ClusterFile['imageBuilder']>['images'][number];

/** What a sound file has built. */
export function imageBuilderModel(cluster: ClusterFacts): ImageBuilderModel | undefined {
  const { name, imageBuilder } = cluster.draft as ClusterFile;
  return (
    imageBuilder && {
      zone: required(builderZone(cluster)),
      images: planImages(cluster).map((planned) => imageModel(name, planned)),
    }
  );
}

function imageModel(cluster: string, planned: PlannedImage): BuiltImageModel {
  const draft = planned.draft as Image;
  const version = draft.version ?? IMAGE_DEFAULTS.version;
  const parent = parentModel(planned);
  return {
    name: draft.name,
    engine: planned.engine,
    instanceTypes: planned.types,
    version,
    parameterName: `${IMAGE_PARAMETER_PREFIX}${cluster}/${draft.name}/${version}`,
    parent,
    software: imageSoftware(draft.software ?? {}, parent.driver),
    efaInstallerSha256: draft.efaInstallerSha256,
    rootVolumeGiB: draft.rootVolumeGiB ?? IMAGE_DEFAULTS.rootVolumeGiB,
    builderTypes: [...(draft.builderTypes ?? DEFAULT_IMAGE_BUILDERS[parent.architecture])],
    schedule: draft.schedule,
  };
}

function parentModel({ draft, engine, types }: PlannedImage): ParentImageModel {
  const { parent } = draft as Image;
  if (!parent) {
    const { ssmParameter, driver, ...facts } = knownParentImage(engine, required(types[0]));
    return { reference: { kind: 'ssm', parameter: ssmParameter }, ...facts, driver };
  }
  const { id, ssm, architecture, os, rootDevice, driver } = parent;
  const reference =
    id === undefined ? ({ kind: 'ssm', parameter: required(ssm) } as const) : ({ kind: 'id', id } as const);
  return { reference, architecture, os, rootDevice, driver };
}
