import { Token } from 'aws-cdk-lib';

/** The text, or undefined where it is a reference whose value only the deployment knows. */
export function knownText(text: string | undefined): string | undefined {
  return text === undefined || Token.isUnresolved(text) ? undefined : text;
}
