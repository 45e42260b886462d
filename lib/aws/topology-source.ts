import type { EC2Client } from '@aws-sdk/client-ec2';

import type {
  CapacityBlockRecord,
  InstanceRecord,
  InstanceTopologyRecord,
  ReservationTopologyRecord,
  TopologyRecords,
  TopologySource,
} from '../topology/records';
import { allPages } from './all-pages';
import { type AwsTarget, clientSettings } from './aws-target';

/** What is asked for. */
export interface TopologyScope {
  /** The cluster whose instances carry the tag `ultraserver:cluster`. */
  readonly cluster: string;

  /** Ids of the reservations and blocks that its file names. */
  readonly reservationIds: readonly string[];
}

/**
 * Instances that one call of DescribeInstanceTopology takes.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceTopology.html
 */
const INSTANCES_A_CALL = 100;

/** Instances that are there, or are coming: a topology has those that run. */
const LIVE_STATES = ['pending', 'running'];

/**
 * Reads from EC2 where the instances of a cluster are: by their tags, and the topology of those alone, since an account may
 * have many others.
 *
 * EC2 is eventually consistent: an instance that one call knows and another does not yet is in what it knows, and shows as
 * a finding.
 *
 * @throws AwsCallError where a call fails
 */
export function awsTopologySource(target: AwsTarget, scope: TopologyScope): TopologySource {
  return {
    read: async () => {
      const { EC2Client: Client } = await import('@aws-sdk/client-ec2');
      const client = new Client(clientSettings(target));
      try {
        return await readTopology(client, target.region, scope);
      } finally {
        client.destroy();
      }
    },
  };
}

async function readTopology(client: EC2Client, region: string, scope: TopologyScope): Promise<TopologyRecords> {
  const [instances, blocks, reservations] = await Promise.all([
    clusterInstances(client, region, scope.cluster),
    capacityBlocks(client, region),
    reservationTopologies(client, region),
  ]);
  const ids = instances.flatMap(({ InstanceId }) => InstanceId ?? []);
  const instanceTopology: InstanceTopologyRecord[] = [];
  for (const InstanceIds of chunks(ids, INSTANCES_A_CALL)) {
    instanceTopology.push(...(await instanceTopologies(client, region, InstanceIds)));
  }
  // An account's other clusters have reservations and blocks, too.
  const wanted = new Set([
    ...scope.reservationIds,
    ...instances.flatMap(({ CapacityReservationId }) => CapacityReservationId ?? []),
  ]);
  return {
    instances,
    instanceTopology,
    reservationTopology: reservations.filter(({ CapacityReservationId = '' }) => wanted.has(CapacityReservationId)),
    blocks: blocks.filter(({ CapacityReservationIds = [] }) => CapacityReservationIds.some((id) => wanted.has(id))),
  };
}

async function clusterInstances(client: EC2Client, region: string, cluster: string): Promise<InstanceRecord[]> {
  const { DescribeInstancesCommand } = await import('@aws-sdk/client-ec2');
  return allPages({ service: 'ec2', operation: 'DescribeInstances', region }, async (NextToken) => {
    const answer = await client.send(
      new DescribeInstancesCommand({
        NextToken,
        Filters: [
          { Name: 'tag:ultraserver:cluster', Values: [cluster] },
          { Name: 'instance-state-name', Values: LIVE_STATES },
        ],
      }),
    );
    return { items: answer.Reservations?.flatMap(({ Instances = [] }) => Instances), nextToken: answer.NextToken };
  });
}

async function capacityBlocks(client: EC2Client, region: string): Promise<CapacityBlockRecord[]> {
  const { DescribeCapacityBlocksCommand } = await import('@aws-sdk/client-ec2');
  return allPages({ service: 'ec2', operation: 'DescribeCapacityBlocks', region }, async (NextToken) => {
    const answer = await client.send(new DescribeCapacityBlocksCommand({ NextToken }));
    return { items: answer.CapacityBlocks, nextToken: answer.NextToken };
  });
}

/**
 * All of the account: a call takes ten ids at most, and fails where one of them is not there any more.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeCapacityReservationTopology.html
 */
async function reservationTopologies(client: EC2Client, region: string): Promise<ReservationTopologyRecord[]> {
  const { DescribeCapacityReservationTopologyCommand } = await import('@aws-sdk/client-ec2');
  return allPages({ service: 'ec2', operation: 'DescribeCapacityReservationTopology', region }, async (NextToken) => {
    const answer = await client.send(new DescribeCapacityReservationTopologyCommand({ NextToken }));
    return { items: answer.CapacityReservations, nextToken: answer.NextToken };
  });
}

async function instanceTopologies(
  client: EC2Client,
  region: string,
  InstanceIds: string[],
): Promise<InstanceTopologyRecord[]> {
  const { DescribeInstanceTopologyCommand } = await import('@aws-sdk/client-ec2');
  return allPages({ service: 'ec2', operation: 'DescribeInstanceTopology', region }, async (NextToken) => {
    const answer = await client.send(new DescribeInstanceTopologyCommand({ InstanceIds, NextToken }));
    return { items: answer.Instances, nextToken: answer.NextToken };
  });
}

function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
