import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

import { USER_DATA_LIMIT_BYTES, userDataBytes } from './user-data/mime';

/**
 * Has synthesis fail where user data is larger than EC2 takes.
 *
 * The size is known once references are resolved; what CloudFormation fills in counts with the length of its
 * placeholder, unless it is known how long it can become.
 *
 * @param longest the longest text that CloudFormation can fill in, by the reference that it is filled in for
 */
export function validateUserData(scope: Construct, userData: string, longest: ReadonlyMap<string, string>): void {
  const measured = [...longest].reduce((text, [reference, known]) => text.replaceAll(reference, known), userData);
  scope.node.addValidation({
    validate: () => {
      const bytes = userDataBytes(literalText(Stack.of(scope).resolve(measured)));
      return bytes <= USER_DATA_LIMIT_BYTES
        ? []
        : [
            `user data has ${bytes} bytes, EC2 takes ${USER_DATA_LIMIT_BYTES}; shorten what the engine or you add [user-data-size]`,
          ];
    },
  });
}

/** The text of a resolved value: literal pieces as they are, references as their JSON. */
function literalText(value: unknown): string {
  if (typeof value === 'string') {
    return value;
  }
  const join = (value as { 'Fn::Join'?: [string, unknown[]] } | undefined)?.['Fn::Join'];
  return join ? join[1].map(literalText).join(join[0]) : JSON.stringify(value);
}
