import { Stack, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

import type { Problem } from '../hardware/problem';
import { refuse } from '../private/errors';
import { knownText } from '../private/known-text';
import { checkResourceGroupArn } from '../rules/arns';
import { checkInstant, formatInstant } from '../rules/block-window';
import { checkCapacityReservationId } from '../rules/identifiers';

/** What is wrong with the id of a Capacity Reservation; a reference passes. */
export function checkReservationId(id: string): Problem[] {
  return Token.isUnresolved(id) ? [] : checkCapacityReservationId(id);
}

/**
 * What is wrong with the ARN of a group of Capacity Reservations; a reference passes.
 *
 * @param scope whose stack may know its Region @default - the Region is not compared
 */
export function checkReservationGroupArn(arn: string, scope?: IConstruct): Problem[] {
  const region = scope && knownText(Stack.of(scope).region);
  return Token.isUnresolved(arn) ? [] : checkResourceGroupArn(arn, region);
}

/**
 * The time as ISO 8601 in UTC.
 *
 * @throws InvalidPropsError for an invalid Date, or what is none
 */
export function isoTime(key: string, date: Date): string {
  // Users without type checks may give a text.
  const time = date instanceof Date ? date.getTime() : Number.NaN;
  refuse(checkInstant(key, Number.isNaN(time) ? String(date) : date.toISOString()));
  return formatInstant(time);
}
