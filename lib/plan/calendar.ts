import type {
  CalendarBlock,
  CalendarGap,
  CalendarOverlap,
  CalendarPlan,
  PoolCalendar,
  PoolStep,
} from './calendar-data';
import { groupBy, sumOf } from './group-by';
import type { PlannedMember } from './members';
import type { BlockWindowPlan } from './plan';
import { stepsOf, type Stretch } from './steps';

const HOUR_MS = 3_600_000;

/** A member that is a block. */
interface Block extends PlannedMember {
  readonly window: BlockWindowPlan;
}

/** When the capacity of a cluster stands. */
export function planCalendar(members: readonly PlannedMember[]): CalendarPlan {
  const blocks = members.filter(isBlock);
  const ramp = stepsOf(
    members.flatMap((member) => [paid(member, [member.gpus, 0]), usable(member, [0, member.gpus])]),
    2,
  ).map(({ at, counts: [paidGpus = 0, usableGpus = 0] }) => ({ at, paidGpus, usableGpus }));
  const starts = blocks.map(({ window }) => window.startsAt ?? window.drainAt).toSorted();
  const ends = blocks.map(({ window }) => window.endsAt).toSorted();
  return {
    pools: [...groupBy(members, ({ model }) => model.pool)].map(([pool, held]) => poolCalendar(pool, held)),
    ramp,
    peak: {
      gpus: most(ramp.map(({ usableGpus }) => usableGpus)),
      instancesInBlocks: peakInstancesInBlocks(members),
    },
    span: starts[0] === undefined ? null : { from: starts[0], to: ends.at(-1) ?? starts[0] },
  };
}

/** Instances in blocks between start and end, the most at one time. */
export function peakInstancesInBlocks(members: readonly PlannedMember[]): number {
  const steps = stepsOf(
    members.filter(isBlock).map((block) => paid(block, [block.shape.instances])),
    1,
  );
  return most(steps.map(({ counts: [instances = 0] }) => instances));
}

function poolCalendar(pool: string, members: readonly PlannedMember[]): PoolCalendar {
  const standing = members.filter(({ window }) => window === undefined);
  const ramp = stepsOf(
    members.map((member) => usable(member, [member.gpus, 1])),
    2,
  ).map(({ at, counts: [usableGpus = 0, count = 0] }): PoolStep => ({ at, usableGpus, members: count }));
  return {
    pool,
    blocks: members.filter(isBlock).toSorted(byTime).map(calendarBlock),
    standingMembers: standing.length,
    standingGpus: sumOf(standing, ({ gpus }) => gpus),
    ramp,
    gaps: gapsOf(ramp),
    overlaps: overlapsOf(ramp),
  };
}

function isBlock(member: PlannedMember): member is Block {
  return member.window !== undefined;
}

function calendarBlock({ name, window, gpus }: Block): CalendarBlock {
  return {
    member: name,
    window: window.name,
    gpus,
    paidGpuHours: window.paidHours === null ? null : gpus * window.paidHours,
    usableGpuHours: window.usableHours === null ? null : gpus * window.usableHours,
  };
}

function byTime(a: Block, b: Block): number {
  const keyOf = ({ name, window }: Block): string => [window.startsAt ?? '', window.endsAt, name].join(' ');
  return keyOf(a) < keyOf(b) ? -1 : 1;
}

/** From its start to its end; what is no block stands until it ends, if it does. */
function paid(member: PlannedMember, counts: readonly number[]): Stretch {
  const { window } = member;
  return window ? { from: window.startsAt, to: window.endsAt, counts } : withoutBlock(member, counts);
}

/** From its start to its drain. */
function usable(member: PlannedMember, counts: readonly number[]): Stretch {
  const { window } = member;
  return window ? { from: window.startsAt, to: window.drainAt, counts } : withoutBlock(member, counts);
}

function withoutBlock({ model: { capacity } }: PlannedMember, counts: readonly number[]): Stretch {
  return { from: null, to: capacity.kind === 'reserve' ? (capacity.endsAt ?? null) : null, counts };
}

/** Steps without a member that have one before and after. */
function gapsOf(ramp: readonly PoolStep[]): CalendarGap[] {
  return ramp.flatMap(({ at, members }, index) => {
    const next = ramp[index + 1];
    return members > 0 || at === null || next?.at === undefined || next.at === null
      ? []
      : [{ from: at, to: next.at, hours: hoursBetween(at, next.at) }];
  });
}

function overlapsOf(ramp: readonly PoolStep[]): CalendarOverlap[] {
  const overlaps: CalendarOverlap[] = [];
  let held: PoolStep[] = [];
  const close = (to: string | null): void => {
    const [first] = held;
    if (first) {
      overlaps.push({
        from: first.at,
        to,
        hours: first.at === null || to === null ? null : hoursBetween(first.at, to),
        members: most(held.map(({ members }) => members)),
        gpus: most(held.map(({ usableGpus }) => usableGpus)),
      });
    }
    held = [];
  };
  for (const step of ramp) {
    if (step.members >= 2) {
      held.push(step);
    } else {
      close(step.at);
    }
  }
  close(null);
  return overlaps;
}

function hoursBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / HOUR_MS;
}

function most(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b), 0);
}
