import { Fn, type CfnTag } from 'aws-cdk-lib';
import type { CfnLaunchTemplate } from 'aws-cdk-lib/aws-ec2';
import type { IKeyRef } from 'aws-cdk-lib/aws-kms';

import type { CapacityBinding } from '../capacity/capacity-binding';
import type { InterfaceLayout } from '../hardware/interface-layout';
import type { InterfaceType } from '../hardware/interface-placement';
import type { ImageBinding } from './image';
import type { RootVolumeOptions } from './root-volume';

/** Size of a root volume unless the user says otherwise: room for the system, the containers and some logs. */
export const DEFAULT_ROOT_VOLUME_GIB = 200;

/** What a launch template is rendered from. */
export interface LaunchTemplateParts {
  readonly instanceType: string;
  readonly image: ImageBinding;
  readonly layout: InterfaceLayout;
  readonly capacity: CapacityBinding;

  /** @default - what holds the nodes names it */
  readonly instanceProfileArn?: string;
  readonly rootVolume: RootVolumeOptions;

  /** @default - the account's default key for EBS */
  readonly encryptionKey?: IKeyRef;

  /** The MIME document, not yet in base64. */
  readonly userData: string;

  /** Tags of instances, volumes and interfaces, by key. */
  readonly tags: CfnTag[];

  /** Security group ids of an interface of each kind. */
  readonly securityGroupIds: (type: InterfaceType) => string[];
}

/**
 * Renders `LaunchTemplateData`.
 *
 * Nothing here names a subnet: the group does. And nothing says `AssociatePublicIpAddress`, not even `false`: EC2 refuses
 * the property where there is more than one interface, and gives no public address to such an instance.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html
 */
export function renderLaunchTemplateData(parts: LaunchTemplateParts): CfnLaunchTemplate.LaunchTemplateDataProperty {
  return {
    instanceType: parts.instanceType,
    imageId: parts.image.imageId,
    iamInstanceProfile: parts.instanceProfileArn === undefined ? undefined : { arn: parts.instanceProfileArn },
    ...renderCapacity(parts.capacity),
    networkInterfaces: renderInterfaces(parts.layout, parts.securityGroupIds),
    blockDeviceMappings: [renderRootDevice(parts)],
    metadataOptions: { httpEndpoint: 'enabled', httpTokens: 'required', httpPutResponseHopLimit: 1 },
    monitoring: { enabled: true },
    userData: Fn.base64(parts.userData),
    tagSpecifications: ['instance', 'volume', 'network-interface'].map((resourceType) => ({
      resourceType,
      tags: parts.tags,
    })),
  };
}

/** The part of a launch template that decides where the instances come from. */
export function renderCapacity(
  capacity: CapacityBinding,
): Pick<CfnLaunchTemplate.LaunchTemplateDataProperty, 'instanceMarketOptions' | 'capacityReservationSpecification'> {
  const { marketType, reservationId, reservationGroupArn, preference } = capacity;
  const targeted = reservationId !== undefined || reservationGroupArn !== undefined;
  return {
    instanceMarketOptions: marketType === undefined ? undefined : { marketType },
    capacityReservationSpecification: targeted
      ? {
          capacityReservationPreference: preference,
          capacityReservationTarget: {
            capacityReservationId: reservationId,
            capacityReservationResourceGroupArn: reservationGroupArn,
          },
        }
      : undefined,
  };
}

/** The interfaces of a layout, each with its security groups: a launch template with interfaces takes them nowhere else. */
export function renderInterfaces(
  layout: InterfaceLayout,
  securityGroupIds: (type: InterfaceType) => string[],
): CfnLaunchTemplate.NetworkInterfaceProperty[] {
  return layout.interfaces.map(({ networkCardIndex, deviceIndex, interfaceType }) => ({
    networkCardIndex,
    deviceIndex,
    interfaceType,
    groups: securityGroupIds(interfaceType),
    deleteOnTermination: true,
  }));
}

function renderRootDevice({
  image,
  rootVolume,
  encryptionKey,
}: LaunchTemplateParts): CfnLaunchTemplate.BlockDeviceMappingProperty {
  const { sizeGiB = DEFAULT_ROOT_VOLUME_GIB, type = 'gp3', iops } = rootVolume;
  return {
    deviceName: image.rootDevice,
    ebs: {
      volumeSize: sizeGiB,
      volumeType: type,
      iops,
      encrypted: true,
      kmsKeyId: encryptionKey?.keyRef.keyArn,
      deleteOnTermination: true,
    },
  };
}
