import { renderCloudConfig } from '../../nodes/user-data/cloud-config';
import { renderAssignments } from '../../nodes/user-data/node-environment';
import type { UserDataPart } from '../../nodes/user-data/user-data-part';
import { domainFeature } from './domain-feature';

/** What the prolog on a node of an UltraServer must know. */
export interface SlurmNode {
  /** The UltraServer's name, as the tag `ultraserver:member` says it. */
  readonly member: string;

  /** The release of Slurm that the cluster runs, `25.11`. */
  readonly slurmVersion: string;
}

/**
 * The part of user data that tells the prolog which NVLink domain its node is in, and where Slurm's commands are.
 * cloud-init writes it before AWS PCS registers the node.
 *
 * @see https://docs.aws.amazon.com/pcs/latest/userguide/working-with_ec2-user-data.html
 */
export function slurmNodePart(node: SlurmNode): UserDataPart {
  const content = renderAssignments({
    ULTRASERVER_SLURM_FEATURE: domainFeature(node.member),
    ULTRASERVER_SLURM_BIN: slurmCommands(node.slurmVersion),
  });
  return {
    contentType: 'text/cloud-config',
    filename: 'ultraserver-slurm.cfg',
    body: renderCloudConfig({ files: [{ path: '/etc/ultraserver/slurm.env', content }] }),
  };
}

/** Folder of Slurm's commands on a node of AWS PCS, whose images may hold several releases. */
export function slurmCommands(slurmVersion: string): string {
  return `/opt/aws/pcs/scheduler/slurm-${slurmVersion}/bin`;
}
