import { CfnCapacityReservation } from 'aws-cdk-lib/aws-ec2';
import { CfnParameter as CfnSsmParameter } from 'aws-cdk-lib/aws-ssm';
import { CfnParameter, Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

import type { AcceleratedInstanceType } from '../hardware/instance-type';
import type { Problem } from '../hardware/problem';
import { InvalidPropsError, refuse } from '../private/errors';
import { checkBlockWindow, DEFAULT_DRAIN_MINUTES, drainTime, formatInstant } from '../rules/block-window';
import { checkCapacity, type CapacityKind } from '../rules/capacity-rules';
import { isCapacityReservationId, parseResourceGroupArn } from '../rules/identifiers';

/** When a Capacity Block begins and ends. */
export interface CapacityBlockOptions {
  /**
   * When the block becomes active. The group stays at zero until then.
   *
   * @default - the block is active: instances are launched as soon as the stack stands
   */
  readonly startsAt?: Date;

  /** When the block ends, 11:30 UTC on its last day. An extension changes it. */
  readonly endsAt: Date;

  /**
   * Minutes before the end at which the group goes to zero; at least 61 for an UltraServer, 31 for other instances.
   *
   * @default 90
   */
  readonly drainMinutes?: number;
}

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
   * When the reservation is given back.
   *
   * @default - it stands, and costs, until it is deleted
   */
  readonly endsAt?: Date;
}

/** What asks for capacity. */
export interface CapacityRequest {
  readonly instanceType: AcceleratedInstanceType;

  /** Instances. */
  readonly count: number;

  /** Whether the instances form one UltraServer. */
  readonly ultraServer: boolean;

  /** Id of the zone that the instances are to be in. @default - not known, and not checked */
  readonly zone?: string;
}

/** When a group runs, as ISO 8601 in UTC. */
export interface CapacityWindow {
  /** @default - it runs already */
  readonly startsAt?: string;
  readonly endsAt: string;

  /** When the group goes to zero. */
  readonly drainAt: string;
}

/** What a kind of capacity puts into a launch template, and what a group must know of it. */
export interface CapacityBinding {
  /** `InstanceMarketOptions.MarketType`. @default - none, the instances are On-Demand */
  readonly marketType?: string;

  /** `CapacityReservationTarget.CapacityReservationId`. @default - none */
  readonly reservationId?: string;

  /** `CapacityReservationTarget.CapacityReservationResourceGroupArn`. @default - none */
  readonly reservationGroupArn?: string;

  /** `CapacityReservationPreference`. @default - none, EC2's own */
  readonly preference?: string;

  /** @default - the group runs for as long as it stands */
  readonly window?: CapacityWindow;
}

/**
 * Where the instances of a group come from.
 *
 * | Capacity | MarketType | Target | Preference |
 * |---|---|---|---|
 * | `Capacity.block` | `capacity-block` | the block's reservation | - |
 * | `Capacity.reservation` | - | the reservation | `capacity-reservations-only` |
 * | `Capacity.reservationGroup` | - | the group | `capacity-reservations-only` |
 * | `Capacity.reserve` | - | the created reservation | `capacity-reservations-only` |
 * | `Capacity.onDemand` | - | - | - |
 *
 * With `capacity-reservations-only` a launch fails where the reservation is full, and never falls back to On-Demand.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/capacity-reservations-using.html
 */
export abstract class Capacity {
  /**
   * A Capacity Block for ML, by the id of its Capacity Reservation. An UltraServer takes nothing else.
   *
   * @param id - `cr-…`, as the purchase returned it
   * @throws InvalidPropsError where the id has another form
   * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/launch-template-capacity-blocks.html
   */
  static block(id: string, options: CapacityBlockOptions): Capacity {
    refuse(checkReservationId(id));
    return new CapacityBlock(id, options);
  }

  /**
   * A Capacity Reservation that exists, On-Demand or future-dated.
   *
   * @throws InvalidPropsError where the id has another form
   */
  static reservation(id: string): Capacity {
    refuse(checkReservationId(id));
    return new ExistingReservation(id);
  }

  /**
   * A resource group of On-Demand Capacity Reservations.
   *
   * @throws InvalidPropsError where the ARN has another form
   * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/create-cr-group.html
   */
  static reservationGroup(arn: string): Capacity {
    refuse(checkResourceGroupArn(arn));
    return new ReservationGroup(arn);
  }

  /** An On-Demand Capacity Reservation that is created, in a stack of its own. It costs from its creation, used or not. */
  static reserve(options: ReserveOptions): Capacity {
    return new CreatedReservation(options);
  }

  /** On-Demand instances, as far as EC2 has them. */
  static onDemand(): Capacity {
    return new OnDemand();
  }

  /** What kind of capacity this is. */
  abstract readonly kind: CapacityKind;

  /**
   * Checks that this capacity can serve the request and says how; a group calls it once.
   *
   * @throws InvalidPropsError where it cannot
   */
  bind(scope: Construct, request: CapacityRequest): CapacityBinding {
    const { instanceType, count, ultraServer } = request;
    refuse(
      [
        ...checkCapacity({
          kind: this.kind,
          instanceType: instanceType.name,
          ultraServerOnly: instanceType.ultraServerOnly,
          ultraServer,
          count,
        }),
        ...this.check(request),
      ],
      scope,
    );
    return this.render(scope, request);
  }

