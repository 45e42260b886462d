import { type CfnTag, CfnOutput } from 'aws-cdk-lib';
import type { IKeyRef } from 'aws-cdk-lib/aws-kms';
import { ImagePipeline, ParentImage } from 'cdk-ultraserver';
import type { Construct } from 'constructs';

import type { BuiltImageModel, ImageBuilderModel, ParentImageModel } from '../config/image-builder-model';
import { BaseStack, type BaseStackProps } from './base-stack';
import type { NetworkStack } from './network-stack';

/** The slice of a cluster that builds images. */
export interface ImagesStackProps extends BaseStackProps {
  readonly imageBuilder: ImageBuilderModel;

  /** Where builders run. */
  readonly network: NetworkStack;

  /** Encrypts images and logs. */
  readonly encryptionKey: IKeyRef;

  /** Days that logs are kept. */
  readonly logRetentionDays: number;

  /** Of builders and images. */
  readonly imageTags: CfnTag[];
}

/** Pipelines that build images. No other stack refers to it: members name images by their parameters. */
export class ImagesStack extends BaseStack {
  constructor(scope: Construct, id: string, props: ImagesStackProps) {
    super(scope, id, props);
    for (const image of props.imageBuilder.images) {
      this.definePipeline(image, props);
    }
  }

  private definePipeline(image: BuiltImageModel, props: ImagesStackProps): void {
    const { network } = props.network;
    const { zone } = props.imageBuilder;
    const place = network.controlSubnets.find((subnet) => subnet.zone === zone);
    if (!place) {
      throw new Error(`the network has no control subnet in ${zone}; name another zone under imageBuilder`);
    }
    const { pipelineArn, parameterName, imageFacts } = new ImagePipeline(this, image.name, {
      engine: image.engine,
      instanceTypes: [...image.instanceTypes],
      parent: parentImage(image.parent),
      software: image.software,
      efaInstallerSha256: image.efaInstallerSha256,
      version: image.version,
      parameterName: image.parameterName,
      rootVolumeGiB: image.rootVolumeGiB,
      vpc: network.vpc,
      subnet: place.subnet,
      builderTypes: [...image.builderTypes],
      schedule: image.schedule,
      encryptionKey: props.encryptionKey,
      logRetentionDays: props.logRetentionDays,
      tags: props.imageTags,
    });
    new CfnOutput(this, `${image.name}Pipeline`, {
      description: 'For aws imagebuilder start-image-pipeline-execution --image-pipeline-arn',
      value: pipelineArn,
    });
    const facts = Object.entries(imageFacts).map(([key, value]) => `${key}: ${value}`);
    new CfnOutput(this, `${image.name}Image`, {
      description: 'For the cluster file, once it is built',
      value: `image: { ssm: ${parameterName}, ${facts.join(', ')} }`,
    });
  }
}

function parentImage({ reference, ...facts }: ParentImageModel): ParentImage {
  return reference.kind === 'id'
    ? ParentImage.fromId(reference.id, facts)
    : ParentImage.fromSsm(reference.parameter, facts);
}
