import { CfnOutput, RemovalPolicy } from 'aws-cdk-lib';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKeyRef } from 'aws-cdk-lib/aws-kms';
import {
  CheckpointBucket,
  HomeDirectory,
  HomeFileSystem,
  type IClusterNetwork,
  LustreFileSystem,
  LustreReadCache,
  LustreStorage,
  LustreTransport,
  type Mount,
  type ZoneSubnet,
} from 'cdk-ultraserver';
import { homeTargetZone } from 'cdk-ultraserver/rules';
import { Construct } from 'constructs';

import type { MemberModel } from '../config/model';
import type {
  CheckpointsModel,
  HomeModel,
  LustreModel,
  LustreSsdModel,
  LustreTieringModel,
  OnDelete,
  StorageModel,
  SubnetPurpose,
} from '../config/storage-model';
import { BaseStack, type BaseStackProps } from './base-stack';
import type { NetworkStack } from './network-stack';

/** The slice of a cluster that nodes share. */
export interface StorageStackProps extends BaseStackProps {
  readonly storage: StorageModel;

  /** Subnets, and the groups of those who mount. */
  readonly network: NetworkStack;

  /** Encrypts all of it. */
  readonly encryptionKey: IKeyRef;

  /** Days that logs are kept. */
  readonly logRetentionDays: number;
}

/** What a member's mounts depend on. */
type MountingMember = Pick<MemberModel, 'pool' | 'zone'>;

/** A file system, as members mount it. */
interface MountFactory {
  readonly name: string;
  /** Whether members of another zone mount it at another address. */
  readonly byZone: boolean;
  readonly mount: (member: MountingMember) => Mount;
}

/**
 * What nodes share: file systems, and a bucket for checkpoints. It depends on the network and on the key, and on no
 * member; it holds data of record, so it is protected from termination.
 */
export class StorageStack extends BaseStack {
  private readonly mountFactories: MountFactory[] = [];
  private readonly checkpoints: CheckpointBucket | undefined;

  constructor(scope: Construct, id: string, props: StorageStackProps) {
    super(scope, id, { ...props, terminationProtection: true });
    const { lustre, home, checkpoints } = props.storage;
    const lustreScope = new Construct(this, 'Lustre');
    for (const model of lustre) {
      this.mountFactories.push(this.defineLustre(lustreScope, model, props));
    }
    if (home) {
      this.mountFactories.push(this.defineHome(home, props));
    }
    this.checkpoints = checkpoints && this.defineCheckpoints(checkpoints, props);
  }

  /** What a member's nodes mount. It follows from its pool and zone, whatever other members there are. */
  mounts(member: MountingMember): Mount[] {
    return this.mountFactories.map(({ mount }) => mount(member));
  }

  /** The same by the name of each file system in the cluster file; what differs by zone has the zone in its name. */
  namedMounts(member: MountingMember): Map<string, Mount> {
    return new Map(
      this.mountFactories.map(({ name, byZone, mount }) => [byZone ? `${name}-${member.zone}` : name, mount(member)]),
    );
  }

  /** Lets nodes read and write checkpoints, where there is a bucket for them. */
  grantCheckpoints(nodes: () => IGrantable): void {
    this.checkpoints?.grantReadWrite(nodes());
  }

  private defineLustre(scope: Construct, model: LustreModel, props: StorageStackProps): MountFactory {
    const { network, encryptionKey, logRetentionDays } = props;
    const { efa } = model;
    const fileSystem = new LustreFileSystem(scope, model.name, {
      vpc: network.network.vpc,
      ...subnetIn(network.network, model.zone, model.subnet),
      clients: [network.securityGroups.nodeSecurityGroup],
      offeredInLocalZone: model.offeredInLocalZone,
      storage: lustreStorage(model.storage),
      transport: efa && LustreTransport.efa(network.fabric(model.zone), [...efa.clients]),
      dataRepositories: [...model.repositories],
      backupDays: model.backupDays,
      maintenance: model.maintenance,
      encryptionKey,
      logRetentionDays,
      removalPolicy: removalPolicy(model.onDelete),
    });
    new CfnOutput(this, `${model.name}FileSystem`, {
      description: `Lustre ${model.name}`,
      value: fileSystem.fileSystemId,
    });
    this.exportPermanently([fileSystem.fileSystemId, fileSystem.dnsName, fileSystem.mountName]);
    return {
      name: model.name,
      byZone: false,
      mount: ({ pool }) =>
        efa?.pools.includes(pool)
          ? fileSystem.mountOverEfa(model.mount, efa.interfaces)
          : fileSystem.mount(model.mount),
    };
  }

