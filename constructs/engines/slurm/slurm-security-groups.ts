import { CfnSecurityGroup, CfnSecurityGroupEgress, CfnSecurityGroupIngress } from 'aws-cdk-lib/aws-ec2';
import type { ISecurityGroupRef, IVPCRef } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';

import { NO_EGRESS } from '../../network/no-egress';

/** Ports of Slurm. */
interface SlurmPorts {
  /** For a rule's id. */
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly description: string;
}

const SLURMD: SlurmPorts = { name: 'Slurmd', from: 6818, to: 6818, description: 'slurmd' };
const SRUN: SlurmPorts = { name: 'Srun', from: 60_001, to: 63_000, description: 'srun' };
const REST: SlurmPorts = { name: 'Slurmrestd', from: 6820, to: 6820, description: 'slurmrestd' };

/** What the controller serves: jobs, accounting, REST. */
const CONTROLLER: readonly SlurmPorts[] = [
  { name: 'Slurmctld', from: 6817, to: 6817, description: 'slurmctld' },
  { name: 'Slurmdbd', from: 6819, to: 6819, description: 'slurmdbd' },
  REST,
];

/** Properties of a cluster's security groups. */
export interface SlurmSecurityGroupsProps {
  readonly vpc: IVPCRef;

  /** Groups of those who call the REST API from outside the cluster. */
  readonly restClients: ISecurityGroupRef[];
}

/**
 * Defines the two security groups of a Slurm cluster, the controller's and that of all nodes, with the ports that AWS
 * documents, those by which the controller answers `srun`, and no others. The range of `srun` is the one that AWS PCS sets
 * (`SrunPortRange`).
 *
 * @see https://docs.aws.amazon.com/pcs/latest/userguide/working-with_networking_sg.html
 * @see https://slurm.schedmd.com/network.html
 * @see https://github.com/SchedMD/slurm/blob/master/src/slurmctld/srun_comm.c
 */
export class SlurmSecurityGroups extends Construct {
  /** Of the controller's interface. */
  readonly controllerId: string;

  /** Of an interface of each node that carries IP, login nodes' too. */
  readonly nodesId: string;

  constructor(scope: Construct, id: string, props: SlurmSecurityGroupsProps) {
    super(scope, id);
    this.controllerId = this.group('Controller', 'Slurm controller: nodes alone', props.vpc);
    this.nodesId = this.group('Nodes', 'Slurm nodes: controller and each other', props.vpc);
    for (const ports of CONTROLLER) {
      this.allow(`NodesTo${ports.name}`, ports, this.nodesId, this.controllerId);
    }
    this.allow('ControllerToSlurmd', SLURMD, this.controllerId, this.nodesId);
    this.allow('NodesToSlurmd', SLURMD, this.nodesId, this.nodesId);
    this.allow('NodesToSrun', SRUN, this.nodesId, this.nodesId);
    // AWS's page leaves it out. The controller tells an srun or salloc that waits that its job has nodes, or is cancelled.
    this.allow('ControllerToSrun', SRUN, this.controllerId, this.nodesId);
    props.restClients.forEach(({ securityGroupRef }, index) => {
      this.admit(`RestFrom${index}`, REST, securityGroupRef.securityGroupId, this.controllerId);
    });
  }

  private group(id: string, groupDescription: string, { vpcRef }: IVPCRef): string {
    const group = new CfnSecurityGroup(this, id, {
      vpcId: vpcRef.vpcId,
      groupDescription,
      securityGroupEgress: [NO_EGRESS],
    });
    return group.securityGroupRef.securityGroupId;
  }

  private allow(id: string, ports: SlurmPorts, from: string, to: string): void {
    this.admit(`${id}In`, ports, from, to);
    new CfnSecurityGroupEgress(this, `${id}Out`, {
      groupId: from,
      ipProtocol: 'tcp',
      fromPort: ports.from,
      toPort: ports.to,
      destinationSecurityGroupId: to,
      description: ports.description,
    });
  }

  private admit(id: string, ports: SlurmPorts, from: string, to: string): void {
    new CfnSecurityGroupIngress(this, id, {
      groupId: to,
      ipProtocol: 'tcp',
      fromPort: ports.from,
      toPort: ports.to,
      sourceSecurityGroupId: from,
      description: ports.description,
    });
  }
}
