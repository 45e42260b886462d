import { AwsCallError } from '../../../lib/aws/aws-call-error';
import { awsTopologySource } from '../../../lib/aws/topology-source';
import { AwsEmulator, AwsFault, FAKE_CREDENTIALS, type Handler } from '../../emulator/aws-emulator';
import { page } from '../../emulator/page';
import type { Structure } from '../../emulator/xml-shapes';

const BLOCK = 'cr-0123456789abcdef0';
const OTHER = 'cr-0fedcba9876543210';

/** 250 instances of a cluster, and one of another. */
const INSTANCES = Array.from({ length: 250 }, (_, index) => ({
  InstanceId: `i-${index.toString(16).padStart(17, '0')}`,
  PrivateDnsName: `ip-10-0-128-${index}.ec2.internal`,
  PrivateIpAddress: `10.0.128.${index}`,
  CapacityReservationId: BLOCK,
  State: { Name: 'running' },
  Tags: [{ Key: 'ultraserver:cluster', Value: 'frontier' }],
}));

const filterOf = (input: Structure, name: string): unknown =>
  (input['Filters'] as { Name: string; Values: string[] }[]).find(({ Name }) => Name === name)?.Values;

/** What was asked, by action. */
const asked: Record<string, Structure[]> = {};
const noted =
  (action: string, handler: Handler): Handler =>
  (input) => {
    (asked[action] ??= []).push(input);
    return handler(input);
  };

const HANDLERS: Record<string, Handler> = {
  'ec2:DescribeInstances': noted('DescribeInstances', (input) => {
    const { items, nextToken } = page(INSTANCES, input, 100);
    return { Reservations: [{ Instances: items }], NextToken: nextToken };
  }),
  'ec2:DescribeInstanceTopology': noted('DescribeInstanceTopology', (input) => {
    const wanted = (input['InstanceIds'] as string[]).map((InstanceId) => ({
      InstanceId,
      InstanceType: 'p6e-gb200.36xlarge',
      NetworkNodes: ['nn-1', 'nn-2', 'nn-3'],
      ZoneId: 'use1-dfw2-az1',
      CapacityBlockId: 'cb-1 & <more>',
    }));
    const { items, nextToken } = page(wanted, input, 40);
    return { Instances: items, NextToken: nextToken };
  }),
  'ec2:DescribeCapacityReservationTopology': noted('DescribeCapacityReservationTopology', (input) => {
    const all = [BLOCK, OTHER].map((CapacityReservationId) => ({ CapacityReservationId, NetworkNodes: ['nn-1'] }));
    const { items, nextToken } = page(all, input, 1);
    return { CapacityReservations: items, NextToken: nextToken };
  }),
  'ec2:DescribeCapacityBlocks': noted('DescribeCapacityBlocks', () => ({
    CapacityBlocks: [BLOCK, OTHER].map((id) => ({ CapacityBlockId: `cb-${id}`, CapacityReservationIds: [id] })),
  })),
};

let emulator: AwsEmulator;
let endpoint: string;
const environment = { ...process.env };

beforeEach(async () => {
  Object.assign(process.env, FAKE_CREDENTIALS);
  Object.keys(asked).forEach((key) => delete asked[key]);
  emulator = new AwsEmulator(HANDLERS);
  endpoint = await emulator.start();
});

afterEach(async () => {
  process.env = { ...environment };
  await emulator.stop();
});

const read = (target: object = {}) =>
  awsTopologySource(
    { region: 'us-east-1', endpoint, ...target },
    { cluster: 'frontier', reservationIds: [BLOCK] },
  ).read();

async function failure(promise: Promise<unknown>): Promise<AwsCallError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof AwsCallError) {
      return error;
    }
    throw error;
  }
  throw new Error('it did not fail');
}

