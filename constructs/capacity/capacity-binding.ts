import type { AcceleratedInstanceType } from '../hardware/instance-type';

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
