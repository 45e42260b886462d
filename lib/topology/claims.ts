import { BLOCK_LABEL, MEMBER_LABEL } from 'cdk-ultraserver/kubernetes';

import { count, finding, some, type TopologyFinding } from './finding';
import type { InstanceRecord, TopologyRecords } from './records';
import type { SeenInstance, Sightings } from './seen-instances';
import type { TopologyCluster, TopologyMember } from './topology';

/** What was found of whose instances are. */
export interface Claims {
  /** Instances of each member, by the member's name. */
  readonly byMember: ReadonlyMap<string, readonly SeenInstance[]>;

  /** Block of each reservation. */
  readonly blockOfReservation: ReadonlyMap<string, string>;
  readonly findings: readonly TopologyFinding[];
}

/** A member of another cluster, or none. */
const ELSEWHERE = Symbol('elsewhere');

/**
 * Tells whose each instance is, by all that speaks of it: the Capacity Block that it runs in, its reservation, its tags,
 * and its labels in Kubernetes. Where two of them name different members, it is nobody's, and that is an error.
 */
export function claimInstances(
  cluster: TopologyCluster,
  records: TopologyRecords,
  { seen, waiting }: Pick<Sightings, 'seen' | 'waiting'>,
): Claims {
  const ledger = new Ledger(cluster, records);
  const byMember = new Map(cluster.members.map(({ name }) => [name, [] as SeenInstance[]]));
  const strangers: string[] = [];
  const strangeBlocks = new Map<string, string[]>();
  const unmapped = new Map<string, string[]>();
  const disputed = new Map<string, string[]>();
  for (const one of seen) {
    const claims = ledger.claims(one);
    const owners = new Set(claims.values());
    const [owner] = owners;
    const block = one.topology.CapacityBlockId;
    if (owners.size > 1) {
      const says = [...claims].map(([by, whose]) => `its ${by} says ${whose === ELSEWHERE ? 'no member' : whose}`);
      add(disputed, says.join(', '), one.id);
    } else if (typeof owner === 'string') {
      byMember.get(owner)?.push(one);
    } else if (block !== undefined && !ledger.reservationsOfBlock.has(block)) {
      add(unmapped, block, one.id);
    } else if (block !== undefined) {
      add(strangeBlocks, block, one.id);
    } else {
      strangers.push(one.id);
    }
  }
  const ours = waiting.filter((instance) => ledger.isOurs(instance)).flatMap(({ InstanceId }) => InstanceId ?? []);
  return {
    byMember,
    blockOfReservation: ledger.blockOfReservation,
    findings: [
      ...[...disputed].map(([says, ids]) =>
        finding(
          'block-disagrees',
          {},
          `it is not clear whose ${some(ids)} ${ids.length === 1 ? 'is' : 'are'}: ${says}`,
          'compare the blocks of the cluster file with aws ec2 describe-instances, and correct the file, the tag or the label',
        ),
      ),
      ...[...unmapped].map(([block, ids]) =>
        finding(
          'block-unmapped',
          {},
          `${some(ids)} run in ${block}, and nothing says which reservation that is`,
          'add the output of aws ec2 describe-capacity-blocks',
        ),
      ),
      ...[...strangeBlocks].map(([block, ids]) =>
        finding(
          'block-not-in-file',
          {},
          `${count(ids.length, 'instance')} of ${block} (${[...(ledger.reservationsOfBlock.get(block) ?? [])].join(', ')}) belong to no member of the file`,
          'nothing, where the block is another cluster’s; otherwise name it as the block of a member',
        ),
      ),
      ...(ours.length === 0
        ? []
        : [
            finding(
              'instance-without-topology',
              {},
              `DescribeInstanceTopology says nothing of ${count(ours.length, 'instance')} of the cluster: ${some(ours)}`,
              'ask again in some minutes: it tells of instances that run',
            ),
          ]),
      ...(strangers.length === 0
        ? []
        : [
            finding(
              'instance-not-in-file',
              {},
              `${count(strangers.length, 'instance')} belong to no member of the file: ${some(strangers)}`,
              'nothing, where they do other work; otherwise add the output of aws ec2 describe-instances, which has their reservations and tags',
            ),
          ]),
    ],
  };
}

