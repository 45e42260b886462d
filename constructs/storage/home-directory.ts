import { Stack } from 'aws-cdk-lib';
import type { CfnResource, CfnTag, RemovalPolicy } from 'aws-cdk-lib';
import type { ISecurityGroupRef } from 'aws-cdk-lib/aws-ec2';
import { CfnFileSystem as CfnEfsFileSystem, CfnMountTarget } from 'aws-cdk-lib/aws-efs';
import { CfnFileSystem as CfnFsxFileSystem } from 'aws-cdk-lib/aws-fsx';
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKeyRef } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

import type { Problem } from '../hardware/problem';
import type { ZoneSubnet } from '../network/zone-subnet';
import { checkStorageUpkeep, DEFAULT_HOME_BACKUP_DAYS } from '../rules/storage-backups';
import { checkOpenZfs } from '../rules/storage-openzfs';
import { NETWORK_MOUNT_OPTIONS, type MountKind } from './mount';
import type { StoragePort } from './storage-security-group';

/** Size of home directories on EFS, which grows by itself. */
export interface EfsHomeOptions {
  /**
   * Whether EFS makes daily backups, which AWS Backup keeps for 35 days.
   *
   * @default true
   * @see https://docs.aws.amazon.com/efs/latest/ug/automatic-backups.html
   */
  readonly backups?: boolean;
}

/** Size of home directories on FSx for OpenZFS. */
export interface OpenZfsHomeOptions {
  /** SSD, in GiB: 64 to 524288. */
  readonly capacityGiB: number;

  /** In MB/s: 160, 320, 640, 1280, 2560, 3840, 5120, 7680 or 10240. */
  readonly throughputMBps: number;

  /**
   * `SINGLE_AZ_HA_2` has a standby in its zone, `SINGLE_AZ_2` none.
   *
   * @default SINGLE_AZ_HA_2
   */
  readonly deployment?: 'SINGLE_AZ_HA_2' | 'SINGLE_AZ_2';

  /**
   * Days that automatic backups are kept, 90 at most; 0 makes none.
   *
   * @default 30
   */
  readonly backupDays?: number;
}

/** What a home file system is defined with. */
export interface HomeRequest {
  /** The subnets that it is reached in; the first one is OpenZFS's own. */
  readonly subnets: ZoneSubnet[];
  readonly securityGroup: ISecurityGroupRef;

  /** What must stand before it. */
  readonly rules: CfnResource[];
  readonly encryptionKey?: IKeyRef;
  readonly removalPolicy: RemovalPolicy;
  readonly tags?: CfnTag[];
}

/** What a home file system is mounted by. */
export interface HomeBinding {
  readonly kind: MountKind;
  readonly fileSystemId: string;
  readonly dnsName: string;
  readonly exportName: string;

  /** Options for `mount`. */
  readonly options: string[];

  /**
   * Addresses of EFS's mount targets, by the ids of their zones: the file system's name answers with the one in the node's
   * own zone, and a Local Zone has none.
   *
   * @default - the name is enough
   */
  readonly targets?: Record<string, string>;
}

/**
 * What users' home directories lie on.
 *
 * | Home | Zones | Capacity | From a Local Zone |
 * |---|---|---|---|
 * | `HomeDirectory.efs` | every zone given | grows by itself | through a mount target in an Availability Zone |
 * | `HomeDirectory.openZfs` | one | stated | the same |
 */
export abstract class HomeDirectory {
  /** On Amazon EFS, Regional, General Purpose, with elastic throughput; reached with TLS alone. */
  static efs(options: EfsHomeOptions = {}): HomeDirectory {
    return new EfsHome(options);
  }

  /** On Amazon FSx for OpenZFS, in one zone: lower latency than EFS. */
  static openZfs(options: OpenZfsHomeOptions): HomeDirectory {
    return new OpenZfsHome(options);
  }

  /** `Amazon EFS`. */
  abstract readonly service: string;
  abstract readonly ports: StoragePort[];

  /** Whether the file system itself is a member of the security group; with EFS its mount targets are, which always go. */
  abstract readonly holdsSecurityGroup: boolean;

  /** What keeps it from being made. */
  abstract check(): Problem[];

  /** Defines it. */
  abstract bind(scope: Construct, request: HomeRequest): HomeBinding;
}

class EfsHome extends HomeDirectory {
  override readonly service = 'Amazon EFS';
  override readonly ports: StoragePort[] = [{ protocol: 'tcp', from: 2049, to: 2049 }];
  override readonly holdsSecurityGroup = false;

  constructor(private readonly options: EfsHomeOptions) {
    super();
  }

  override check(): Problem[] {
    return [];
  }

