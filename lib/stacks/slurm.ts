import type { IKeyRef } from 'aws-cdk-lib/aws-kms';
import { Engine, type IEngine, SlurmCluster, type SlurmLoginOptions, type ZoneSubnet } from 'cdk-ultraserver';
import { Construct } from 'constructs';

import type { SlurmEngineModel } from '../config/engine-model';
import type { CellModel } from '../config/model';
import { nodeImage } from './node-image';
import type { NetworkStack } from './network-stack';
import type { StorageStack } from './storage-stack';

/** A cell's slice of a cluster on Slurm. */
export interface SlurmProps {
  /** Name of the cluster of AWS PCS. */
  readonly clusterName: string;
  readonly model: SlurmEngineModel;
  readonly cell: CellModel;
  readonly network: NetworkStack;

  /** Of login nodes. */
  readonly nodeTags: Readonly<Record<string, string>>;

  /** What login nodes mount, as the members do. @default - nothing */
  readonly storage?: StorageStack;

  readonly encryptionKey: IKeyRef;

  /** Days that logs are kept. */
  readonly logRetentionDays: number;
}

/** Slurm for one cell: the cluster of AWS PCS, with its login nodes. Its queues list the cell's members. */
export class Slurm extends Construct {
  readonly engine: IEngine;

  constructor(scope: Construct, id: string, props: SlurmProps) {
    super(scope, id);
    const { model, cell, network } = props;
    const queues = new Set(cell.members.map(({ pool }) => pool));
    const controlSubnet = subnetIn(network, model.controlZone);
    const cluster = new SlurmCluster(this, 'Cluster', {
      clusterName: props.clusterName,
      vpc: network.network.vpc,
      controlSubnet,
      version: model.version,
      mostInstances: model.mostInstances,
      mostJobs: model.mostJobs,
      purgeAfterDays: model.purgeAfterDays,
      settings: model.settings,
      queueSettings: Object.fromEntries(Object.entries(model.queueSettings).filter(([queue]) => queues.has(queue))),
      login: login(props, controlSubnet),
      encryptionKey: props.encryptionKey,
      logRetentionDays: props.logRetentionDays,
    });
    this.engine = Engine.slurm(cluster, { instanceStore: model.instanceStore, settings: model.nodeSettings });
  }
}

function login(
  { model, cell, network, storage, nodeTags }: SlurmProps,
  { zone }: ZoneSubnet,
): SlurmLoginOptions | undefined {
  const image = model.login?.images[cell.name];
  return (
    model.login &&
    image && {
      image: nodeImage(image),
      instanceType: model.login.instanceType,
      count: model.login.count,
      volumeSizeGiB: model.login.volumeSizeGiB,
      securityGroups: [network.securityGroups.nodeSecurityGroup],
      // As a member of no pool: what pools mount over EFA, they mount over TCP.
      mounts: storage?.mounts({ pool: '', zone }),
      tags: Object.entries(nodeTags).map(([key, value]) => ({ key, value })),
    }
  );
}

function subnetIn({ network }: NetworkStack, zone: string): ZoneSubnet {
  const found = network.controlSubnets.find((subnet) => subnet.zone === zone);
  if (!found) {
    throw new Error(`the network has no control subnet in ${zone}; name another zone in the cluster file`);
  }
  return found;
}
