import type { AcceleratedInstanceType } from 'cdk-ultraserver/hardware';
import type { ImageEngine, ImageOs, ImageSoftware } from 'cdk-ultraserver/rules';

import type { ImageModel } from './model';

/** Pipelines that build images. */
export interface ImageBuilderModel {
  /** A control zone. */
  readonly zone: string;
  readonly images: readonly BuiltImageModel[];
}

/** An image that a pipeline builds. */
export interface BuiltImageModel {
  readonly name: string;
  readonly engine: ImageEngine;
  /** Of the pools that are to run it. */
  readonly instanceTypes: readonly AcceleratedInstanceType[];
  readonly version: string;
  /** SSM parameter that takes its id. */
  readonly parameterName: string;
  readonly parent: ParentImageModel;
  readonly software: ImageSoftware;
  readonly efaInstallerSha256: string | undefined;
  readonly rootVolumeGiB: number;
  readonly builderTypes: readonly string[];
  /** undefined: it is built when somebody starts it. */
  readonly schedule: string | undefined;
}

/** An AMI that another one is built on. */
export interface ParentImageModel {
  readonly reference: ImageModel['reference'];
  readonly architecture: 'arm64' | 'x86_64';
  readonly os: ImageOs;
  readonly rootDevice: string;
  /** undefined: the build installs one. */
  readonly driver: string | undefined;
}
