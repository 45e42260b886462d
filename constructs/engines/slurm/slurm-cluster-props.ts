import type { ISecurityGroupRef, IVPCRef } from 'aws-cdk-lib/aws-ec2';
import type { IKeyRef } from 'aws-cdk-lib/aws-kms';

import type { ZoneSubnet } from '../../network/zone-subnet';
import type { SlurmLoginOptions } from './slurm-login-nodes';

/** Properties of a Slurm cluster. */
export interface SlurmClusterProps {
  /**
   * The cluster's name, 3 to 40 letters, digits and dashes. It is yours to give, because its log groups and secrets are named
   * after it; a cluster that must be replaced needs another one.
   */
  readonly clusterName: string;

  readonly vpc: IVPCRef;

  /** A private subnet of an Availability Zone, never of a Local Zone: the controller has its network interface there. */
  readonly controlSubnet: ZoneSubnet;

  /**
   * Slurm's release, one of `SLURM_VERSIONS` from 25.05 on. The image of every node must have it.
   *
   * @default - DEFAULT_SLURM_VERSION
   */
  readonly version?: string;

  /**
   * Instances that the cluster may come to hold, login nodes among them: they decide its size, which is for life.
   *
   * @default - nine UltraServers of the largest type, beside the login nodes: as many as a cluster has room for
   */
  readonly mostInstances?: number;

  /**
   * Jobs that it may come to know at one time.
   *
   * @default - as many as fit the size that the instances need
   */
  readonly mostJobs?: number;

  /**
   * The cluster's size, one of `SLURM_CLUSTER_SIZES`; another one needs another cluster.
   *
   * @default - the smallest that holds `mostInstances` and `mostJobs`
   */
  readonly size?: string;

  /**
   * Days that records of jobs are kept.
   *
   * @default - as long as the cluster stands
   */
  readonly purgeAfterDays?: number;

  /**
   * Settings of slurm.conf, by name: `{ SchedulerParameters: 'bf_max_job_test=500' }`. AWS PCS takes some alone, and IMEX for
   * each job rests on others (`checkSlurmSetting`).
   *
   * @default - those that IMEX rests on
   */
  readonly settings?: { readonly [name: string]: string };

  /**
   * Settings of slurm.conf for queues, by queue and name. A queue is named as its pool.
   *
   * @default - that no two jobs share a node of an UltraServer
   */
  readonly queueSettings?: { readonly [queue: string]: { readonly [name: string]: string } };

  /**
   * Login nodes, from which jobs are submitted.
   *
   * @default - none: users bring their own, or call the REST API
   */
  readonly login?: SlurmLoginOptions;

  /**
   * Groups of those outside the cluster who call its REST API.
   *
   * @default - nodes alone reach it
   */
  readonly restClients?: ISecurityGroupRef[];

  /**
   * Encrypts logs and the volumes of login nodes; its policy must admit both (`clusterKeyStatements`).
   *
   * @default - keys of AWS's
   */
  readonly encryptionKey?: IKeyRef;

  /**
   * Days that logs are kept; one of `LOG_RETENTION_DAYS`.
   *
   * @default 365
   */
  readonly logRetentionDays?: number;
}