test('reads all pages of everything, and the topology of the cluster’s own instances', async () => {
  const records = await read();
  expect(records.instances.map(({ InstanceId }) => InstanceId)).toEqual(INSTANCES.map(({ InstanceId }) => InstanceId));
  expect(records.instances[0]).toMatchObject(INSTANCES[0] ?? {});
  expect(records.instanceTopology).toHaveLength(250);
  expect(records.instanceTopology[249]).toMatchObject({
    InstanceId: INSTANCES[249]?.InstanceId,
    NetworkNodes: ['nn-1', 'nn-2', 'nn-3'],
    CapacityBlockId: 'cb-1 & <more>',
  });
  expect(asked['DescribeInstances']?.map((input) => filterOf(input, 'tag:ultraserver:cluster'))).toEqual([
    ['frontier'],
    ['frontier'],
    ['frontier'],
  ]);
});

test('asks for no more instances in a call than it takes', async () => {
  await read();
  const sizes = asked['DescribeInstanceTopology']?.map((input) => (input['InstanceIds'] as string[]).length) ?? [];
  expect(Math.max(...sizes)).toBe(100);
  // 100, 100 and 50 ids, in pages of 40.
  expect(sizes).toHaveLength(8);
});

test('leaves out reservations and blocks of other clusters', async () => {
  const records = await read();
  expect(records.reservationTopology.map(({ CapacityReservationId }) => CapacityReservationId)).toEqual([BLOCK]);
  expect(records.blocks.map(({ CapacityBlockId }) => CapacityBlockId)).toEqual([`cb-${BLOCK}`]);
});

test('tries again where it is throttled', async () => {
  emulator.fail('ec2:DescribeInstances', new AwsFault('RequestLimitExceeded', 'Request limit exceeded.', 503), 1);
  expect((await read()).instances).toHaveLength(250);
  expect(emulator.calls.filter((call) => call === 'ec2:DescribeInstances')).toHaveLength(4);
}, 20_000);

test.each([
  [
    'UnauthorizedOperation',
    'You are not authorized to perform this operation. Encoded authorization failure message: Zm9v',
    'denied',
    'have IAM allow ec2:DescribeCapacityBlocks',
  ],
  ['RequestExpired', 'Request has expired.', 'expired', 'get new credentials'],
  ['OptInRequired', 'You are not subscribed to this service.', 'not-enabled', 'enable us-east-1'],
  ['SignatureDoesNotMatch', 'Signature expired', 'clock', "set this machine's clock"],
  ['InvalidParameterValue', 'Value (x) is invalid.', 'refused', 'see what it says'],
])('%s is explained', async (code, message, kind, remedy) => {
  emulator.fail('ec2:DescribeCapacityBlocks', new AwsFault(code, message, 403));
  const error = await failure(read());
  expect(error.failure).toBe(kind);
  expect(error.code).toBe(code);
  expect(error.requestId).toMatch(/^request-\d+$/);
  expect(error.message).toContain('ec2:DescribeCapacityBlocks in us-east-1 failed (request ');
  expect(error.message).toContain(remedy);
  expect(error.message).not.toContain('Encoded');
  expect(error.details).toMatchObject({ action: 'ec2:DescribeCapacityBlocks', failure: kind });
});

test('the missing action is there for programs, too', async () => {
  emulator.fail('ec2:DescribeInstanceTopology', new AwsFault('UnauthorizedOperation', 'no', 403));
  expect((await failure(read())).details['missingAction']).toBe('ec2:DescribeInstanceTopology');
});

test('an address where nobody listens', async () => {
  await emulator.stop();
  const error = await failure(read());
  expect(error.message).toContain('ECONNREFUSED');
  expect(error.failure).toBe('unreachable');
  emulator = new AwsEmulator({});
  await emulator.start();
});

test('pages that go round in a circle', async () => {
  await emulator.stop();
  emulator = new AwsEmulator({
    ...HANDLERS,
    'ec2:DescribeCapacityBlocks': () => ({ CapacityBlocks: [], NextToken: 'again' }),
  });
  endpoint = await emulator.start();
  expect((await failure(read())).message).toContain('its pages lead back to one that was read already');
});