  /** What this kind of capacity finds wrong with a request beyond what holds for every kind. */
  protected check(_request: CapacityRequest): Problem[] {
    return [];
  }

  protected abstract render(scope: Construct, request: CapacityRequest): CapacityBinding;
}

class CapacityBlock extends Capacity {
  readonly kind = 'block';
  private readonly startsAt?: string;
  private readonly endsAt: string;
  private readonly drainMinutes: number;

  constructor(
    private readonly id: string,
    options: CapacityBlockOptions,
  ) {
    super();
    this.startsAt = options.startsAt && isoTime('startsAt', options.startsAt);
    this.endsAt = isoTime('endsAt', options.endsAt);
    this.drainMinutes = options.drainMinutes ?? DEFAULT_DRAIN_MINUTES;
  }

  protected override check({ ultraServer }: CapacityRequest): Problem[] {
    return checkBlockWindow({
      startsAt: this.startsAt,
      endsAt: this.endsAt,
      drainMinutes: this.drainMinutes,
      ultraServer,
    });
  }

  protected render(): CapacityBinding {
    return {
      marketType: 'capacity-block',
      reservationId: this.id,
      window: { startsAt: this.startsAt, endsAt: this.endsAt, drainAt: drainTime(this.endsAt, this.drainMinutes) },
    };
  }
}

class ExistingReservation extends Capacity {
  readonly kind = 'reservation';

  constructor(private readonly id: string) {
    super();
  }

  protected render(): CapacityBinding {
    return { reservationId: this.id, preference: 'capacity-reservations-only' };
  }
}

class ReservationGroup extends Capacity {
  readonly kind = 'reservation-group';

  constructor(private readonly arn: string) {
    super();
  }

  protected render(): CapacityBinding {
    return { reservationGroupArn: this.arn, preference: 'capacity-reservations-only' };
  }
}

class CreatedReservation extends Capacity {
  readonly kind = 'reserve';
  private readonly endsAt?: string;

  constructor(private readonly options: ReserveOptions) {
    super();
    this.endsAt = options.endsAt && isoTime('endsAt', options.endsAt);
  }

  protected override check({ zone }: CapacityRequest): Problem[] {
    const { id, availabilityZoneId } = this.options;
    if (zone === undefined || zone === availabilityZoneId) {
      return [];
    }
    return [
      {
        id: 'reservation-zone',
        message: `the reservation '${id}' is to be in ${availabilityZoneId}, but its instances are in ${zone}; name the zone of the fabric's subnet`,
      },
    ];
  }

  protected render(scope: Construct, { instanceType, count }: CapacityRequest): CapacityBinding {
    const home = Stack.of(this.options.scope);
    refuse(checkHome(this.options.id, home, Stack.of(scope)), scope);
    const reservation = new CfnCapacityReservation(this.options.scope, this.options.id, {
      instanceType: instanceType.name,
      instancePlatform: 'Linux/UNIX',
      instanceCount: count,
      availabilityZoneId: this.options.availabilityZoneId,
      // Other instances of the account must not slip in.
      instanceMatchCriteria: 'targeted',
      endDateType: this.endsAt === undefined ? 'unlimited' : 'limited',
      endDate: this.endsAt,
    });
    return {
      reservationId: passById(reservation.ref, this.options, scope),
      preference: 'capacity-reservations-only',
    };
  }
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
 * reservation be replaced.
 */
function passById(reservationId: string, { scope, id }: ReserveOptions, nodes: Construct): string {
  const home = Stack.of(scope);
  const name = `/ultraserver/${home.stackName}/${id}/capacity-reservation-id`;
  new CfnSsmParameter(scope, `${id}Id`, { name, type: 'String', value: reservationId });
  Stack.of(nodes).addStackDependency(home, `reservation of ${id}`);
  return new CfnParameter(nodes, 'CapacityReservationId', {
    type: 'AWS::SSM::Parameter::Value<String>',
    default: name,
    description: `Capacity Reservation of ${id}`,
  }).valueAsString;
}

class OnDemand extends Capacity {
  readonly kind = 'on-demand';

  protected render(): CapacityBinding {
    return {};
  }
}

function checkReservationId(id: string): Problem[] {
  if (Token.isUnresolved(id) || isCapacityReservationId(id)) {
    return [];
  }
  return [
    {
      id: 'reservation-id-form',
      message: `a Capacity Reservation id must be 'cr-' and 8 or 17 hexadecimal digits, got ${JSON.stringify(id)}; a Capacity Block has one too, in CapacityReservationIds`,
    },
  ];
}

function checkResourceGroupArn(arn: string): Problem[] {
  if (Token.isUnresolved(arn) || parseResourceGroupArn(arn)) {
    return [];
  }
  return [
    {
      id: 'reservation-group-arn-form',
      message: `a reservation group must be named by its ARN, arn:aws:resource-groups:<region>:<account>:group/<name>, got ${JSON.stringify(arn)}`,
    },
  ];
}

function isoTime(key: string, date: Date): string {
  if (Number.isNaN(date.getTime())) {
    throw new InvalidPropsError([
      { id: 'block-time-form', message: `'${key}' must be a valid Date, got an invalid one` },
    ]);
  }
  return formatInstant(date.getTime());
}
