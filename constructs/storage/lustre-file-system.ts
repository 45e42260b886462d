import { RemovalPolicy, Token, type CfnTag } from 'aws-cdk-lib';
import type { ISecurityGroupRef, ISubnetRef, IVPCRef } from 'aws-cdk-lib/aws-ec2';
import { CfnFileSystem } from 'aws-cdk-lib/aws-fsx';
import type { IKeyRef } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

import type { Problem } from '../hardware/problem';
import { refuse } from '../private/errors';
import { checkDataRepositories, type DataRepositoryLink } from '../rules/lustre-data-repository';
import { checkLogRetention } from '../rules/log-retention';
import { checkStorageUpkeep, defaultLustreBackupDays } from '../rules/storage-backups';
import { checkStorageZone } from '../rules/storage-zone';
import { checkZoneId } from '../rules/zones';
import { defineDataRepository, defineRepositoryLog } from './lustre-data-repository';
import type { LustreStorage, LustreStorageBinding } from './lustre-storage';
import { LustreTransport } from './lustre-transport';
import { NETWORK_MOUNT_OPTIONS, type Mount, type MountOptions } from './mount';
import { StorageSecurityGroup, type StoragePort } from './storage-security-group';

/** Properties of a Lustre file system. */
export interface LustreFileSystemProps {
  readonly vpc: IVPCRef;

  /** The subnet in which it stands: of an Availability Zone, and with EFA of the nodes' own. */
  readonly subnet: ISubnetRef;

  /**
   * Id of the subnet's zone.
   *
   * @default - unknown, and what depends on it is not checked
   */
  readonly zone?: string;

  /**
   * Whether your account has shown that the Local Zone `zone` has FSx for Lustre.
   *
   * @default false
   */
  readonly offeredInLocalZone?: boolean;

  /** How it keeps its data, and how fast: `LustreStorage.ssd({ capacityGiB: 4800, throughputPerTiB: 500 })`. */
  readonly storage: LustreStorage;

  /** Groups of those who mount it: a fabric's `nodeSecurityGroup`. They get the rules that they need. */
  readonly clients: ISecurityGroupRef[];

  /**
   * How clients reach it.
   *
   * @default LustreTransport.tcp()
   */
  readonly transport?: LustreTransport;

  /**
   * Folders that are linked to S3; eight at most.
   *
   * @default - none
   */
  readonly dataRepositories?: DataRepositoryLink[];

  /**
   * Days that automatic backups are kept, 90 at most; 0 makes none. A file system that is linked to S3 has none.
   *
   * @default - 7 on SSD without links to S3, else 0
   */
  readonly backupDays?: number;

  /**
   * When FSx may work on it, `d:HH:MM` in UTC, from 1 for Monday to 7 for Sunday.
   *
   * @default - FSx chooses
   */
  readonly maintenance?: string;

  /**
   * Encrypts it, and the log of its links. Who deploys must be allowed to use the key through FSx.
   *
   * @default - the account's key for FSx
   */
  readonly encryptionKey?: IKeyRef;

  /**
   * Days that the log of its links to S3 is kept.
   *
   * @default 90
   */
  readonly logRetentionDays?: number;

  /**
   * What becomes of it when its stack, or its definition, goes.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;

  /** @default - none */
  readonly tags?: CfnTag[];
}

/** @see https://docs.aws.amazon.com/fsx/latest/LustreGuide/limit-access-security-groups.html */
const LUSTRE_PORTS: StoragePort[] = [
  { protocol: 'tcp', from: 988, to: 988 },
  { protocol: 'tcp', from: 1018, to: 1023 },
];
const DEFAULT_LOG_DAYS = 90;

/**
 * A file system of FSx for Lustre, deployment type PERSISTENT_2 with a metadata configuration.
 *
 * Defines the file system, its security group with the rules of both sides, its links to S3, and for these a log group. It
 * is kept when its stack is deleted: CloudFormation takes no snapshot of it.
 *
 * @throws InvalidPropsError where FSx would refuse it
 * @see https://docs.aws.amazon.com/fsx/latest/LustreGuide/using-fsx-lustre.html
 */
export class LustreFileSystem extends Construct {
  readonly fileSystem: CfnFileSystem;
  readonly fileSystemId: string;
  readonly dnsName: string;

  /** What clients mount: `fs-….fsx.us-east-1.amazonaws.com@tcp:/<mountName>`. */
  readonly mountName: string;
  readonly securityGroup: ISecurityGroupRef;

  private readonly transport: LustreTransport;