  override bind(scope: Construct, request: HomeRequest): HomeBinding {
    const stack = Stack.of(scope);
    const { subnets, securityGroup, encryptionKey, removalPolicy, tags } = request;
    const fileSystem = new CfnEfsFileSystem(scope, 'Resource', {
      encrypted: true,
      kmsKeyId: encryptionKey?.keyRef.keyArn,
      performanceMode: 'generalPurpose',
      throughputMode: 'elastic',
      backupPolicy: { status: (this.options.backups ?? true) ? 'ENABLED' : 'DISABLED' },
      fileSystemPolicy: tlsOnly(),
      fileSystemTags: tags,
    });
    fileSystem.applyRemovalPolicy(removalPolicy);
    const targets = Object.fromEntries(
      subnets.map(({ zone, subnet }) => {
        const target = new CfnMountTarget(scope, `Target-${zone}`, {
          fileSystemId: fileSystem.ref,
          subnetId: subnet.subnetRef.subnetId,
          securityGroups: [securityGroup.securityGroupRef.securityGroupId],
        });
        return [zone, target.attrIpAddress] as const;
      }),
    );
    return {
      kind: 'efs',
      fileSystemId: fileSystem.ref,
      dnsName: `${fileSystem.ref}.efs.${stack.region}.${stack.urlSuffix}`,
      exportName: '/',
      options: [...NETWORK_MOUNT_OPTIONS, 'noresvport', 'tls'],
      targets,
    };
  }
}

/**
 * Any client that reaches a mount target, over TLS alone: who reaches one, the security groups decide.
 *
 * @see https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html
 */
function tlsOnly(): PolicyDocument {
  return new PolicyDocument({
    statements: [
      new PolicyStatement({
        sid: 'ThroughMountTargets',
        principals: [new AnyPrincipal()],
        actions: [
          'elasticfilesystem:ClientMount',
          'elasticfilesystem:ClientRootAccess',
          'elasticfilesystem:ClientWrite',
        ],
        conditions: { Bool: { 'elasticfilesystem:AccessedViaMountTarget': 'true' } },
      }),
      new PolicyStatement({
        sid: 'TlsAlone',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['*'],
        conditions: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    ],
  });
}

/** @see https://docs.aws.amazon.com/fsx/latest/OpenZFSGuide/limit-access-security-groups.html */
const OPENZFS_PORTS: StoragePort[] = (['tcp', 'udp'] as const).flatMap((protocol) => [
  { protocol, from: 111, to: 111 },
  { protocol, from: 2049, to: 2049 },
  { protocol, from: 20_001, to: 20_003 },
]);

class OpenZfsHome extends HomeDirectory {
  override readonly service = 'FSx for OpenZFS';
  override readonly ports = OPENZFS_PORTS;
  override readonly holdsSecurityGroup = true;

  constructor(private readonly options: OpenZfsHomeOptions) {
    super();
  }

  override check(): Problem[] {
    const { backupDays = DEFAULT_HOME_BACKUP_DAYS } = this.options;
    return [...checkOpenZfs(this.options), ...checkStorageUpkeep({ backupDays })];
  }

  override bind(scope: Construct, request: HomeRequest): HomeBinding {
    const { capacityGiB, throughputMBps, deployment, backupDays = DEFAULT_HOME_BACKUP_DAYS } = this.options;
    const fileSystem = new CfnFsxFileSystem(scope, 'Resource', {
      fileSystemType: 'OPENZFS',
      storageType: 'SSD',
      storageCapacity: capacityGiB,
      subnetIds: request.subnets.slice(0, 1).map(({ subnet }) => subnet.subnetRef.subnetId),
      securityGroupIds: [request.securityGroup.securityGroupRef.securityGroupId],
      kmsKeyId: request.encryptionKey?.keyRef.keyArn,
      openZfsConfiguration: {
        deploymentType: deployment ?? 'SINGLE_AZ_HA_2',
        throughputCapacity: throughputMBps,
        automaticBackupRetentionDays: backupDays,
        copyTagsToBackups: true,
        rootVolumeConfiguration: {
          dataCompressionType: 'LZ4',
          // Who reaches it, the security group decides. Root of a node makes the users' folders.
          nfsExports: [{ clientConfigurations: [{ clients: '*', options: ['rw', 'crossmnt', 'no_root_squash'] }] }],
        },
      },
      tags: request.tags,
    });
    fileSystem.applyRemovalPolicy(request.removalPolicy);
    for (const rule of request.rules) {
      fileSystem.addResourceDependency(rule);
    }
    return {
      kind: 'openzfs',
      fileSystemId: fileSystem.ref,
      dnsName: fileSystem.attrDnsName,
      exportName: '/fsx/',
      options: [...NETWORK_MOUNT_OPTIONS, 'nfsvers=4.1'],
    };
  }
}
