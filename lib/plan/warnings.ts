import type { CalendarPlan } from './calendar-data';
import type { PlannedMember } from './members';
import type { BlockWindowPlan, PlanWarning } from './plan';
import type { StacksPlan } from './stack-data';
import type { PricePlan } from './price-data';
import type { QuotaPlan } from './quota-data';

/** What warnings follow from. */
export interface WarningFacts {
  readonly windows: readonly BlockWindowPlan[];
  readonly calendar: CalendarPlan;
  readonly quotas: readonly QuotaPlan[];
  readonly stacks: StacksPlan;
  readonly price: PricePlan;
  readonly members: readonly PlannedMember[];
}

/** What a plan shows beside the warnings of its cluster file. */
export function planWarnings({ members }: WarningFacts): PlanWarning[] {
  const ended = members.filter(({ window }) => window?.state === 'ended');
  return ended.length === 0
    ? []
    : [
        {
          id: 'block-ended',
          message: `${ended.map(({ model }) => model.name).join(', ')}: the block has ended; take the member out of the file, or give it its next block`,
        },
      ];
}
