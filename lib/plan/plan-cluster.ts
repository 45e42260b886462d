import { formatInstant } from 'cdk-ultraserver/rules';

import type { FleetModel } from '../config/fleet/fleet-model';
import type { ClusterModel } from '../config/model';
import { planCalendar } from './calendar';
import { planMembers } from './members';
import { planNetwork } from './network';
import type { ClusterPlan, Plan } from './plan';
import { clusterFile, fleetFile, type PlannedFile } from './planned-cluster';
import type { PriceList } from './prices/price-list';
import { planPrice } from './price';
import { planQuotas } from './quotas';
import { nodeHolder } from './resources/member-resources';
import { planSources } from './sources';
import { planStacks } from './stacks';
import { planTotals } from './totals';
import { fileWarnings, planWarnings } from './warnings';

/** What a plan depends on beside its file. */
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
export function planCluster(model: ClusterModel, options: PlanOptions): Plan {
  return planFile(clusterFile(model), options);
}

/** The same of a fleet: all its cells in one plan. */
export function planFleet(fleet: FleetModel, options: PlanOptions): Plan {
  return planFile(fleetFile(fleet), options);
}

function planFile(file: PlannedFile, { at, prices }: PlanOptions): Plan {
  const { clusters } = file;
  const { members, cells, hardware, shapes, windows } = planMembers(clusters, at);
  const calendar = planCalendar(members);
  const stacks = planStacks(clusters);
  const quotas = planQuotas({ clusters, members, stacks });
  const price = planPrice(members, prices);
  return {
    version: 1,
    cluster: clusterPlan(file),
    at: formatInstant(at),
    totals: planTotals(cells.length, members),
    hardware,
    shapes,
    windows,
    cells,
    network: planNetwork(clusters, members),
    calendar,
    quotas,
    stacks,
    price,
    warnings: [...fileWarnings(file), ...planWarnings({ at, members, calendar, quotas, stacks, price })],
    sources: planSources(members, quotas, price),
  };
}

function clusterPlan({ kind, name, file, clusters }: PlannedFile): ClusterPlan {
  const [first] = clusters;
  if (!first) {
    throw new Error(`${file} has no cluster`);
  }
  const joined = (values: readonly string[]): string => [...new Set(values)].join(', ');
  const accounts = clusters.flatMap(({ model }) => model.account ?? []);
  return {
    kind,
    name,
    file,
    region: joined(clusters.map(({ model }) => model.region)),
    account: accounts.length === 0 ? null : joined(accounts),
    engine: first.model.engine.type,
    nodeGroups: nodeHolder(first.model),
  };
}
