import { CfnParameter, type CfnTag, Stack, Token } from 'aws-cdk-lib';
import { CfnCapacityReservation } from 'aws-cdk-lib/aws-ec2';
import { CfnParameter as CfnSsmParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';

import type { Problem } from '../hardware/problem';
import { refuse } from '../private/errors';
import { sha256 } from '../private/text';

/** What an On-Demand Capacity Reservation is created with. */
export interface ReserveOptions {
  /**
   * Where the reservation is defined: a stack other than the node group's, so that capacity which cannot be had rolls
   * back nothing else.
   */
  readonly scope: Construct;

  /** Id of the construct within `scope`. */
  readonly id: string;

  /** The zone, by id: `use1-az6`. It must be the zone of the node group's subnet. */
  readonly availabilityZoneId: string;

  /**
   * When the reservation is given back. Its nodes go to zero then: they would run on, as On-Demand.
   *
   * @default - it stands, and costs, until it is deleted
   */
  readonly endsAt?: Date;

  /**
   * Tags of the reservation.
   *
   * @default - those of its stack, as far as CloudFormation passes them on
   */
  readonly tags?: CfnTag[];
}

/** What is reserved. */
export interface Reserved {
  /** Name of the instance type. */
  readonly instanceType: string;
  readonly count: number;

  /** ISO 8601. @default - it stands until it is deleted */
  readonly endsAt?: string;
}

/** What is wrong with the reservation's zone for nodes in another; a reference passes. */
export function checkReservationZone({ id, availabilityZoneId }: ReserveOptions, zone?: string): Problem[] {
  if (
    zone === undefined ||
    zone === availabilityZoneId ||
    Token.isUnresolved(zone) ||
    Token.isUnresolved(availabilityZoneId)
  ) {
    return [];
  }
  return [
    {
      id: 'reservation-zone',
      message: `the reservation '${id}' is to be in ${availabilityZoneId}, but its instances are in ${zone}; name the zone of the fabric's subnet`,
    },
  ];
}

/**
 * Defines a reservation in a stack of its own.
 *
 * @returns its id, as the nodes' stack refers to it
 * @throws InvalidPropsError where both stacks are one
 */
export function defineReservation(nodes: Construct, options: ReserveOptions, reserved: Reserved): string {
  refuse(checkHome(options.id, Stack.of(options.scope), Stack.of(nodes)), nodes);
  const reservation = new CfnCapacityReservation(options.scope, options.id, {
    instanceType: reserved.instanceType,
    instancePlatform: 'Linux/UNIX',
    instanceCount: reserved.count,
    availabilityZoneId: options.availabilityZoneId,
    // Other instances of the account must not slip in.
    instanceMatchCriteria: 'targeted',
    endDateType: reserved.endsAt === undefined ? 'unlimited' : 'limited',
    endDate: reserved.endsAt,
    tagSpecifications: options.tags && [{ resourceType: 'capacity-reservation', tags: options.tags }],
  });
  return passById(reservation.ref, options, nodes);
}

function checkHome(id: string, home: Stack, nodes: Stack): Problem[] {
  return home === nodes
    ? [
        {
          id: 'reservation-own-stack',
          message:
            `the reservation '${id}' must be in a stack other than its node group's, got ${nodes.stackName} for both; ` +
            'pass a scope in a stack of its own, so that capacity which cannot be had rolls back nothing else',
        },
      ]
    : [];
}

/**
 * Hands the id to the nodes' stack through an SSM parameter, not an export. The reservation's stack is updated first, and
 * CloudFormation refuses to drop or change an export while it is imported: neither could a member be removed, nor its
 * reservation be replaced. The parameter has a physical name because two stacks must agree on it.
 */
function passById(reservationId: string, { scope, id }: ReserveOptions, nodes: Construct): string {
  const home = Stack.of(scope);
  const name = `/ultraserver/${home.stackName}/${id}/capacity-reservation-id`;
  new CfnSsmParameter(scope, `${id}Id`, { name, type: 'String', value: reservationId });
  Stack.of(nodes).addStackDependency(home, `reservation of ${id}`);
  // Another name is another parameter: the CDK CLI keeps the value that a parameter had.
  const suffix = sha256(name).slice(0, 8);
  return new CfnParameter(nodes, `CapacityReservationId${suffix}`, {
    type: 'AWS::SSM::Parameter::Value<String>',
    default: name,
    description: `Capacity Reservation of ${id}`,
  }).valueAsString;
}
