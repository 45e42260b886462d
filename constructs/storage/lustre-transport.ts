import { Token } from 'aws-cdk-lib';
import type { ISecurityGroupRef } from 'aws-cdk-lib/aws-ec2';

import type { Problem } from '../hardware/problem';
import type { EfaFabric } from '../network/efa-fabric';
import { checkLustreEfa, type LustreEfaClients } from '../rules/lustre-efa';

/** Where a file system stands, as far as its transport must know. */
export interface LustrePlace {
  /** Id of the zone. @default - not known */
  readonly zone?: string;
}

/**
 * How clients reach a Lustre file system. FSx cannot change it later.
 *
 * | Transport | From | Most for one client |
 * |---|---|---|
 * | `LustreTransport.tcp` | any zone of the VPC | 100 Gbps |
 * | `LustreTransport.efa` | the file system's own zone | 700 Gbps |
 *
 * @see https://docs.aws.amazon.com/fsx/latest/LustreGuide/performance.html
 */
export class LustreTransport {
  /** Over TCP, from any zone of the VPC, a Local Zone included. */
  static tcp(): LustreTransport {
    return new LustreTransport();
  }

  /**
   * Over EFA, for the nodes of a fabric; others still use TCP. A file system holds 1024 EFA connections, one for each
   * interface that a client's Lustre uses.
   *
   * @param clients who mounts it over EFA, when all of them run
   * @see https://docs.aws.amazon.com/fsx/latest/LustreGuide/efa-file-systems.html
   */
  static efa(fabric: EfaFabric, clients: LustreEfaClients[]): LustreTransport {
    return new LustreTransport(fabric, clients);
  }

  private constructor(
    private readonly fabric?: EfaFabric,
    private readonly clients: LustreEfaClients[] = [],
  ) {}

  /** Whether the file system has EFA. */
  get efa(): boolean {
    return this.fabric !== undefined;
  }

  /** The EFA group of the clients; undefined over TCP. */
  get efaClients(): ISecurityGroupRef | undefined {
    return this.fabric?.securityGroups.efaSecurityGroup;
  }

  /** What keeps the clients from reaching a file system in that place. */
  check(place: LustrePlace): Problem[] {
    if (this.fabric === undefined) {
      return [];
    }
    const home = known(this.fabric.zone);
    const clients = this.clients.map((client) => ({ ...client, zone: known(client.zone) ?? home }));
    return checkLustreEfa({ zone: known(place.zone), clients });
  }
}

/** A text that can be read now. */
function known(text: string | undefined): string | undefined {
  return Token.isUnresolved(text) ? undefined : text;
}
