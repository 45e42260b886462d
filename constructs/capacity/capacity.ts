import type { Construct } from 'constructs';

import type { Problem } from '../hardware/problem';
import { refuse } from '../private/errors';
import { checkBlockWindow, DEFAULT_DRAIN_MINUTES, drainTime } from '../rules/block-window';
import { checkCapacity, type CapacityKind } from '../rules/capacity-rules';
import { noteReservation } from './block-registry';
import type { CapacityBinding, CapacityRequest } from './capacity-binding';
import { checkReservationGroupArn, checkReservationId, isoTime } from './capacity-checks';
import { checkReservationZone, defineReservation, type ReserveOptions } from './created-reservation';

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
   * A Capacity Block for ML, by the id of its Capacity Reservation. An UltraServer takes nothing else. A block that two
   * groups of one app or stage are given is refused at synthesis.
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
    refuse(checkReservationGroupArn(arn));
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
        ...this.check(request, scope),
      ],
      scope,
    );
    return this.render(scope, request);
  }

  /** What this kind of capacity finds wrong with a request beyond what holds for every kind. */
  protected check(_request: CapacityRequest, _scope: Construct): Problem[] {
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

  protected render(scope: Construct): CapacityBinding {
    noteReservation(scope, this.id, 'block');
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

  protected render(scope: Construct): CapacityBinding {
    noteReservation(scope, this.id, 'reservation');
    return { reservationId: this.id, preference: 'capacity-reservations-only' };
  }
}

class ReservationGroup extends Capacity {
  readonly kind = 'reservation-group';

  constructor(private readonly arn: string) {
    super();
  }

  protected override check(_request: CapacityRequest, scope: Construct): Problem[] {
    return checkReservationGroupArn(this.arn, scope);
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
    return checkReservationZone(this.options, zone);
  }

  protected render(scope: Construct, { instanceType, count }: CapacityRequest): CapacityBinding {
    return {
      reservationId: defineReservation(scope, this.options, {
        instanceType: instanceType.name,
        count,
        endsAt: this.endsAt,
      }),
      preference: 'capacity-reservations-only',
      // Without a reservation its instances run on, as On-Demand.
      window: this.endsAt === undefined ? undefined : { endsAt: this.endsAt, drainAt: this.endsAt },
    };
  }
}

class OnDemand extends Capacity {
  readonly kind = 'on-demand';

  protected render(): CapacityBinding {
    return {};
  }
}