/** What reservations, blocks and members have to do with each other. */
class Ledger {
  readonly reservationsOfBlock = new Map<string, Set<string>>();
  readonly blockOfReservation = new Map<string, string>();
  private readonly memberOfReservation: ReadonlyMap<string, string>;
  private readonly members: ReadonlyMap<string, TopologyMember>;

  constructor(
    private readonly cluster: TopologyCluster,
    { blocks, reservationTopology }: TopologyRecords,
  ) {
    this.members = new Map(cluster.members.map((member) => [member.name, member]));
    this.memberOfReservation = new Map(
      cluster.members.flatMap(({ name, reservationId }) =>
        reservationId === undefined ? [] : [[reservationId, name]],
      ),
    );
    for (const { CapacityBlockId: block, CapacityReservationIds = [] } of blocks) {
      CapacityReservationIds.forEach((reservation) => this.link(block, reservation));
    }
    for (const { CapacityBlockId: block, CapacityReservationId } of reservationTopology) {
      this.link(block, CapacityReservationId);
    }
  }

  /** Members that an instance belongs to, by what says so; not what says nothing. */
  claims({ topology, instance, node }: SeenInstance): Map<string, string | typeof ELSEWHERE> {
    const claims = new Map<string, string | typeof ELSEWHERE>();
    const reservations = this.reservationsOfBlock.get(topology.CapacityBlockId ?? '');
    if (reservations !== undefined) {
      const owners = [...reservations].flatMap((id) => this.memberOfReservation.get(id) ?? []);
      claims.set(`block ${topology.CapacityBlockId}`, owners[0] ?? ELSEWHERE);
    }
    const reservation = instance?.CapacityReservationId ?? node?.labels?.[BLOCK_LABEL];
    if (reservation !== undefined) {
      const owner = this.memberOfReservation.get(reservation);
      // A group of reservations has instances in reservations that the file does not name.
      if (owner !== undefined || reservations === undefined) {
        claims.set(`reservation ${reservation}`, owner ?? ELSEWHERE);
      }
    }
    const tag = (key: string): string | undefined => instance?.Tags?.find(({ Key }) => Key === key)?.Value;
    const tagged = tag('ultraserver:member');
    if (tagged !== undefined) {
      const ours = tag('ultraserver:cluster') === this.cluster.name && this.members.has(tagged);
      claims.set(`tag ultraserver:member=${tagged}`, ours ? tagged : ELSEWHERE);
    }
    const labeled = node?.labels?.[MEMBER_LABEL];
    if (labeled !== undefined && this.members.has(labeled)) {
      claims.set(`label ${MEMBER_LABEL}=${labeled}`, labeled);
    }
    return this.withoutUnnamed(claims);
  }

  /** Whether an instance is a member's by what DescribeInstances says of it. */
  isOurs(instance: InstanceRecord): boolean {
    const claims = this.claims({ id: '', topology: {}, instance, node: undefined });
    return [...claims.values()].some((owner) => typeof owner === 'string');
  }

  /** Where a member names no reservation of its own, one that the file does not know says nothing against it. */
  private withoutUnnamed(claims: Map<string, string | typeof ELSEWHERE>): Map<string, string | typeof ELSEWHERE> {
    const named = [...claims.values()].find((owner) => typeof owner === 'string');
    const member = typeof named === 'string' ? this.members.get(named) : undefined;
    return member === undefined || member.reservationId !== undefined
      ? claims
      : new Map([...claims].filter(([by, owner]) => owner !== ELSEWHERE || by.startsWith('tag ')));
  }

  private link(block: string | undefined, reservation: string | undefined): void {
    if (block !== undefined && reservation !== undefined) {
      const known = this.reservationsOfBlock.get(block) ?? new Set();
      this.reservationsOfBlock.set(block, known.add(reservation));
      this.blockOfReservation.set(reservation, block);
    }
  }
}

function add<Key>(map: Map<Key, string[]>, key: Key, value: string): void {
  const values = map.get(key);
  if (values === undefined) {
    map.set(key, [value]);
  } else {
    values.push(value);
  }
}
