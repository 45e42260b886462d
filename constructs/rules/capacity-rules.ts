import type { Problem } from '../hardware/problem';

/** The ways in which instances are had. */
export type CapacityKind = 'block' | 'reservation' | 'reservation-group' | 'reserve' | 'on-demand';

/** How many instances one Capacity Block holds at most. @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-capacity-blocks.html */
export const MAX_INSTANCES_PER_BLOCK = 64;

/**
 * How many instances an account has in all of its Capacity Blocks at one time, unless AWS agrees to more.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-capacity-blocks.html
 */
export const MAX_INSTANCES_IN_BLOCKS = 256;

/** How many instances `AWS::EC2::CapacityReservation` takes. @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateCapacityReservation.html */
export const MAX_INSTANCES_PER_RESERVATION = 1000;

/** A number of instances and how they are had. */
export interface CapacityDemand {
  readonly kind: CapacityKind;

  /** Name of the instance type, for the message. */
  readonly instanceType: string;

  /** Whether EC2 offers the type as part of an UltraServer alone. */
  readonly ultraServerOnly: boolean;

  /** Whether they form one UltraServer. */
  readonly ultraServer: boolean;

  readonly count: number;
}

/** What keeps a kind of capacity from serving the instances that are asked of it. */
export function checkCapacity(demand: CapacityDemand): Problem[] {
  return [checkUltraServer, checkUltraServerOnly, checkCount].flatMap((check) => check(demand));
}

const CALLED: Readonly<Record<CapacityKind, string>> = {
  block: 'a Capacity Block',
  reservation: 'a Capacity Reservation',
  'reservation-group': 'a group of Capacity Reservations',
  reserve: 'a created Capacity Reservation',
  'on-demand': 'On-Demand',
};

function checkUltraServer({ kind, ultraServer }: CapacityDemand): Problem[] {
  if (!ultraServer || kind === 'block') {
    return [];
  }
  // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-capacity-blocks.html: one UltraServer is one block.
  return [
    {
      id: 'ultraserver-needs-block',
      message: `an UltraServer is sold as one Capacity Block and runs in nothing else, got ${CALLED[kind]}; name the block's reservation id`,
    },
  ];
}

function checkUltraServerOnly({ instanceType, ultraServer, ultraServerOnly }: CapacityDemand): Problem[] {
  if (ultraServer || !ultraServerOnly) {
    return [];
  }
  return [
    {
      id: 'type-ultraserver-only',
      message: `${instanceType} is offered as part of an UltraServer alone, not as single instances; name an UltraServer type, ultraServer in a cluster file`,
    },
  ];
}

function checkCount({ kind, count, ultraServer }: CapacityDemand): Problem[] {
  const most =
    kind === 'block' ? MAX_INSTANCES_PER_BLOCK : kind === 'reserve' ? MAX_INSTANCES_PER_RESERVATION : Infinity;
  if (Number.isInteger(count) && count >= 1 && count <= most) {
    return [];
  }
  const limit = ultraServer || most === Infinity ? '' : ` and at most ${most}, what ${CALLED[kind]} can hold`;
  return [
    {
      id: 'instance-count',
      message: `'count' must be a whole number of at least 1${limit}, got ${count}`,
      path: ['count'],
    },
  ];
}

/** A Capacity Reservation by its id, and who is to run in it. */
export interface ReservationUse {
  readonly id: string;

  /** Whether the id is a Capacity Block's, or that of another reservation. */
  readonly kind: 'block' | 'reservation';

  /** Who uses it, for the message. */
  readonly name: string;
}

/**
 * A block belongs to one group of nodes; other reservations can be shared, but an id is a block's or another
 * reservation's, not both. The path is the place of the later use.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-capacity-blocks.html
 */
export function checkReservationUses(uses: readonly ReservationUse[]): Problem[] {
  const owners = new Map<string, number>();
  for (const [index, { id, kind }] of uses.entries()) {
    if (kind === 'block' && !owners.has(id)) {
      owners.set(id, index);
    }
  }
  return uses.flatMap(({ id, kind }, index): Problem[] => {
    const first = owners.get(id);
    if (first === undefined || first === index) {
      return [];
    }
    const owner = uses[first]?.name;
    const message =
      kind === 'block'
        ? `block ${id} is ${owner}'s already, a block belongs to one: one UltraServer is one Capacity Block; give the id of its own`
        : `reservation ${id} is ${owner}'s block, an id is a Capacity Block's or another reservation's, not both; correct one of the two`;
    return [{ id: 'block-shared', message, path: [index] }];
  });
}
