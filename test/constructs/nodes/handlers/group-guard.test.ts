import { handler } from '../../../../constructs/nodes/handlers/group-guard';
import type { GuardProperties } from '../../../../constructs/nodes/start-decision';
import type { CustomResourceEvent } from '../../../../constructs/private/custom-resource-answer';
import { loopbackAwsEnvironment, startLoopback, type Loopback } from '../../../support/loopback';

/** What Auto Scaling answers to an action that it has done. */
const done = (action: string): string =>
  `<${action}Response xmlns="http://autoscaling.amazonaws.com/doc/2011-01-01/"><${action}Result/></${action}Response>`;
const failed = (code: string, message: string): string =>
  `<ErrorResponse xmlns="http://autoscaling.amazonaws.com/doc/2011-01-01/"><Error><Type>Sender</Type>
  <Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;
const DENIED = failed('AccessDenied', 'not authorized to perform autoscaling:SuspendProcesses');

/** Answers other than success, by action. */
let answers: Record<string, () => { status: number; body: string }> = {};
let aws: Loopback;
let cloudFormation: Loopback;
const environment = process.env;

beforeEach(async () => {
  answers = {};
  aws = await startLoopback(({ body }) => {
    const action = new URLSearchParams(body).get('Action') ?? '';
    return answers[action]?.() ?? { status: 200, body: done(action) };
  });
  cloudFormation = await startLoopback(() => ({ status: 200, body: '' }));
  process.env = { ...environment, ...loopbackAwsEnvironment(aws.url), RETRY_PAUSE_MS: '1' };
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
});

afterEach(async () => {
  process.env = environment;
  jest.restoreAllMocks();
  await Promise.all([aws.close(), cloudFormation.close()]);
});

const properties: GuardProperties = {
  AutoScalingGroupName: 'frontier-cell-main-alpha',
  SuspendedProcesses: ['AZRebalance', 'ReplaceUnhealthy'],
  Count: '18',
  StartsAt: '2126-12-06T11:30:00Z',
  DrainAt: '2126-12-20T10:00:00Z',
};

const event = (change: Partial<CustomResourceEvent<GuardProperties>> = {}): CustomResourceEvent<GuardProperties> => ({
  RequestType: 'Create',
  ResponseURL: `${cloudFormation.url}/response?signature=1`,
  StackId: 'arn:aws:cloudformation:us-east-1:111122223333:stack/frontier-cell-main/1',
  RequestId: 'request-1',
  LogicalResourceId: 'alphaGroupGuard',
  ResourceProperties: properties,
  ...change,
});

/** What CloudFormation heard. */
const answer = (): Record<string, unknown> => {
  expect(cloudFormation.requests).toHaveLength(1);
  return JSON.parse(cloudFormation.requests[0]!.body) as Record<string, unknown>;
};

/** The calls that Auto Scaling got, as `Action` with the parameters that matter. */
const calls = (): Record<string, string>[] =>
  aws.requests.map(({ body }) => {
    const parameters = new URLSearchParams(body);
    parameters.delete('Version');
    return Object.fromEntries(parameters);
  });

const SUSPEND = {
  Action: 'SuspendProcesses',
  AutoScalingGroupName: 'frontier-cell-main-alpha',
  'ScalingProcesses.member.1': 'AZRebalance',
  'ScalingProcesses.member.2': 'ReplaceUnhealthy',
};

test('suspends the processes, and schedules the start of a block that is still to begin', async () => {
  await handler(event());
  expect(calls()).toEqual([
    SUSPEND,
    {
      Action: 'PutScheduledUpdateGroupAction',
      AutoScalingGroupName: 'frontier-cell-main-alpha',
      ScheduledActionName: 'start',
      StartTime: '2126-12-06T11:30:00Z',
      DesiredCapacity: '18',
    },
  ]);
  expect(answer()).toEqual({
    Status: 'SUCCESS',
    PhysicalResourceId: 'frontier-cell-main-alpha',
    StackId: event().StackId,
    RequestId: 'request-1',
    LogicalResourceId: 'alphaGroupGuard',
  });
  const { method, path, headers } = cloudFormation.requests[0]!;
  expect([method, path, headers['content-type']]).toEqual(['PUT', '/response?signature=1', '']);
});

test('starts a group at once whose block is active, in place of a start that was scheduled', async () => {
  await handler(event({ ResourceProperties: { ...properties, StartsAt: '2026-01-01T11:30:00Z' } }));
  expect(calls().map(({ Action }) => Action)).toEqual([
    'SuspendProcesses',
    'DeleteScheduledAction',
    'SetDesiredCapacity',
  ]);
  expect(calls()[2]).toMatchObject({ DesiredCapacity: '18' });
});

test('takes it that a scheduled start which has happened is gone', async () => {
  answers.DeleteScheduledAction = () => ({
    status: 400,
    body: failed('ValidationError', 'Scheduled action name not found'),
  });
  await handler(event({ ResourceProperties: { ...properties, StartsAt: undefined } }));
  expect(calls().at(-1)).toMatchObject({ Action: 'SetDesiredCapacity' });
  expect(answer()).toMatchObject({ Status: 'SUCCESS' });
});

test('any other failure to cancel it is a failure', async () => {
  answers.DeleteScheduledAction = () => ({ status: 400, body: failed('ResourceContention', 'pending update') });
  await handler(event({ ResourceProperties: { ...properties, StartsAt: undefined } }));
  expect(answer()).toMatchObject({ Status: 'FAILED', Reason: 'pending update' });
});

test('leaves the size alone in an update that does not concern the start', async () => {
  const old = { ...properties, SuspendedProcesses: ['AZRebalance'] };
  await handler(
    event({ RequestType: 'Update', PhysicalResourceId: 'frontier-cell-main-alpha', OldResourceProperties: old }),
  );
  expect(calls()).toEqual([SUSPEND]);
  expect(answer()).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'frontier-cell-main-alpha' });
});

test('a refused call fails the resource, with the reason, after some tries', async () => {
  answers.SuspendProcesses = () => ({ status: 403, body: DENIED });
  await handler(event());
  expect(calls()).toHaveLength(6);
  expect(answer()).toMatchObject({
    Status: 'FAILED',
    Reason: 'not authorized to perform autoscaling:SuspendProcesses',
    PhysicalResourceId: 'not-created',
  });
});

test('rights that are new are waited for', async () => {
  let tries = 0;
  answers.SuspendProcesses = () =>
    ++tries < 3 ? { status: 403, body: DENIED } : { status: 200, body: done('SuspendProcesses') };
  await handler(event());
  expect(answer()).toMatchObject({ Status: 'SUCCESS' });
});

test('a block that is over fails the resource before anything is touched', async () => {
  await handler(event({ ResourceProperties: { ...properties, StartsAt: undefined, DrainAt: '2026-01-01T10:00:00Z' } }));
  expect(answer()).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('has passed') as string });
  expect(aws.requests).toEqual([]);
});

test('a Delete touches nothing and succeeds, even after a failed Create', async () => {
  await handler(event({ RequestType: 'Delete', PhysicalResourceId: 'not-created' }));
  expect(answer()).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'not-created' });
  expect(aws.requests).toEqual([]);
});

test('an answer that CloudFormation does not take is an error, so that Lambda tries again', async () => {
  await cloudFormation.close();
  cloudFormation = await startLoopback(() => ({ status: 503, body: '' }));
  await expect(handler(event())).rejects.toThrow(/answered 503/);
});
