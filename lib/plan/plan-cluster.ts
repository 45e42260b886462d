import { formatInstant } from 'cdk-ultraserver/rules';

import type { ClusterModel } from '../config/model';
import { planCalendar } from './calendar';
import { planMembers } from './members';
import { planNetwork } from './network';
import type { Plan } from './plan';
import type { PriceList } from './prices/price-list';
import { planPrice } from './price';
import { planQuotas } from './quotas';
import { nodeHolder } from './resources/member-resources';
import { planSources } from './sources';
import { planStacks } from './stacks';
import { planTotals } from './totals';
import { planWarnings } from './warnings';

/** What a plan depends on beside the cluster. */
export interface PlanOptions {
  /** The time that blocks are held against, in milliseconds since the epoch. */
  readonly at: number;

  /** @default - no price is known */
  readonly prices?: PriceList;
}

/**
 * Works out what will stand and what it takes. Pure: the same cluster, time and prices give the same plan; neither the
 * clock nor AWS is asked.
 */
export function planCluster(model: ClusterModel, { at, prices }: PlanOptions): Plan {
  const { members, cells, hardware, shapes, windows } = planMembers(model, at);
  const network = planNetwork(model, members);
  const calendar = planCalendar(members);
  const stacks = planStacks(model);
  const totals = planTotals(model, members);
  const quotas = planQuotas({ model, totals, network, calendar, stacks, members });
  const price = planPrice(model, members, prices);
  return {
    version: 1,
    cluster: {
      name: model.name,
      file: model.file,
      region: model.region,
      account: model.account ?? null,
      engine: model.engine.type,
      nodeGroups: nodeHolder(model),
    },
    at: formatInstant(at),
    totals,
    hardware,
    shapes,
    windows,
    cells,
    network,
    calendar,
    quotas,
    stacks,
    price,
    warnings: [...model.warnings, ...planWarnings({ at, members, calendar, quotas, stacks, price })],
    sources: planSources(members, quotas, price),
  };
}
