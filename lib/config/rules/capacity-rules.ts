import {
  checkBlockWindow,
  checkCapacity,
  checkCapacityReservationId,
  checkInstant,
  checkResourceGroupArn,
} from 'cdk-ultraserver/rules';

import { CAPACITY_KEYS } from '../facts';
import type { CapacityKey, ClusterFacts, MemberFacts } from '../facts';
import type { Finding, Path } from '../finding';
import { place } from './rule';
import type { Rule } from './rule';

/** Where instances come from, and when. */
export const capacityRules: readonly Rule[] = [
  eachMember(kinds),
  eachMember(servable),
  eachMember(count),
  eachMember(reservationIds),
  eachMember(reservationGroup),
  eachMember(blockWindow),
  eachMember(timesWithoutBlock),
  eachMember(reservationEnd),
  drainWithoutBlock,
];

type MemberRule = (member: MemberFacts, cluster: ClusterFacts) => Finding[];

function eachMember(rule: MemberRule): Rule {
  return (cluster) => cluster.members.flatMap((member) => rule(member, cluster));
}

/** `member alpha`, as far as it is known. */
function called({ draft }: MemberFacts): string {
  return draft.name === undefined ? 'this member' : `member ${draft.name}`;
}

function kinds(member: MemberFacts): Finding[] {
  const { capacityKeys: keys, path, pool } = member;
  if (keys.length === 1) {
    return [];
  }
  if (keys.length > 1) {
    const message = `${called(member)} has ${keys.join(' and ')}, instances come from one source; keep one, and make a member of its own for the other`;
    return [{ id: 'capacity-several', message, path: [...path, keys[1] ?? ''], atKey: true }];
  }
  const message = pool.ultraServers
    ? `${called(member)} does not say where its instances come from, an UltraServer needs its Capacity Block; add block: cr-... and endsAt`
    : `${called(member)} does not say where its instances come from, one of ${Object.keys(CAPACITY_KEYS).join(', ')} must be given; add the one that you have`;
  return [{ id: 'capacity-missing', message, path }];
}

function servable({ capacityKeys, pool, path, count: instances }: MemberFacts): Finding[] {
  const [key] = capacityKeys;
  const type = pool.instanceType;
  if (key === undefined || capacityKeys.length > 1 || type === undefined) {
    return [];
  }
  const problems = checkCapacity({
    kind: CAPACITY_KEYS[key],
    instanceType: type.name,
    ultraServerOnly: type.ultraServerOnly,
    ultraServer: pool.ultraServers,
    // Whether a number is there at all is another rule's question.
    count: instances ?? 1,
  });
  return problems.map((problem) => {
    if (problem.id === 'type-ultraserver-only') {
      return place(problem, [...pool.path, 'instanceType']);
    }
    return problem.path ? place(problem, path) : { ...place(problem, [...path, key]), atKey: true };
  });
}

function count(member: MemberFacts, { given }: ClusterFacts): Finding[] {
  const path = [...member.path, 'count'];
  const stated = given(path);
  const { pool } = member;
  if (pool.ultraServers && stated) {
    const size = pool.ultraServer ? `, and ${pool.ultraServer.name} always has ${pool.ultraServer.instanceCount}` : '';
    const message = `${called(member)} has a count, an UltraServer's size is its type's${size}; delete count, or choose the type that was bought`;
    return [{ id: 'ultraserver-count', message, path, atKey: true }];
  }
  if (!pool.ultraServers && given([...pool.path, 'instanceType']) && !stated) {
    const message = `${called(member)} has no count, instances need one; add count: with the number of instances`;
    return [{ id: 'count-missing', message, path }];
  }
  return [];
}

function reservationIds({ draft, path }: MemberFacts): Finding[] {
  return (['block', 'reservation'] as const).flatMap((key): Finding[] => {
    const id = draft[key];
    return id === undefined ? [] : checkCapacityReservationId(id).map((problem) => place(problem, [...path, key]));
  });
}

function reservationGroup({ draft, path }: MemberFacts, { draft: { region } }: ClusterFacts): Finding[] {
  const arn = draft.reservationGroup;
  return arn === undefined
    ? []
    : checkResourceGroupArn(arn, region).map((problem) => place(problem, [...path, 'reservationGroup']));
}

function blockWindow(member: MemberFacts, { given }: ClusterFacts): Finding[] {
  const { draft, path, pool, capacityKeys } = member;
  if (!capacityKeys.includes('block')) {
    return [];
  }
  if (!given([...path, 'endsAt'])) {
    const message = `${called(member)} has a block without endsAt, which must be given: its nodes are drained before EC2 ends them; add endsAt with the block's EndDate, aws ec2 describe-capacity-blocks shows it`;
    return [{ id: 'block-end-missing', message, path: [...path, 'block'], atKey: true }];
  }
  const { startsAt, endsAt } = draft;
  if (endsAt === undefined) {
    return [];
  }
  const drain: Path = [...pool.path, 'drainMinutes'];
  return checkBlockWindow({
    startsAt,
    endsAt,
    drainMinutes: pool.draft.drainMinutes,
    ultraServer: pool.ultraServers,
  }).map((problem) =>
    place(problem, (inner) =>
      inner[0] !== 'drainMinutes' ? [...path, ...inner] : given(drain) ? drain : [...path, 'endsAt'],
    ),
  );
}

function timesWithoutBlock(member: MemberFacts, { given }: ClusterFacts): Finding[] {
  const { capacityKeys, path } = member;
  const [key] = capacityKeys;
  if (key === undefined || capacityKeys.includes('block')) {
    return [];
  }
  return ['startsAt', 'endsAt']
    .filter((time) => given([...path, time]))
    .map((time) => ({
      id: 'times-without-block',
      message: `${called(member)} has ${time} beside ${key}, only a block has a start and an end here; ${
        key === 'reserve' ? `write reserve: { endsAt: ... }` : `delete ${time}`
      }`,
      path: [...path, time],
      atKey: true,
    }));
}

function reservationEnd({ draft: { reserve }, path }: MemberFacts): Finding[] {
  return reserve?.endsAt === undefined
    ? []
    : checkInstant('endsAt', reserve.endsAt).map((problem) => place(problem, [...path, 'reserve']));
}

function drainWithoutBlock({ pools, given }: ClusterFacts): Finding[] {
  const hasBlock = (keys: readonly CapacityKey[]): boolean => keys.includes('block') || keys.length === 0;
  return pools
    .filter(
      ({ path, members }) =>
        given([...path, 'drainMinutes']) && !members.some((member) => hasBlock(member.capacityKeys)),
    )
    .map(({ path }) => ({
      id: 'drain-without-block',
      message:
        'drainMinutes is given, but no member of the pool has a block, and only a block ends; delete drainMinutes',
      path: [...path, 'drainMinutes'],
      atKey: true,
    }));
}
