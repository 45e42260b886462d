import { RemovalPolicy, Token, type CfnTag } from 'aws-cdk-lib';
import type { ISecurityGroupRef, IVPCRef } from 'aws-cdk-lib/aws-ec2';
import type { IKeyRef } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

import type { Problem } from '../hardware/problem';
import type { ZoneSubnet } from '../network/zone-subnet';
import { refuse } from '../private/errors';
import { checkHomeZone, homeTargetZone } from '../rules/storage-home-zone';
import { checkStorageZone } from '../rules/storage-zone';
import { checkZoneId } from '../rules/zones';
import type { HomeBinding, HomeDirectory } from './home-directory';
import type { Mount, MountOptions } from './mount';
import { StorageSecurityGroup } from './storage-security-group';

/** Properties of a file system for home directories. */
export interface HomeFileSystemProps {
  readonly vpc: IVPCRef;

  /**
   * Where nodes reach it: a network's `controlSubnets`, one a zone. EFS has a mount target in each, OpenZFS stands in the
   * first.
   */
  readonly subnets: ZoneSubnet[];

  /** What it lies on: `HomeDirectory.efs()`. */
  readonly directory: HomeDirectory;

  /** Groups of those who mount it. They get the rules that they need. */
  readonly clients: ISecurityGroupRef[];

  /**
   * Whether your account has shown that the Local Zones among `subnets` have the service.
   *
   * @default false
   */
  readonly offeredInLocalZone?: boolean;

  /** @default - the account's key for EFS or FSx */
  readonly encryptionKey?: IKeyRef;

  /**
   * What becomes of it when its stack, or its definition, goes.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;

  /** @default - none */
  readonly tags?: CfnTag[];
}

/**
 * A file system for home directories, encrypted, and kept when its stack is deleted.
 *
 * Defines the file system, its security group with the rules of both sides, and with EFS a mount target in each subnet.
 *
 * @throws InvalidPropsError where it cannot be made
 */
export class HomeFileSystem extends Construct {
  readonly fileSystemId: string;
  readonly dnsName: string;
  readonly securityGroup: ISecurityGroupRef;

  /** Addresses of EFS's mount targets, by the ids of their zones; none with OpenZFS. */
  readonly targetAddresses: Record<string, string>;

  private readonly binding: HomeBinding;

  constructor(scope: Construct, id: string, props: HomeFileSystemProps) {
    super(scope, id);
    const { directory, subnets, removalPolicy = RemovalPolicy.RETAIN } = props;
    refuse([...checkSubnets(props), ...directory.check()], this);
    const access = new StorageSecurityGroup(this, 'SecurityGroup', {
      vpc: props.vpc,
      service: directory.service,
      ports: directory.ports,
      clients: props.clients,
      mutual: false,
      removalPolicy: directory.holdsSecurityGroup ? removalPolicy : undefined,
    });
    this.securityGroup = access.securityGroup;
    this.binding = directory.bind(this, {
      subnets,
      securityGroup: access.securityGroup,
      rules: access.rules,
      encryptionKey: props.encryptionKey,
      removalPolicy,
      tags: props.tags,
    });
    this.fileSystemId = this.binding.fileSystemId;
    this.dnsName = this.binding.dnsName;
    this.targetAddresses = { ...this.binding.targets };
  }

  /**
   * The file system as nodes of a zone mount it.
   *
   * @param path where it appears: `/home`
   * @param zone id of the nodes' zone: they reach EFS in it, or in the parent of a Local Zone
   * @throws InvalidPropsError where it is reached in neither
   */
  mount(path: string, zone: string, options: MountOptions = {}): Mount {
    const { kind, fileSystemId, dnsName, exportName, options: own, targets } = this.binding;
    const zones = Object.keys(targets ?? {});
    refuse(targets ? checkHomeZone(zone, zones) : [], this);
    const target = homeTargetZone(zone, zones);
    return {
      kind,
      fileSystemId,
      dnsName,
      exportName,
      path,
      options: [
        ...own,
        ...(targets && target !== undefined ? [`mounttargetip=${targets[target]}`] : []),
        ...(options.options ?? []),
      ],
    };
  }
}

function checkSubnets({ subnets, directory, offeredInLocalZone = false }: HomeFileSystemProps): Problem[] {
  if (subnets.length === 0) {
    return [
      {
        id: 'home-subnets',
        message: `${directory.service} is given no subnet; give the subnets of the control zones`,
        path: ['subnets'],
      },
    ];
  }
  const zones = subnets.map(({ zone }) => zone);
  const twice = zones.find((zone, index) => zones.indexOf(zone) < index);
  return [
    ...subnets
      .filter(({ zone }) => !Token.isUnresolved(zone))
      .flatMap(({ zone }, index) => [
        ...checkZoneId(zone).map((problem) => ({ ...problem, path: ['subnets', index, 'zone'] })),
        ...checkStorageZone({ service: directory.service, zone, offeredInLocalZone }),
      ]),
    ...(twice === undefined
      ? []
      : [
          {
            id: 'home-subnets',
            message: `two subnets are in ${twice}, and a file system is reached once a zone; give one of them`,
            path: ['subnets', zones.lastIndexOf(twice)],
          },
        ]),
  ];
}
