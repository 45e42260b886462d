import type { CfnTag } from 'aws-cdk-lib';
import { ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import type { IKeyRef } from 'aws-cdk-lib/aws-kms';
import { type EfaFabric, GpuNodeGroup, type NodeGroup, type NodeLogs, UltraServer } from 'cdk-ultraserver';
import type { Construct } from 'constructs';

import type { MemberModel } from '../config/model';
import { capacityOf } from './capacity';
import type { CellEngine } from './cell-engine';
import { nodeImage } from './node-image';
import type { StorageStack } from './storage-stack';

/** What the members of a cluster share. */
export interface MemberSurroundings {
  /** Name of the cluster, for tags. */
  readonly cluster: string;
  readonly logs: NodeLogs;
  readonly encryptionKey: IKeyRef;
  readonly tags: CfnTag[];

  /** The fabric of a zone. */
  readonly fabric: (zone: string) => EfaFabric;

  /** What nodes share. @default - nothing */
  readonly storage?: StorageStack;

  /** Where created reservations are defined. */
  readonly reservations: () => Construct;
}

/** Defines one member of a cluster; its construct id is its name, and nothing of it depends on another member. */
export function defineMember(
  scope: Construct,
  member: MemberModel,
  { engine, nodesMount }: CellEngine,
  surroundings: MemberSurroundings,
): NodeGroup {
  const { cluster, logs, encryptionKey, tags, storage } = surroundings;
  const options = {
    cluster,
    engine,
    logs,
    encryptionKey,
    tags,
    pool: member.pool,
    fabric: surroundings.fabric(member.zone),
    capacity: capacityOf(member, surroundings.reservations, [
      { key: 'ultraserver:cluster', value: cluster },
      { key: 'ultraserver:member', value: member.name },
      ...tags,
    ]),
    image: nodeImage(member.image),
    layout: member.interfaces,
    rootVolume: member.rootVolume,
    mounts: nodesMount ? storage?.mounts(member) : undefined,
  };
  const group =
    member.kind === 'ultraserver'
      ? new UltraServer(scope, member.name, { ...options, type: member.ultraServerType })
      : new GpuNodeGroup(scope, member.name, { ...options, instanceType: member.instanceType, count: member.count });
  // A managed policy: rules of compliance allow no inline ones.
  storage?.grantCheckpoints(() => new ManagedPolicy(group, 'Checkpoints', { roles: [group.role] }));
  return group;
}
