import type { QuotaPlan } from './quota-data';
import type { QuotaFacts, QuotaRule } from './quota-rule';
import { NETWORK_QUOTAS } from './quota-rules-network';
import { SERVICE_QUOTAS } from './quota-rules-services';

/** Every quota that is known here. */
export const QUOTA_RULES: readonly QuotaRule[] = [...NETWORK_QUOTAS, ...SERVICE_QUOTAS];

/** Quotas that the cluster uses, held against what an account has by default. One of which nothing is needed is left out. */
export function planQuotas(facts: QuotaFacts): QuotaPlan[] {
  return QUOTA_RULES.flatMap((rule) => {
    const { need, where } = rule.need(facts);
    return need === 0 ? [] : [quotaPlan(rule, need, where)];
  });
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
