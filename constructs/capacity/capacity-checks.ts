import { Token } from 'aws-cdk-lib';

import type { Problem } from '../hardware/problem';
import { InvalidPropsError } from '../private/errors';
import { formatInstant } from '../rules/block-window';
import { isCapacityReservationId, parseResourceGroupArn } from '../rules/identifiers';

/** What is wrong with the id of a Capacity Reservation; a reference passes. */
export function checkReservationId(id: string): Problem[] {
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

/** What is wrong with the ARN of a group of Capacity Reservations; a reference passes. */
export function checkReservationGroupArn(arn: string): Problem[] {
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

/**
 * The time as ISO 8601 in UTC.
 *
 * @throws InvalidPropsError for an invalid Date
 */
export function isoTime(key: string, date: Date): string {
  if (Number.isNaN(date.getTime())) {
    throw new InvalidPropsError([
      { id: 'block-time-form', message: `'${key}' must be a valid Date, got an invalid one` },
    ]);
  }
  return formatInstant(date.getTime());
}
