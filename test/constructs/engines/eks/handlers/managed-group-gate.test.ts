import { handler } from '../../../../../constructs/engines/eks/handlers/managed-group-gate';
import type { ManagedGateProperties } from '../../../../../constructs/engines/eks/managed-guard-properties';
import type { CustomResourceEvent } from '../../../../../constructs/private/custom-resource-answer';
import { AwsFake, type StandingGroup } from './auto-scaling-fake';

let fake: AwsFake;
const environment = process.env;

beforeEach(async () => {
  fake = await AwsFake.start();
  process.env = { ...environment, ...fake.environment };
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
});

afterEach(async () => {
  process.env = environment;
  jest.restoreAllMocks();
  await fake.stop();
});

const OLD: ManagedGateProperties = { EksCluster: 'frontier', Nodegroup: 'alpha', Settings: '{"launchTemplate":"1"}' };
const NEW: ManagedGateProperties = { ...OLD, Settings: '{"launchTemplate":"2"}' };

/** Sends a request, and returns what CloudFormation heard. */
async function ask(
  RequestType: CustomResourceEvent<ManagedGateProperties>['RequestType'],
  ResourceProperties: ManagedGateProperties,
  PhysicalResourceId?: string,
): Promise<Record<string, unknown>> {
  await handler({
    RequestType,
    ResponseURL: fake.responseUrl,
    StackId: 'stack',
    RequestId: 'request',
    LogicalResourceId: 'alphaGroupGate',
    PhysicalResourceId,
    ResourceProperties,
  });
  return fake.answer;
}

/** The gate's id once its settings went through. */
const created = async (): Promise<string> => String((await ask('Create', OLD)).PhysicalResourceId);

test('a new node group goes through, and nothing is asked', async () => {
  expect(await ask('Create', OLD)).toMatchObject({ Status: 'SUCCESS' });
  expect(fake.calls).toEqual([]);
});

test.each<[string, StandingGroup[]]>([
  ['nodes run', [{ name: 'eks-alpha-1', desired: 18 }]],
  ['nodes are still to come', [{ name: 'eks-alpha-1', desired: 18, instances: 0 }]],
  ['nodes are still to go', [{ name: 'eks-alpha-1', desired: 0, instances: 18 }]],
])('while %s no change goes through, and the rollback finds things as they were', async (_name, groups) => {
  fake.groups.push(...groups);
  const id = await created();
  const stopped = await ask('Update', NEW, id);
  expect(stopped).toMatchObject({
    Status: 'FAILED',
    PhysicalResourceId: id,
    Reason: expect.stringMatching(/alpha has 18 nodes.*bring its desired size to 0 first/) as string,
  });
  expect(await ask('Update', OLD, id)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: id });
});

test.each<[string, StandingGroup[]]>([
  ['the group is empty', [{ name: 'eks-alpha-1', desired: 0 }]],
  ['there is no group', []],
])('a change goes through while %s', async (_name, groups) => {
  fake.groups.push(...groups);
  const id = await created();
  const passed = await ask('Update', NEW, id);
  expect(passed).toMatchObject({ Status: 'SUCCESS' });
  expect(passed.PhysicalResourceId).not.toBe(id);
});

test('the rollback of a change that went through waits for the nodes, too', async () => {
  const id = await created();
  const passed = String((await ask('Update', NEW, id)).PhysicalResourceId);
  fake.groups.push({ name: 'eks-alpha-1', desired: 18 });
  expect(await ask('Update', OLD, passed)).toMatchObject({ Status: 'FAILED' });
});

test('a Delete touches nothing', async () => {
  expect(await ask('Delete', OLD, 'not-created')).toMatchObject({
    Status: 'SUCCESS',
    PhysicalResourceId: 'not-created',
  });
  expect(fake.calls).toEqual([]);
});
