import type { Problem } from '../hardware/problem';
import { Ipv4Range } from './cidr';

/**
 * EFA connections that one Lustre file system holds. Each EFA interface that a client's Lustre uses is one connection.
 *
 * @see https://docs.aws.amazon.com/fsx/latest/LustreGuide/configure-efa-clients.html
 */
export const MAX_LUSTRE_EFA_CONNECTIONS = 1024;

/** Instances that mount a Lustre file system over EFA. */
export interface LustreEfaClients {
  /** What they are, for messages: the name of a member or a pool. */
  readonly name: string;

  /** Name of the instance type. */
  readonly instanceType: string;

  /** Instances when all of them run. */
  readonly instances: number;

  /** EFA interfaces of each instance that Lustre uses. */
  readonly efaInterfaces: number;

  /** EFA interfaces that each instance has. @default - not known */
  readonly efaInterfacesOfInstance?: number;

  /** Id of the zone that they run in. @default - not known */
  readonly zone?: string;

  /** Range of their subnet, in CIDR notation. @default - not known */
  readonly range?: string;
}

/** A Lustre file system with EFA, and who mounts it. */
export interface LustreEfaDemand {
  /** Id of the zone of the file system's subnet. @default - not known */
  readonly zone?: string;

  /** Range of the file system's subnet, in CIDR notation. @default - not known */
  readonly range?: string;
  readonly clients: LustreEfaClients[];
}

/**
 * What keeps clients from reaching a file system over EFA: another zone, a type without it, too many connections.
 *
 * @see https://docs.aws.amazon.com/fsx/latest/LustreGuide/efa-file-systems.html
 */
export function checkLustreEfa(demand: LustreEfaDemand): Problem[] {
  return [checkZones, checkRanges, checkTypes, checkConnections].flatMap((check) => check(demand));
}

/** EFA connections that clients open when all of them run. */
export function lustreEfaConnections(clients: LustreEfaClients[]): number {
  return clients.reduce((sum, { instances, efaInterfaces }) => sum + instances * efaInterfaces, 0);
}

function checkZones({ zone, clients }: LustreEfaDemand): Problem[] {
  return clients.flatMap((client, index) =>
    zone === undefined || client.zone === undefined || client.zone === zone
      ? []
      : [
          {
            id: 'lustre-efa-zone',
            message: `the file system is in ${zone} and '${client.name}' runs in ${client.zone}; EFA does not leave a zone: let '${client.name}' mount it over TCP, or give it a file system of its own in ${client.zone}`,
            path: ['clients', index],
          },
        ],
  );
}

const SHARED_BITS = 16;

/** File system and clients lie in one block of 65536 addresses. */
function checkRanges({ range, clients }: LustreEfaDemand): Problem[] {
  const home = range === undefined ? undefined : blockOf(range);
  return clients.flatMap((client, index) =>
    home === undefined || client.range === undefined || blockOf(client.range) === home
      ? []
      : [
          {
            id: 'lustre-efa-range',
            message: `the file system's subnet is ${range} and that of '${client.name}' ${client.range}; with EFA both lie in one /${SHARED_BITS}: use a subnet of the same /${SHARED_BITS}, or TCP`,
            path: ['clients', index],
          },
        ],
  );
}

function blockOf(cidr: string): number {
  return Math.floor(Ipv4Range.parse(cidr).first / 2 ** SHARED_BITS);
}

/** EFA on a Nitro v4 or newer instance, except of the family trn2. */
function checkTypes({ clients }: LustreEfaDemand): Problem[] {
  return clients.flatMap((client, index) => {
    const { name } = client;
    const reason = whyNotOverEfa(client);
    return reason === undefined
      ? []
      : [
          {
            id: 'lustre-efa-instance',
            message: `'${name}' cannot mount the file system over EFA: ${reason}; let it mount over TCP`,
            path: ['clients', index],
          },
        ];
  });
}

function whyNotOverEfa({
  instanceType,
  efaInterfaces,
  efaInterfacesOfInstance: most,
}: LustreEfaClients): string | undefined {
  if (instanceType.startsWith('trn2')) {
    return `FSx does not serve ${instanceType} over EFA`;
  }
  if (!(Number.isInteger(efaInterfaces) && efaInterfaces >= 1)) {
    return `${instanceType} has ${efaInterfaces} EFA interfaces for it, where at least one is needed`;
  }
  return most === undefined || efaInterfaces <= most
    ? undefined
    : `Lustre is to use ${efaInterfaces} EFA interfaces of each ${instanceType}, which has ${most}: give it ${most} or fewer, or take a layout with more`;
}

function checkConnections({ clients }: LustreEfaDemand): Problem[] {
  const connections = lustreEfaConnections(clients);
  if (!(connections > MAX_LUSTRE_EFA_CONNECTIONS)) {
    return [];
  }
  const terms = clients.map(
    ({ name, instances, efaInterfaces }) => `'${name}' ${instances} x ${efaInterfaces} = ${instances * efaInterfaces}`,
  );
  const instances = clients.reduce((sum, client) => sum + client.instances, 0);
  const fewer = Math.floor(MAX_LUSTRE_EFA_CONNECTIONS / Math.max(instances, 1));
  const remedy =
    fewer >= 1
      ? `give Lustre ${fewer} EFA interface${fewer === 1 ? '' : 's'} of each instance, or use several file systems`
      : 'use several file systems, or let some instances mount over TCP';
  return [
    {
      id: 'lustre-efa-connections',
      message: `the clients open ${connections} EFA connections (${terms.join(', ')}), and a file system holds ${MAX_LUSTRE_EFA_CONNECTIONS}; ${remedy}`,
      path: ['clients'],
    },
  ];
}