  private defineHome(model: HomeModel, props: StorageStackProps): MountFactory {
    const { encryptionKey } = props;
    const { network, securityGroups } = props.network;
    const subnets = model.kind === 'efs' ? network.controlSubnets : [subnetIn(network, model.zone, model.subnet)];
    const home = new HomeFileSystem(this, 'Home', {
      vpc: network.vpc,
      subnets,
      directory: homeDirectory(model),
      clients: [securityGroups.nodeSecurityGroup],
      offeredInLocalZone: model.kind === 'openzfs' && model.offeredInLocalZone,
      encryptionKey,
      removalPolicy: removalPolicy(model.onDelete),
    });
    new CfnOutput(this, 'HomeFileSystem', { description: 'Home directories', value: home.fileSystemId });
    this.exportPermanently([
      home.fileSystemId,
      ...(model.kind === 'efs' ? Object.values(home.targetAddresses) : [home.dnsName]),
    ]);
    const zones = subnets.map(({ zone }) => zone);
    return {
      name: 'home',
      byZone: model.kind === 'efs',
      mount: ({ zone }) => home.mount(model.mount, homeTargetZone(zone, zones) ?? model.zone ?? zone),
    };
  }

  private defineCheckpoints(model: CheckpointsModel, { encryptionKey }: StorageStackProps): CheckpointBucket {
    const bucket = new CheckpointBucket(this, 'Checkpoints', {
      zone: model.zone,
      offeredInLocalZone: model.offeredInLocalZone,
      baseName: model.baseName,
      encryptionKey,
      removalPolicy: removalPolicy(model.onDelete),
    });
    new CfnOutput(this, 'CheckpointBucket', { description: 'Bucket for checkpoints', value: bucket.bucketName });
    this.exportPermanently([bucket.bucketName, bucket.bucketArn]);
    return bucket;
  }

  /** Exports what cells may import, whether or not one does: an export that goes with its last importer cannot be updated away. */
  private exportPermanently(values: readonly string[]): void {
    for (const value of values) {
      this.exportValue(value);
    }
  }
}

/** Finds a zone's subnet, of the kind that follows from the file. */
function subnetIn(network: IClusterNetwork, zone: string, purpose: SubnetPurpose): ZoneSubnet {
  const subnets = purpose === 'nodes' ? network.nodeSubnets : network.controlSubnets;
  const found = subnets.find((subnet) => subnet.zone === zone);
  if (!found) {
    throw new Error(`the network has no ${purpose} subnet in ${zone}; name another zone in the cluster file`);
  }
  return found;
}

function lustreStorage(model: LustreSsdModel | LustreTieringModel): LustreStorage {
  if (model.kind === 'ssd') {
    const { capacityGiB, throughputPerTiB, metadataIops } = model;
    return LustreStorage.ssd({ capacityGiB, throughputPerTiB, metadataIops });
  }
  const { throughputMBps, metadataIops, readCacheGiB } = model;
  return LustreStorage.intelligentTiering({ throughputMBps, metadataIops, readCache: readCache(readCacheGiB) });
}

function readCache(sizeGiB: number | undefined): LustreReadCache {
  if (sizeGiB === undefined) {
    return LustreReadCache.proportional();
  }
  return sizeGiB === 0 ? LustreReadCache.none() : LustreReadCache.ofSize(sizeGiB);
}

function homeDirectory(model: HomeModel): HomeDirectory {
  if (model.kind === 'efs') {
    return HomeDirectory.efs();
  }
  const { capacityGiB, throughputMBps, deployment, backupDays } = model;
  return HomeDirectory.openZfs({ capacityGiB, throughputMBps, deployment, backupDays });
}

function removalPolicy(onDelete: OnDelete): RemovalPolicy {
  return onDelete === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
}
