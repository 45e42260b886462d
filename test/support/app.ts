import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { App, Stack } from 'aws-cdk-lib';

const cdkJson = JSON.parse(readFileSync(join(__dirname, '..', '..', 'cdk.json'), 'utf8')) as {
  context: Record<string, unknown>;
};

/** The feature flags of `cdk.json`. No construct notes where it was made: that costs a tenth of a synthesis, and shows nowhere. */
export function cdkContext(): Record<string, unknown> {
  return { ...cdkJson.context, 'aws:cdk:disable-creation-stack-traces': true };
}

/** An app with the feature flags of `cdk.json` and without CDK's built-in validation, which costs seconds a file. */
export function testApp(): App {
  return new App({ context: cdkContext(), builtinCloudFormationValidation: false, analyticsReporting: false });
}

/** A stack of its own in such an app, in us-east-1, for any account. */
export function testStack(id = 'Test'): Stack {
  return new Stack(testApp(), id, { env: { region: 'us-east-1' } });
}
