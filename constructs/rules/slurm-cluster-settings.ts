import type { Problem } from '../hardware/problem';
import { isLocalZone } from './zone-id';
import { checkZoneId } from './zones';

/** The longest that AWS PCS keeps what jobs used, where an end is stated. */
const LONGEST_PURGE_DAYS = 10_000;

/**
 * Whether records of jobs can be kept for so many days.
 *
 * @see https://docs.aws.amazon.com/pcs/latest/APIReference/API_AccountingRequest.html
 */
export function checkSlurmPurge(days: number): Problem[] {
  if (Number.isInteger(days) && days >= 1 && days <= LONGEST_PURGE_DAYS) {
    return [];
  }
  return [
    {
      id: 'slurm-purge-days',
      message: `records of jobs are kept for a whole number of days from 1 to ${LONGEST_PURGE_DAYS}, got ${days}; leave it out to keep them as long as the cluster stands`,
      path: ['purgeAfterDays'],
    },
  ];
}

/**
 * Whether Slurm's controller can have its network interface in a zone. Nodes may be in a Local Zone all the same.
 *
 * @see https://docs.aws.amazon.com/pcs/latest/APIReference/API_NetworkingRequest.html
 */
export function checkSlurmControlZone(zone: string): Problem[] {
  const path = ['controlSubnet'];
  if (!isLocalZone(zone)) {
    return checkZoneId(zone).map((problem) => ({ ...problem, path }));
  }
  return [
    {
      id: 'slurm-control-local-zone',
      message: `Slurm's controller cannot have its interface in ${zone}, a Local Zone; give a subnet of an Availability Zone, nodes may run in ${zone} all the same`,
      path,
    },
  ];
}
