import { App, CfnWaitConditionHandle, Stack } from 'aws-cdk-lib';

/** The least that a CDK app can be and pass validation: one stack with one resource that does nothing. */
const app = new App();
const stack = new Stack(app, 'Empty', { env: { region: 'us-east-1' } });
new CfnWaitConditionHandle(stack, 'Nothing');
