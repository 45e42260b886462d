import type { CalendarPlan } from './calendar-data';
import { groupBy } from './group-by';
import type { PlannedMember } from './members';
import type { PlanWarning } from './plan';
import type { PlannedFile } from './planned-cluster';
import type { PricePlan } from './price-data';
import type { QuotaPlan } from './quota-data';
import type { StacksPlan } from './stack-data';

/** What warnings follow from. */
export interface WarningFacts {
  /** In milliseconds since the epoch. */
  readonly at: number;
  readonly members: readonly PlannedMember[];
  readonly calendar: CalendarPlan;
  readonly quotas: readonly QuotaPlan[];
  readonly stacks: StacksPlan;
  readonly price: PricePlan;
}

/** Quotas that the cluster file's own warnings speak of. */
const SAID_BY_FILE: readonly string[] = ['interfaces-per-region', 'instances-in-blocks'];

/** How old a price may be. */
const STALE_DAYS = 92;

const DAY_MS = 86_400_000;

/** Names that a message shows. */
const SHOWN = 5;

/** The warnings of each cluster's own; what all cells of a fleet have is said once, else with their names. */
export function fileWarnings({ clusters }: PlannedFile): PlanWarning[] {
  const found = clusters.flatMap(({ model, fleetCell = '' }) =>
    model.warnings.map(({ id, message }) => ({ id, message, cell: fleetCell })),
  );
  return [...groupBy(found, ({ id, message }) => JSON.stringify([id, message])).values()].flatMap((same) => {
    const [first] = same;
    const cells = [...new Set(same.map(({ cell }) => cell))];
    return first
      ? [
          {
            id: first.id,
            message: cells.length === clusters.length ? first.message : `cell ${list(cells)}: ${first.message}`,
          },
        ]
      : [];
  });
}

/** What a plan shows beside those. */
export function planWarnings(facts: WarningFacts): PlanWarning[] {
  return [endedBlocks, drainingBlocks, gaps, quotas, stacks, stalePrices].flatMap((warn) => warn(facts));
}

function endedBlocks({ members }: WarningFacts): PlanWarning[] {
  const names = inState(members, 'ended');
  return names.length === 0
    ? []
    : [
        {
          id: 'block-ended',
          message: `the block of ${list(names)} has ended: a deployment refuses it; take the member out, or give it its next block`,
        },
      ];
}

function drainingBlocks({ members }: WarningFacts): PlanWarning[] {
  const names = inState(members, 'draining');
  return names.length === 0
    ? []
    : [
        {
          id: 'block-draining',
          message: `the block of ${list(names)} is past its drain and stands at zero until it ends: a deployment refuses it`,
        },
      ];
}

function gaps({ calendar }: WarningFacts): PlanWarning[] {
  return calendar.pools.flatMap((pool) =>
    pool.gaps.map(({ from, to, hours }) => ({
      id: 'pool-gap',
      message: `pool ${pool.pool} has no capacity from ${from} to ${to} (${hours} h): the first is a drain, the second a start`,
    })),
  );
}

function quotas(facts: WarningFacts): PlanWarning[] {
  const short = facts.quotas.filter(({ id, verdict }) => verdict === 'raise' && !SAID_BY_FILE.includes(id));
  return short.map(({ id, name, code, need, default: most, adjustable, where }) => ({
    id: `quota-${id}`,
    message:
      `${name}${where === null ? '' : ` (${where})`}: ${need} are needed, an account has ${most} by default; ` +
      (adjustable === false
        ? 'AWS does not raise it: divide the cluster'
        : `ask for more first${code === null ? '' : ` (${code})`}`),
  }));
}

function stacks({ stacks: { list: all, mostResources, mostBytes } }: WarningFacts): PlanWarning[] {
  return all.flatMap(({ name, resources, bytesAbout }) => {
    const found =
      resources > mostResources
        ? `${resources} resources, ${mostResources} are allowed`
        : bytesAbout > mostBytes
          ? `about ${bytesAbout} bytes, ${mostBytes} are allowed`
          : undefined;
    return found === undefined
      ? []
      : [{ id: 'stack-size', message: `stack ${name} has ${found}: put some of its members into another cell` }];
  });
}

function stalePrices({ at, price: { rates, file } }: WarningFacts): PlanWarning[] {
  const stale = rates.filter(({ read }) => at - Date.parse(read) > STALE_DAYS * DAY_MS);
  const oldest = stale.map(({ read }) => read).toSorted()[0];
  return oldest === undefined
    ? []
    : [
        {
          id: 'price-stale',
          message: `prices in ${file} were read ${oldest}, more than ${STALE_DAYS} days before the plan's time: AWS changes those of Capacity Blocks; read them again`,
        },
      ];
}

function inState(members: readonly PlannedMember[], state: string): string[] {
  return members.filter(({ window }) => window?.state === state).map(({ name }) => name);
}

/** The first names, and how many more there are. */
function list(names: readonly string[]): string {
  const more = names.length - SHOWN;
  return `${names.slice(0, SHOWN).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
