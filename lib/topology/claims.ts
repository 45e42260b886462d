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

/** What something says of whose an instance is. */
interface Claim {
  /** What says it: `block cb-...`. */
  readonly by: string;
  readonly owner: string | typeof ELSEWHERE;
}

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
    const agreed = ledger.ownerWhereAllAgree(one);
    if (agreed !== undefined) {
      byMember.get(agreed)?.push(one);
      continue;
    }
    const claims = ledger.claims(one);
    const owner = claims[0]?.owner;
    const block = one.topology.CapacityBlockId;
    if (claims.some((claim) => claim.owner !== owner)) {
      const says = claims.map(
        (claim) => `its ${claim.by} says ${claim.owner === ELSEWHERE ? 'no member' : claim.owner}`,
      );
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
  private readonly ownerOfBlock = new Map<string, Claim['owner']>();
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
    for (const [block, reservations] of this.reservationsOfBlock) {
      const [owner] = [...reservations].flatMap((id) => this.memberOfReservation.get(id) ?? []);
      this.ownerOfBlock.set(block, owner ?? ELSEWHERE);
    }
  }

  /** What most instances are: the block's, with nothing against it. `claims` would find the same, and make more to do so. */
  ownerWhereAllAgree({ topology, instance, node }: SeenInstance): string | undefined {
    const owner = this.ownerOfBlock.get(topology.CapacityBlockId ?? '');
    const reservation = instance?.CapacityReservationId ?? node?.labels?.[BLOCK_LABEL];
    const tagged = tagOf(instance, 'ultraserver:member');
    const labeled = node?.labels?.[MEMBER_LABEL];
    const agrees =
      (reservation === undefined || this.memberOfReservation.get(reservation) === owner) &&
      (tagged === undefined || (tagged === owner && tagOf(instance, 'ultraserver:cluster') === this.cluster.name)) &&
      (labeled === undefined || labeled === owner || !this.members.has(labeled));
    return agrees && typeof owner === 'string' ? owner : undefined;
  }

  /** Members that an instance belongs to, by what says so; not what says nothing. */
  claims({ topology, instance, node }: SeenInstance): Claim[] {
    const claims: Claim[] = [];
    const block = topology.CapacityBlockId;
    const byBlock = block === undefined ? undefined : this.ownerOfBlock.get(block);
    if (byBlock !== undefined) {
      claims.push({ by: `block ${block}`, owner: byBlock });
    }
    const reservation = instance?.CapacityReservationId ?? node?.labels?.[BLOCK_LABEL];
    const byReservation = reservation === undefined ? undefined : this.memberOfReservation.get(reservation);
    // A group of reservations has instances in reservations that the file does not name.
    if (reservation !== undefined && (byReservation !== undefined || byBlock === undefined)) {
      claims.push({ by: `reservation ${reservation}`, owner: byReservation ?? ELSEWHERE });
    }
    const tagged = tagOf(instance, 'ultraserver:member');
    if (tagged !== undefined) {
      const isOurs = tagOf(instance, 'ultraserver:cluster') === this.cluster.name && this.members.has(tagged);
      claims.push({ by: `${MEMBER_TAG}${tagged}`, owner: isOurs ? tagged : ELSEWHERE });
    }
    const labeled = node?.labels?.[MEMBER_LABEL];
    if (labeled !== undefined && this.members.has(labeled)) {
      claims.push({ by: `label ${MEMBER_LABEL}=${labeled}`, owner: labeled });
    }
    return this.withoutUnnamed(claims);
  }

  /** Whether an instance is a member's by what DescribeInstances says of it. */
  isOurs(instance: InstanceRecord): boolean {
    const claims = this.claims({ id: '', topology: {}, instance, node: undefined });
    return claims.some(({ owner }) => owner !== ELSEWHERE);
  }

  /** Where a member names no reservation of its own, one that the file does not know says nothing against it. */
  private withoutUnnamed(claims: Claim[]): Claim[] {
    const named = claims.find(({ owner }) => owner !== ELSEWHERE)?.owner;
    const member = typeof named === 'string' ? this.members.get(named) : undefined;
    return member === undefined || member.reservationId !== undefined
      ? claims
      : claims.filter(({ by, owner }) => owner !== ELSEWHERE || by.startsWith(MEMBER_TAG));
  }

  private link(block: string | undefined, reservation: string | undefined): void {
    if (block !== undefined && reservation !== undefined) {
      const known = this.reservationsOfBlock.get(block) ?? new Set();
      this.reservationsOfBlock.set(block, known.add(reservation));
      this.blockOfReservation.set(reservation, block);
    }
  }
}

/** How a claim by a tag begins. */
const MEMBER_TAG = 'tag ultraserver:member=';

function tagOf(instance: InstanceRecord | undefined, key: string): string | undefined {
  for (const { Key, Value } of instance?.Tags ?? NO_TAGS) {
    if (Key === key) {
      return Value;
    }
  }
  return undefined;
}

const NO_TAGS: NonNullable<InstanceRecord['Tags']> = [];

function add<Key>(map: Map<Key, string[]>, key: Key, value: string): void {
  const values = map.get(key);
  if (values === undefined) {
    map.set(key, [value]);
  } else {
    values.push(value);
  }
}
