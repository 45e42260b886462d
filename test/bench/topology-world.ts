import { shuffled } from '../../lib/collectives';
import { type World, worldOf } from '../support/topology';

/** A cell of so many u-p6e-gb200x72, whose instances AWS names in no order. */
export function benchWorld(racks: number): World {
  const world = worldOf(Array.from({ length: racks }, (_, index) => ({ name: `rack-${index + 1}` })));
  const instances = world.records.instances.map((one, index) => ({
    ...one,
    Tags: tags(`rack-${Math.floor(index / 18) + 1}`),
  }));
  const instanceTopology = shuffled(world.records.instanceTopology, racks);
  return { ...world, records: { ...world.records, instanceTopology, instances } };
}

/** The tags that every instance of a member has. */
function tags(member: string): { Key: string; Value: string }[] {
  return Object.entries({
    Name: member,
    'ultraserver:cluster': 'frontier',
    'ultraserver:member': member,
    'ultraserver:pool': 'train',
  }).map(([Key, Value]) => ({ Key, Value }));
}

/** Its records as one document of the AWS CLI. */
export function benchDocument({ records }: World): string {
  return JSON.stringify({
    Instances: records.instanceTopology,
    CapacityBlocks: records.blocks,
    Reservations: [{ Instances: records.instances }],
  });
}
