import type { CfnTag } from 'aws-cdk-lib';
import type { ISubnetRef, IVPCRef } from 'aws-cdk-lib/aws-ec2';
import type { IKeyRef } from 'aws-cdk-lib/aws-kms';

import type { AcceleratedInstanceType } from '../hardware/instance-type';
import type { ImageEngine } from '../rules/image-build-parent';
import type { ImageSoftwareOptions } from '../rules/image-build-software';
import type { ParentImage } from './parent-image';

export interface ImagePipelineProps {
  /** What runs the work on nodes of the image. */
  readonly engine: ImageEngine;

  /** The types that are to run the image: their architecture, and the oldest software that they work with. */
  readonly instanceTypes: AcceleratedInstanceType[];

  /** @default - the image that fits the engine's nodes of the first type, `ParentImage.known` */
  readonly parent?: ParentImage;

  /** Versions that differ from the default ones. @default - `DEFAULT_IMAGE_SOFTWARE`, and the parent's driver */
  readonly software?: ImageSoftwareOptions;

  /**
   * SHA-256 of the EFA installer's archive, in hexadecimal, beside its signature.
   *
   * @default - the signature alone is checked, with the fingerprint of AWS's key
   * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/efa-verify.html
   */
  readonly efaInstallerSha256?: string;

  /**
   * Version of the recipe. A new one gives the image a new parameter, so that nodes change when you say so.
   *
   * @default '1.0.0'
   */
  readonly version?: string;

  /**
   * Name of the SSM parameter that takes the id of the image, below `/imagebuilder/`. Image Builder makes it at the end of
   * the first build; it is no resource of the stack.
   *
   * @default - of the construct's path and `version`
   */
  readonly parameterName?: string;

  /**
   * Size of the image's root volume in GiB, no smaller than the parent's. Nodes must have as much.
   *
   * @default 100
   */
  readonly rootVolumeGiB?: number;

  /** The VPC of the subnet. */
  readonly vpc: IVPCRef;

  /** Where builders run: private, in an Availability Zone, with a way to the internet. */
  readonly subnet: ISubnetRef;

  /**
   * Instance types that build, of the image's architecture. They need no GPU.
   *
   * @default - `DEFAULT_IMAGE_BUILDERS` of the architecture
   */
  readonly builderTypes?: string[];

  /**
   * When the pipeline starts by itself, in UTC: `cron(0 6 ? * mon *)`. It then builds only where the parent has changed.
   *
   * @default - it starts when somebody starts it
   */
  readonly schedule?: string;

  /**
   * Encrypts the image and the logs. Its policy must admit EBS's users in the account, and CloudWatch Logs.
   *
   * @default - the account's key for EBS; CloudWatch's own key
   */
  readonly encryptionKey?: IKeyRef;

  /**
   * Days that logs are kept; one of `LOG_RETENTION_DAYS`.
   *
   * @default 365
   */
  readonly logRetentionDays?: number;

  /** Tags of builders and of the image, beside those of the stack. @default - none */
  readonly tags?: CfnTag[];
}
