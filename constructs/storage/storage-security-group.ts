import type { CfnResource, RemovalPolicy } from 'aws-cdk-lib';
import { CfnSecurityGroup, CfnSecurityGroupEgress, CfnSecurityGroupIngress } from 'aws-cdk-lib/aws-ec2';
import type { ISecurityGroupRef, IVPCRef } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';

import { NO_EGRESS } from '../network/no-egress';

/** Ports that a service listens on. */
export interface StoragePort {
  readonly protocol: 'tcp' | 'udp';
  readonly from: number;
  readonly to: number;
}

/** Properties of a file system's security group. */
export interface StorageSecurityGroupProps {
  readonly vpc: IVPCRef;

  /** What the file system is: `FSx for Lustre`. */
  readonly service: string;
  readonly ports: StoragePort[];

  /** Groups of those who mount it. They get the rules that they need. */
  readonly clients: ISecurityGroupRef[];

  /** Whether servers call clients, and each other, as Lustre's do. */
  readonly mutual: boolean;

  /**
   * The EFA group of those who mount it over EFA.
   *
   * @default - nobody does
   */
  readonly efaClients?: ISecurityGroupRef;

  /**
   * What becomes of the group, and of the rules among servers, with the file system that is a member of it: a group in use
   * cannot be deleted. Rules of clients go in any case, so that the clients' own groups can.
   *
   * @default - it goes with the stack
   */
  readonly removalPolicy?: RemovalPolicy;
}

interface Traffic {
  readonly ipProtocol: string;
  readonly fromPort?: number;
  readonly toPort?: number;
}

const ALL: Traffic = { ipProtocol: '-1' };

/**
 * Defines the security group of a file system, with rules by id alone: each is a resource of its own, since groups that
 * name each other cannot be defined otherwise, and since FSx replaces a file system whose groups change.
 */
export class StorageSecurityGroup extends Construct {
  readonly securityGroup: ISecurityGroupRef;

  /** What must stand before the file system: FSx looks whether its group lets it work. */
  readonly rules: CfnResource[] = [];

  private readonly removalPolicy: RemovalPolicy | undefined;

  constructor(scope: Construct, id: string, props: StorageSecurityGroupProps) {
    super(scope, id);
    const { service, ports, clients, mutual, efaClients } = props;
    const group = new CfnSecurityGroup(this, 'Resource', {
      vpcId: props.vpc.vpcRef.vpcId,
      groupDescription: `${service}: clients in`,
      securityGroupEgress: [NO_EGRESS],
    });
    this.securityGroup = group;
    this.removalPolicy = props.removalPolicy;
    if (props.removalPolicy) {
      group.applyRemovalPolicy(props.removalPolicy);
    }

    for (const port of ports) {
      const traffic = { ipProtocol: port.protocol, fromPort: port.from, toPort: port.to };
      const name = `${port.protocol}${port.from}`;
      for (const client of clients) {
        this.allow(`${name}From${idOf(client)}`, client, group, traffic, `${service} from clients`);
        if (mutual) {
          this.allow(`${name}To${idOf(client)}`, group, client, traffic, `${service} to clients`);
        }
      }
      if (mutual) {
        this.allow(`${name}Servers`, group, group, traffic, `${service} among servers`);
      }
    }
    if (efaClients) {
      // EFA takes rules by id alone: a range does not do, whatever it allows.
      // https://docs.aws.amazon.com/fsx/latest/LustreGuide/limit-access-security-groups.html
      this.allow('EfaServers', group, group, ALL, `${service}: EFA among servers`);
      this.allow('EfaFromClients', efaClients, group, ALL, `${service}: EFA from clients`);
      this.allow('EfaToClients', group, efaClients, ALL, `${service}: EFA to clients`);
    }
  }

  /** Both ends of a way: out of the one group, into the other. */
  private allow(
    id: string,
    from: ISecurityGroupRef,
    to: ISecurityGroupRef,
    traffic: Traffic,
    description: string,
  ): void {
    const [source, target] = [from.securityGroupRef.securityGroupId, to.securityGroupRef.securityGroupId];
    const ends = [
      new CfnSecurityGroupIngress(this, `${id}In`, {
        groupId: target,
        sourceSecurityGroupId: source,
        description,
        ...traffic,
      }),
      new CfnSecurityGroupEgress(this, `${id}Out`, {
        groupId: source,
        destinationSecurityGroupId: target,
        description,
        ...traffic,
      }),
    ];
    if (from === to && this.removalPolicy) {
      ends.forEach((end) => end.applyRemovalPolicy(this.removalPolicy));
    }
    this.rules.push(...ends);
  }
}

/** Tells a group from any other by its path, so that the order of groups moves no rule. */
function idOf(group: ISecurityGroupRef): string {
  return group.node.addr.slice(-8);
}
