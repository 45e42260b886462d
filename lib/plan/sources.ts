import type { Source } from 'cdk-ultraserver/hardware';

import { gpuFigures } from './gpu-figures';
import type { PlannedMember } from './members';
import type { PlanSource } from './plan';
import type { PricePlan } from './price-data';
import type { QuotaPlan } from './quota-data';

/** Where the figures of a plan were read, each once. */
export function planSources(
  members: readonly PlannedMember[],
  quotas: readonly QuotaPlan[],
  price: PricePlan,
): PlanSource[] {
  const types = new Set(members.map(({ model }) => model.instanceType));
  const ultraServers = new Set(
    members.flatMap(({ model }) => (model.kind === 'ultraserver' ? [model.ultraServerType] : [])),
  );
  const all = [
    ...[...ultraServers].flatMap(({ name, sources }) => sources.map((source) => planSource(name, source))),
    ...[...types].flatMap((type) =>
      [...type.sources, ...(gpuFigures(type)?.sources ?? [])].map((source) => planSource(type.name, source)),
    ),
    ...quotas.map(({ name, source }) => planSource(name, { url: source, read: '' })),
    ...price.rates.map(({ type, source, read, note }) =>
      planSource(`price of ${type}`, { url: source, read, note: note ?? undefined }),
    ),
  ];
  return [...new Map(all.map((source) => [`${source.of} ${source.url}`, source])).values()];
}

function planSource(of: string, { url, read, note }: Source): PlanSource {
  return { url, read: read === '' ? null : read, of, note: note ?? null };
}
