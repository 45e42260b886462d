import { handler } from '../../../../constructs/nodes/handlers/group-guard';
import type { GuardProperties } from '../../../../constructs/nodes/start-time';
import type { CustomResourceEvent } from '../../../../constructs/private/custom-resource-answer';
import { loopbackAwsEnvironment, startLoopback, type Loopback } from '../../../support/loopback';

const SUSPENDED = `<SuspendProcessesResponse xmlns="http://autoscaling.amazonaws.com/doc/2011-01-01/">
  <ResponseMetadata><RequestId>00000000-0000-4000-8000-000000000000</RequestId></ResponseMetadata></SuspendProcessesResponse>`;
const DENIED = `<ErrorResponse xmlns="http://autoscaling.amazonaws.com/doc/2011-01-01/"><Error><Type>Sender</Type>
  <Code>AccessDenied</Code><Message>not authorized to perform autoscaling:SuspendProcesses</Message></Error></ErrorResponse>`;

let autoScaling = { status: 200, body: SUSPENDED };
let aws: Loopback;
let cloudFormation: Loopback;
const environment = process.env;

beforeEach(async () => {
  autoScaling = { status: 200, body: SUSPENDED };
  aws = await startLoopback(() => autoScaling);
  cloudFormation = await startLoopback(() => ({ status: 200, body: '' }));
  process.env = { ...environment, ...loopbackAwsEnvironment(aws.url) };
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

test('suspends the processes and tells the start', async () => {
  await handler(event());

  const sent = new URLSearchParams(aws.requests[0]!.body);
  expect(sent.get('Action')).toBe('SuspendProcesses');
  expect(sent.get('AutoScalingGroupName')).toBe('frontier-cell-main-alpha');
  expect([sent.get('ScalingProcesses.member.1'), sent.get('ScalingProcesses.member.2')]).toEqual([
    'AZRebalance',
    'ReplaceUnhealthy',
  ]);
  expect(answer()).toEqual({
    Status: 'SUCCESS',
    PhysicalResourceId: 'frontier-cell-main-alpha|2126-12-06T11:30:00Z',
    Data: { StartTime: '2126-12-06T11:30:00Z' },
    StackId: event().StackId,
    RequestId: 'request-1',
    LogicalResourceId: 'alphaGroupGuard',
  });
  const { method, path, headers } = cloudFormation.requests[0]!;
  expect([method, path, headers['content-type']]).toEqual(['PUT', '/response?signature=1', '']);
});

test('keeps the start that it settled before', async () => {
  const old = { ...properties, SuspendedProcesses: ['AZRebalance'] };
  await handler(
    event({
      RequestType: 'Update',
      PhysicalResourceId: 'frontier-cell-main-alpha|2026-01-01T00:00:00Z',
      OldResourceProperties: old,
    }),
  );
  expect(answer()).toMatchObject({ Status: 'SUCCESS', Data: { StartTime: '2026-01-01T00:00:00Z' } });
});

test('a refused call fails the resource, with the reason', async () => {
  autoScaling = { status: 403, body: DENIED };
  await handler(event());
  expect(answer()).toMatchObject({
    Status: 'FAILED',
    Reason: 'not authorized to perform autoscaling:SuspendProcesses',
    PhysicalResourceId: 'not-created',
  });
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
