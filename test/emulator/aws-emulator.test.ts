import { DescribeCapacityBlocksCommand, DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';

import { AwsEmulator } from './aws-emulator';

let emulator: AwsEmulator;
let client: EC2Client;
let given: unknown;

beforeEach(async () => {
  emulator = new AwsEmulator({
    'ec2:DescribeCapacityBlocks': (input) => {
      given = input;
      return { CapacityBlocks: [{ CapacityBlockId: 'cb-1', StartDate: new Date('2026-12-06T11:30:00Z') }] };
    },
  });
  client = new EC2Client({
    endpoint: await emulator.start(),
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example' },
    maxAttempts: 1,
  });
});

afterEach(async () => {
  client.destroy();
  await emulator.stop();
});

test('the SDK reads what a handler gives, and a handler sees what the SDK was given', async () => {
  const input = { MaxResults: 5, Filters: [{ Name: 'state', Values: ['active', 'scheduled'] }], DryRun: false };
  const { CapacityBlocks } = await client.send(new DescribeCapacityBlocksCommand(input));
  expect(given).toEqual(input);
  expect(CapacityBlocks).toEqual([{ CapacityBlockId: 'cb-1', StartDate: new Date('2026-12-06T11:30:00Z') }]);
});

test('an action without a handler is refused as EC2 does', async () => {
  await expect(client.send(new DescribeInstancesCommand({}))).rejects.toMatchObject({ name: 'InvalidAction' });
  expect(emulator.calls).toEqual(['ec2:DescribeInstances']);
});
