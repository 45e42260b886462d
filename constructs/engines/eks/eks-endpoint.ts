import type { Problem } from '../../hardware/problem';
import { checkClientRanges, checkEndpointRanges } from '../../rules/eks-network';

/** Who, beside the cluster's own nodes, may reach a private endpoint. */
export interface EksEndpointClients {
  /** Security groups whose members may call the Kubernetes API. @default - none */
  readonly securityGroupIds?: string[];

  /** Ranges that are routed to the VPC, of a VPN say. @default - none */
  readonly cidrs?: string[];
}

/**
 * Where a cluster's Kubernetes API can be reached from. Nodes always reach it inside the VPC.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html
 */
export class EksEndpoint {
  /**
   * From the VPC alone: by members of the cluster's security group, which all nodes are, and by these clients. An operator
   * tunnels through a system node by Session Manager, and needs to be none of them.
   */
  static privateOnly(clients: EksEndpointClients = {}): EksEndpoint {
    return new EksEndpoint(clients, undefined, checkClientRanges(clients.cidrs ?? []));
  }

  /** From these public ranges too. Private addresses cannot be among them, nor the whole internet. */
  static publicFrom(cidrs: string[], clients: EksEndpointClients = {}): EksEndpoint {
    const problems = [...checkEndpointRanges(cidrs), ...checkClientRanges(clients.cidrs ?? [])];
    return new EksEndpoint(clients, cidrs, problems);
  }

  /** From the whole internet, where IAM and Kubernetes alone stand before the cluster. */
  static publicFromAnywhere(clients: EksEndpointClients = {}): EksEndpoint {
    return new EksEndpoint(clients, ['0.0.0.0/0'], checkClientRanges(clients.cidrs ?? []));
  }

  /** Who may reach the private endpoint. */
  readonly clients: EksEndpointClients;

  /** Public ranges that may reach the endpoint; undefined: there is no public one. */
  readonly publicCidrs?: string[];

  /**
   * What is wrong with the ranges. The cluster that is given the endpoint throws it.
   *
   * @internal
   */
  readonly problems: readonly Problem[];

  private constructor(clients: EksEndpointClients, publicCidrs: string[] | undefined, problems: Problem[]) {
    this.clients = clients;
    this.publicCidrs = publicCidrs;
    this.problems = problems;
  }
}
