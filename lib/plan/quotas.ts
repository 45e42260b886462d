import { groupBy } from './group-by';
import { placeOf, type PlannedCluster } from './planned-cluster';
import type { QuotaPlan } from './quota-data';
import type { QuotaFacts, QuotaNeed, QuotaRule } from './quota-rule';
import { NETWORK_QUOTAS } from './quota-rules-network';
import { SERVICE_QUOTAS } from './quota-rules-services';

/** Every quota that is known here. */
export const QUOTA_RULES: readonly QuotaRule[] = [...NETWORK_QUOTAS, ...SERVICE_QUOTAS];

/** Quotas that are used, held against what an account has by default. One of which nothing is needed is left out. */
export function planQuotas(facts: QuotaFacts): QuotaPlan[] {
  const parts = new Map(Object.entries(PARTS).map(([scope, partOf]) => [scope, partsOf(facts, partOf)] as const));
  return QUOTA_RULES.flatMap((rule) => {
    const { need, where } = mostOf(rule, facts, parts.get(rule.scope) ?? new Map());
    return need === 0 ? [] : [quotaPlan(rule, need, where)];
  });
}

/** The need of the account, Region or VPC that needs the most. */
function mostOf(rule: QuotaRule, facts: QuotaFacts, parts: ReadonlyMap<string, QuotaFacts>): QuotaNeed {
  return parts.size < 2
    ? rule.need(facts)
    : [...parts]
        .map(([where, part]): QuotaNeed => ({ where, ...rule.need(part) }))
        .reduce((most, one) => (one.need > most.need ? one : most));
}

/** What quotas of a scope are counted in; those of others look for the largest one by themselves. */
const PARTS: Readonly<Record<'account' | 'region' | 'vpc', (cluster: PlannedCluster) => string>> = {
  account: ({ model }) => model.account ?? 'any account',
  region: placeOf,
  vpc: ({ model }) => model.name,
};

function partsOf(
  { clusters, members, stacks }: QuotaFacts,
  partOf: (cluster: PlannedCluster) => string,
): Map<string, QuotaFacts> {
  const parts = groupBy(clusters, partOf);
  const places = new Map(clusters.map((cluster) => [cluster.model.name, partOf(cluster)]));
  const membersBy = groupBy(members, ({ cluster }) => places.get(cluster.model.name));
  const stacksBy = groupBy(stacks.list, ({ cluster }) => places.get(cluster));
  return new Map(
    [...parts].map(([place, own]) => [
      place,
      { clusters: own, members: membersBy.get(place) ?? [], stacks: { ...stacks, list: stacksBy.get(place) ?? [] } },
    ]),
  );
}

function quotaPlan(rule: QuotaRule, need: number, where: string | undefined): QuotaPlan {
  return {
    id: rule.id,
    name: rule.name,
    service: rule.code?.[0] ?? null,
    code: rule.code?.[1] ?? null,
    scope: rule.scope,
    where: where ?? null,
    need,
    default: rule.default,
    adjustable: rule.adjustable ?? null,
    verdict: rule.default === null ? 'unknown' : need > rule.default ? 'raise' : 'ok',
    source: rule.source,
    note: rule.note ?? null,
  };
}
