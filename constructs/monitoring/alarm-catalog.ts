import type { AlarmDefinition } from './alarm-definition';
import { CLUSTER_ALARMS } from './cluster-alarms';
import { MEMBER_ALARMS, type MemberAlarm } from './member-alarms';
import { severitiesOf } from './severity';

/** Every alarm, those of a member first, in the order of the documentation. */
export const ALARMS: readonly AlarmDefinition[] = [...Object.values(MEMBER_ALARMS), ...Object.values(CLUSTER_ALARMS)];

const NEEDS_RESERVATION: readonly MemberAlarm[] = [
  MEMBER_ALARMS.reservedNotRunning,
  MEMBER_ALARMS.reservedIdle,
  MEMBER_ALARMS.nodesNotReporting,
];
const NEEDS_GROUP: readonly MemberAlarm[] = [
  MEMBER_ALARMS.reservedNotRunning,
  MEMBER_ALARMS.notInService,
  MEMBER_ALARMS.nodesLost,
  MEMBER_ALARMS.statusSystem,
  MEMBER_ALARMS.statusInstance,
  MEMBER_ALARMS.statusEbs,
];
const NEEDS_NO_GROUP: readonly MemberAlarm[] = [MEMBER_ALARMS.reservedIdle, MEMBER_ALARMS.nodesNotReporting];
const NEEDS_GPU_METRICS: readonly MemberAlarm[] = [MEMBER_ALARMS.gpuTemperature, MEMBER_ALARMS.gpusNotReporting];

/** What decides which alarms a member has. Its size is not part of it. */
export interface MemberTraits {
  /** Whether the nodes run in a Capacity Reservation that is known by its id. */
  readonly reservation: boolean;

  /** Whether an Auto Scaling group holds the nodes whose name is known. @default true */
  readonly group?: boolean;

  /** Whether the nodes publish GPU metrics: NVIDIA ones do. */
  readonly gpuMetrics: boolean;
}

/** The alarms that a member with these traits has. */
export function memberAlarms(traits: MemberTraits): MemberAlarm[] {
  const other = (traits.group ?? true) ? NEEDS_NO_GROUP : NEEDS_GROUP;
  return Object.values(MEMBER_ALARMS).filter(
    (definition) =>
      !other.includes(definition) &&
      (traits.reservation || !NEEDS_RESERVATION.includes(definition)) &&
      (traits.gpuMetrics || !NEEDS_GPU_METRICS.includes(definition)),
  );
}

/** Alarm resources that these definitions become with their default thresholds: one for each severity. */
export function alarmCount(definitions: readonly AlarmDefinition[]): number {
  return definitions.reduce((sum, { thresholds }) => sum + severitiesOf(thresholds).length, 0);
}

/** Metrics that those alarms watch, which is what CloudWatch bills. */
export function alarmMetricCount(definitions: readonly AlarmDefinition[]): number {
  return definitions.reduce(
    (sum, { thresholds, metricCount }) => sum + severitiesOf(thresholds).length * metricCount,
    0,
  );
}