  constructor(scope: Construct, id: string, props: LustreFileSystemProps) {
    super(scope, id);
    const { storage, dataRepositories = [], removalPolicy = RemovalPolicy.RETAIN } = props;
    this.transport = props.transport ?? LustreTransport.tcp();
    const logDays = props.logRetentionDays ?? DEFAULT_LOG_DAYS;
    const backupDays = props.backupDays ?? defaultLustreBackupDays(storage.storageClass, dataRepositories.length);
    refuse(
      [
        ...checkPlace(props),
        ...storage.check(this.transport.efa),
        ...this.transport.check({ zone: props.zone }),
        ...checkStorageUpkeep({ backupDays, maintenance: props.maintenance }),
        ...checkDataRepositories(
          { storageClass: storage.storageClass, links: dataRepositories, backupDays },
          (text) => !Token.isUnresolved(text),
        ),
        ...checkLogRetention(logDays),
      ],
      this,
    );

    const access = new StorageSecurityGroup(this, 'SecurityGroup', {
      vpc: props.vpc,
      service: 'FSx for Lustre',
      ports: LUSTRE_PORTS,
      clients: props.clients,
      mutual: true,
      efaClients: this.transport.efaClients,
      removalPolicy,
    });
    this.securityGroup = access.securityGroup;
    const bound = storage.bind();
    this.fileSystem = new CfnFileSystem(this, 'Resource', {
      fileSystemType: 'LUSTRE',
      fileSystemTypeVersion: '2.15',
      storageType: bound.storageType,
      storageCapacity: bound.storageCapacity,
      subnetIds: [props.subnet.subnetRef.subnetId],
      securityGroupIds: [access.securityGroup.securityGroupRef.securityGroupId],
      kmsKeyId: props.encryptionKey?.keyRef.keyArn,
      lustreConfiguration: {
        deploymentType: 'PERSISTENT_2',
        ...renderStorage(bound),
        efaEnabled: this.transport.efa || undefined,
        automaticBackupRetentionDays: backupDays,
        copyTagsToBackups: backupDays > 0 || undefined,
        weeklyMaintenanceStartTime: props.maintenance,
        logConfiguration:
          dataRepositories.length > 0
            ? { level: 'WARN_ERROR', destination: defineRepositoryLog(this, logDays, props.encryptionKey) }
            : undefined,
      },
      tags: props.tags,
    });
    this.fileSystem.applyRemovalPolicy(removalPolicy);
    for (const rule of access.rules) {
      this.fileSystem.addResourceDependency(rule);
    }
    this.fileSystemId = this.fileSystem.ref;
    this.dnsName = this.fileSystem.attrDnsName;
    this.mountName = this.fileSystem.attrLustreMountName;

    for (const link of dataRepositories) {
      defineDataRepository(this, this.fileSystemId, link);
    }
  }

  /**
   * The file system as nodes mount it, over TCP.
   *
   * @param path where it appears: `/fsx`
   */
  mount(path: string, options: MountOptions = {}): Mount {
    return {
      kind: 'lustre',
      fileSystemId: this.fileSystemId,
      dnsName: this.dnsName,
      exportName: this.mountName,
      path,
      options: [...NETWORK_MOUNT_OPTIONS, 'flock', ...(options.options ?? [])],
    };
  }

  /**
   * The file system as nodes mount it over EFA. The image must have AWS's client with EFA, and
   * `configure-efa-fsx-lustre-client.service`.
   *
   * @param path where it appears: `/fsx`
   * @param efaInterfaces interfaces of a node that Lustre uses, as they were counted for `LustreTransport.efa`
   * @throws InvalidPropsError where the file system has no EFA
   * @see https://docs.aws.amazon.com/fsx/latest/LustreGuide/configure-efa-clients.html
   */
  mountOverEfa(path: string, efaInterfaces: number, options: MountOptions = {}): Mount {
    refuse(checkEfaMount(this.transport, efaInterfaces), this);
    return { ...this.mount(path, options), efaInterfaces };
  }
}

/** With a metadata configuration always, without which there is no EFA. */
function renderStorage({
  perUnitStorageThroughput,
  throughputCapacity,
  readCache,
  metadataIops,
}: LustreStorageBinding): CfnFileSystem.LustreConfigurationProperty {
  return {
    perUnitStorageThroughput,
    throughputCapacity,
    dataReadCacheConfiguration: readCache && { sizingMode: readCache.sizingMode, sizeGiB: readCache.sizeGiB },
    metadataConfiguration:
      metadataIops === undefined ? { mode: 'AUTOMATIC' } : { mode: 'USER_PROVISIONED', iops: metadataIops },
  };
}

function checkPlace({ zone, offeredInLocalZone = false }: LustreFileSystemProps): Problem[] {
  if (zone === undefined || Token.isUnresolved(zone)) {
    return [];
  }
  const malformed = checkZoneId(zone).map((problem) => ({ ...problem, path: ['zone'] }));
  return malformed.length > 0 ? malformed : checkStorageZone({ service: 'FSx for Lustre', zone, offeredInLocalZone });
}

function checkEfaMount(transport: LustreTransport, efaInterfaces: number): Problem[] {
  if (!transport.efa) {
    return [
      {
        id: 'lustre-efa-mount',
        message:
          'the file system is made for TCP and EFA cannot be switched on later; use mount, or define another file system with LustreTransport.efa',
      },
    ];
  }
  return Number.isInteger(efaInterfaces) && efaInterfaces >= 1
    ? []
    : [
        {
          id: 'lustre-efa-mount',
          message: `'efaInterfaces' is ${efaInterfaces}; Lustre over EFA uses at least one interface of a node: give a whole number`,
          path: ['efaInterfaces'],
        },
      ];
}
