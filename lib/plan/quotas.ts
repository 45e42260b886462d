import type { ClusterModel } from '../config/model';
import type { CalendarPlan } from './calendar-data';
import type { PlannedMember } from './members';
import type { NetworkPlan } from './network-data';
import type { Totals } from './plan';
import type { StacksPlan } from './stack-data';
import type { QuotaPlan } from './quota-data';

/** What the need of quotas follows from. */
export interface QuotaFacts {
  readonly model: ClusterModel;
  readonly totals: Totals;
  readonly network: NetworkPlan;
  readonly calendar: CalendarPlan;
  readonly stacks: StacksPlan;
  readonly members: readonly PlannedMember[];
}

/** Quotas that the cluster uses, held against what an account has by default. */
export function planQuotas({ totals }: QuotaFacts): QuotaPlan[] {
  return [
    {
      id: 'interfaces-per-region',
      name: 'Network interfaces per Region',
      service: 'vpc',
      code: 'L-DF5E4CA3',
      scope: 'region',
      where: null,
      need: totals.interfaces,
      default: 5000,
      adjustable: true,
      verdict: totals.interfaces > 5000 ? 'raise' : 'ok',
      source: 'https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html',
      note: null,
    },
  ];
}
