import { Annotations, type App, PermissionsBoundary, Stack } from 'aws-cdk-lib';

import type { CellModel, ClusterModel } from '../config/model';
import { PLACEHOLDER_WARNING } from '../config/warnings';
import { acknowledgeFindings } from '../security/acknowledgements';
import type { BaseStackProps } from './base-stack';
import { CellStack } from './cell-stack';
import { engineEndpoints } from './engine-endpoints';
import { ImagesStack } from './images-stack';
import { NetworkStack } from './network-stack';
import { OperationsStack } from './operations-stack';
import { ReservationsStack } from './reservations-stack';
import { StorageStack } from './storage-stack';

/** Warnings that each node group gives by itself, or that the app writes beside the file's name. */
const SAID_ELSEWHERE = ['unverified-hardware', PLACEHOLDER_WARNING];

/**
 * Defines the stacks of a cluster directly under the app, so that `cdk deploy --all` and `cdk diff` see them:
 *
 * | Stack | What is in it | Changes with |
 * |---|---|---|
 * | `<name>-operations` | key, logs, topic, events, fleet alarms | the cluster's own settings |
 * | `<name>-network` | VPC, subnets, endpoints, security groups | zones |
 * | `<name>-storage` | file systems and a bucket that nodes share | `storage` |
 * | `<name>-images` | pipelines that build images | `imageBuilder` |
 * | `<name>-reservations-<cell>` | Capacity Reservations that are created | members with `reserve` |
 * | `<name>-cell-<cell>` | members with their roles and alarms | members |
 */
export function defineCluster(app: App, model: ClusterModel): void {
  const { name } = model;
  const before = app.node.children.length;
  const operations = new OperationsStack(app, `${name}-operations`, {
    ...stackProps(model, 'Key, logs, alarms and events'),
    cluster: name,
    notify: model.notify,
    logRetentionDays: model.logRetentionDays,
    kmsKeyArn: model.kmsKeyArn,
  });
  const network = new NetworkStack(app, `${name}-network`, {
    ...stackProps(model, 'Network'),
    network: model.network,
    endpointServices: engineEndpoints(model),
    s3Express: model.storage?.checkpoints !== undefined,
    logRetentionDays: model.logRetentionDays,
    encryptionKey: operations.key,
  });
  const storage = defineStorage(app, model, operations, network);
  defineImages(app, model, operations, network);
  const cells = new Map(
    model.cells.map((cell) => [cell.name, defineCell(app, model, cell, { operations, network, storage })]),
  );
  if (model.engine.type === 'slurm') {
    oneAfterAnother(cells);
  }
  for (const child of app.node.children.slice(before)) {
    if (Stack.isStack(child)) {
      acknowledgeFindings(child);
    }
  }
  for (const { id, message } of model.warnings.filter((warning) => !SAID_ELSEWHERE.includes(warning.id))) {
    Annotations.of(network).addWarningV2(`cdk-ultraserver:${id}`, message);
  }
}

function defineStorage(
  app: App,
  model: ClusterModel,
  operations: OperationsStack,
  network: NetworkStack,
): StorageStack | undefined {
  return (
    model.storage &&
    new StorageStack(app, `${model.name}-storage`, {
      ...stackProps(model, 'Storage'),
      storage: model.storage,
      network,
      logRetentionDays: model.logRetentionDays,
      encryptionKey: operations.key,
    })
  );
}

function defineImages(app: App, model: ClusterModel, operations: OperationsStack, network: NetworkStack): void {
  if (model.imageBuilder) {
    new ImagesStack(app, `${model.name}-images`, {
      ...stackProps(model, 'Images'),
      imageBuilder: model.imageBuilder,
      network,
      logRetentionDays: model.logRetentionDays,
      encryptionKey: operations.key,
      imageTags: Object.entries(clusterTags(model)).map(([key, value]) => ({ key, value })),
    });
  }
}

/** The stacks that cells build on. */
interface SharedStacks {
  readonly operations: OperationsStack;
  readonly network: NetworkStack;
  readonly storage: StorageStack | undefined;
}

function defineCell(app: App, model: ClusterModel, cell: CellModel, shared: SharedStacks): CellStack {
  const { operations, network, storage } = shared;
  let reservations: ReservationsStack | undefined;
  return new CellStack(app, `${model.name}-cell-${cell.name}`, {
    ...stackProps(model, `Members of cell ${cell.name}`),
    cell,
    topic: operations.topic,
    engine: {
      cluster: model.name,
      model: model.engine,
      cell,
      network,
      egress: model.network.kind === 'existing' || model.network.egress === 'nat',
      storage,
      encryptionKey: operations.key,
      nodeTags: clusterTags(model),
      logRetentionDays: model.logRetentionDays,
    },
    surroundings: {
      cluster: model.name,
      logs: operations.logs,
      encryptionKey: operations.key,
      tags: Object.entries(model.tags).map(([key, value]) => ({ key, value })),
      fabric: (zone) => network.fabric(zone),
      storage,
      reservations: () =>
        (reservations ??= new ReservationsStack(app, `${model.name}-reservations-${cell.name}`, {
          ...stackProps(model, `Capacity Reservations of cell ${cell.name}`),
        })),
    },
  });
}

/**
 * AWS PCS makes one cluster at a time in an account and Region. By name, so that a list's order orders nothing; templates
 * do not say it.
 *
 * @see https://docs.aws.amazon.com/pcs/latest/APIReference/API_CreateCluster.html
 */
function oneAfterAnother(cells: ReadonlyMap<string, CellStack>): void {
  const names = [...cells.keys()].toSorted();
  for (const [index, name] of names.slice(1).entries()) {
    const before = cells.get(names[index] ?? '');
    if (before) {
      cells.get(name)?.addStackDependency(before, 'AWS PCS makes one cluster at a time');
    }
  }
}

/** On every resource that can have tags. */
function clusterTags(model: ClusterModel): Record<string, string> {
  return { 'ultraserver:cluster': model.name, ...model.tags };
}

/** What all stacks of a cluster have in common. */
function stackProps(model: ClusterModel, what: string): BaseStackProps {
  const { permissionsBoundary } = model;
  return {
    description: `${what} of cluster ${model.name}`,
    env: { account: model.account, region: model.region },
    bootstrapQualifier: model.bootstrapQualifier,
    tags: clusterTags(model),
    permissionsBoundary:
      permissionsBoundary === undefined
        ? undefined
        : permissionsBoundary.startsWith('arn:')
          ? PermissionsBoundary.fromArn(permissionsBoundary)
          : PermissionsBoundary.fromName(permissionsBoundary),
  };
}
