import { CfnOutput } from 'aws-cdk-lib';
import type { IKeyRef } from 'aws-cdk-lib/aws-kms';
import { Engine, type IEngine } from 'cdk-ultraserver';
import type { Construct } from 'constructs';

import type { EngineModel } from '../config/engine-model';
import type { CellModel } from '../config/model';
import { Kubernetes } from './kubernetes';
import type { NetworkStack } from './network-stack';
import { Slurm } from './slurm';
import type { StorageStack } from './storage-stack';

/** What the engine of a cell is made of. */
export interface CellEngineProps {
  /** Name of the cluster, as the file has it. */
  readonly cluster: string;
  readonly model: EngineModel;
  readonly cell: CellModel;
  readonly network: NetworkStack;

  /** Whether there is a way out of the VPC. */
  readonly egress: boolean;

  /** @default - nothing is shared */
  readonly storage?: StorageStack;
  readonly encryptionKey: IKeyRef;

  /** Of the nodes beside the members: system, login and CPU nodes. */
  readonly nodeTags: Readonly<Record<string, string>>;

  /** Days that logs are kept. */
  readonly logRetentionDays: number;
}

/** What runs the work of a cell. */
export interface CellEngine {
  readonly engine: IEngine;

  /** Whether nodes mount file systems; else the engine does it for its work. */
  readonly nodesMount: boolean;
}

/** Defines what of a cell's engine stands beside its members. */
export function defineCellEngine(scope: Construct, { model, cluster, ...props }: CellEngineProps): CellEngine {
  const clusterName = `${cluster}-${props.cell.name}`;
  switch (model.type) {
    case 'ec2':
      return { engine: Engine.ec2(), nodesMount: true };
    case 'eks': {
      const { engine } = new Kubernetes(scope, 'Kubernetes', { ...props, model, clusterName });
      new CfnOutput(scope, 'EksCluster', { description: 'Name of the EKS cluster', value: clusterName });
      return { engine, nodesMount: false };
    }
    case 'slurm': {
      const { engine } = new Slurm(scope, 'Slurm', { ...props, model, clusterName });
      new CfnOutput(scope, 'SlurmCluster', { description: 'Name of the cluster of AWS PCS', value: clusterName });
      return { engine, nodesMount: true };
    }
    default:
      return model satisfies never;
  }
}
