import { handler } from '../../../../../constructs/engines/eks/handlers/managed-group-guard';
import type { ManagedGuardProperties } from '../../../../../constructs/engines/eks/managed-guard-properties';
import type { CustomResourceEvent } from '../../../../../constructs/private/custom-resource-answer';
import { AwsFake } from './auto-scaling-fake';

let fake: AwsFake;
const environment = process.env;

beforeEach(async () => {
  fake = await AwsFake.start();
  fake.groups.push({ name: 'eks-alpha-0123', desired: 0 });
  process.env = { ...environment, ...fake.environment };
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
});

afterEach(async () => {
  process.env = environment;
  jest.restoreAllMocks();
  await fake.stop();
});

const properties: ManagedGuardProperties = {
  EksCluster: 'frontier',
  Nodegroup: 'alpha',
  SuspendedProcesses: ['AZRebalance', 'ReplaceUnhealthy'],
  Count: '18',
  StartsAt: '2126-12-06T11:30:00Z',
  DrainAt: '2126-12-20T10:00:00Z',
};

const event = (
  change: Partial<CustomResourceEvent<ManagedGuardProperties>> = {},
): CustomResourceEvent<ManagedGuardProperties> => ({
  RequestType: 'Create',
  ResponseURL: fake.responseUrl,
  StackId: 'stack',
  RequestId: 'request',
  LogicalResourceId: 'alphaGroupGuard',
  ResourceProperties: properties,
  ...change,
});

test('finds the group that EKS made, guards it and hands its name on', async () => {
  await handler(event());
  expect(fake.calls[0]).toEqual({
    Action: 'DescribeAutoScalingGroups',
    'Filters.member.1.Name': 'tag:eks:cluster-name',
    'Filters.member.1.Values.member.1': 'frontier',
    'Filters.member.2.Name': 'tag:eks:nodegroup-name',
    'Filters.member.2.Values.member.1': 'alpha',
  });
  expect(fake.calls.slice(1)).toEqual([
    { Action: 'EnableMetricsCollection', AutoScalingGroupName: 'eks-alpha-0123', Granularity: '1Minute' },
    expect.objectContaining({ Action: 'SuspendProcesses', AutoScalingGroupName: 'eks-alpha-0123' }),
    expect.objectContaining({
      Action: 'PutScheduledUpdateGroupAction',
      AutoScalingGroupName: 'eks-alpha-0123',
      StartTime: '2126-12-06T11:30:00Z',
      DesiredCapacity: '18',
    }),
  ]);
  expect(fake.answer).toMatchObject({
    Status: 'SUCCESS',
    PhysicalResourceId: 'eks-alpha-0123',
    Data: { AutoScalingGroupName: 'eks-alpha-0123' },
  });
});

test('starts a group whose window is open, and one that has none', async () => {
  for (const change of [{ StartsAt: undefined }, { StartsAt: '2026-01-01T11:30:00Z' }]) {
    await handler(event({ ResourceProperties: { ...properties, ...change } }));
    expect(fake.calls.at(-1)).toMatchObject({ Action: 'SetDesiredCapacity', DesiredCapacity: '18' });
  }
});

test('an update that does not concern the start leaves the size alone, and still hands the name on', async () => {
  const before = { ...properties, SuspendedProcesses: [] };
  await handler(event({ RequestType: 'Update', PhysicalResourceId: 'eks-alpha-0123', OldResourceProperties: before }));
  expect(fake.actions).toEqual(['DescribeAutoScalingGroups', 'EnableMetricsCollection', 'SuspendProcesses']);
  expect(fake.answer).toMatchObject({ Data: { AutoScalingGroupName: 'eks-alpha-0123' } });
});

test.each([
  ['none', []],
  ['more than one', ['eks-alpha-1', 'eks-alpha-2']],
])('%s to be found is a failure, and nothing is touched', async (_name, names) => {
  fake.groups.splice(0, 1, ...names.map((name) => ({ name, desired: 0 })));
  await handler(event());
  expect(fake.answer).toMatchObject({
    Status: 'FAILED',
    Reason: 'node group alpha has no Auto Scaling group of its own',
  });
  expect(new Set(fake.actions)).toEqual(new Set(['DescribeAutoScalingGroups']));
});

test('a block that is over fails the resource before anything is asked', async () => {
  await handler(event({ ResourceProperties: { ...properties, StartsAt: undefined, DrainAt: '2026-01-01T10:00:00Z' } }));
  expect(fake.answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('has passed') as string });
  expect(fake.calls).toEqual([]);
});

test('a Delete touches nothing and succeeds', async () => {
  await handler(event({ RequestType: 'Delete', PhysicalResourceId: 'not-created' }));
  expect(fake.answer).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'not-created' });
  expect(fake.calls).toEqual([]);
});
