import { checkNamespace } from 'cdk-ultraserver/rules';

import { DEFAULT_NAMESPACES, engineType, poolsAreWhole } from '../engine-plan';
import type { ClusterFacts, PoolFacts } from '../facts';
import type { Finding } from '../finding';
import { didYouMean, show } from '../suggest';
import type { Rule } from './rule';

/** How pools are shared out in Kubernetes. */
export const kubernetesPoolRules: readonly Rule[] = [
  (cluster) => (engineType(cluster) === 'eks' ? ownNamespaces(cluster) : []),
  ...[namespaces, lenders].map(
    (rule): Rule =>
      (cluster) =>
        engineType(cluster) === 'eks' ? cluster.pools.flatMap((pool) => rule(cluster, pool)) : [],
  ),
];

function ownNamespaces({ draft: { engine } }: ClusterFacts): Finding[] {
  return (engine?.namespaces ?? []).flatMap((name = '', index) =>
    checkNamespace(name).map((problem): Finding => ({ ...problem, path: ['engine', 'namespaces', index] })),
  );
}

function namespaces({ draft: { engine }, given }: ClusterFacts, { draft, path }: PoolFacts): Finding[] {
  const stated = engine?.namespaces ?? (given(['engine', 'namespaces']) ? [] : DEFAULT_NAMESPACES);
  const known = stated.flatMap((name) => name ?? []);
  // A namespace whose name is wrong may be the one that is meant.
  const unread = known.length < stated.length || stated.length === 0;
  return (draft.namespaces ?? []).flatMap((namespace, index): Finding[] => {
    const message = `pool ${show(draft.name)} is for namespace ${show(namespace)}, which is none of engine.namespaces: ${known.join(', ')}${didYouMean(namespace ?? '', known)}; add it there`;
    return namespace === undefined || unread || known.includes(namespace)
      ? []
      : [{ id: 'pool-namespace', message, path: [...path, 'namespaces', index] }];
  });
}

/** A queue can borrow from those of its own cluster alone. */
function lenders(cluster: ClusterFacts, pool: PoolFacts): Finding[] {
  const { pools, given } = cluster;
  // A pool or a cell whose name is wrong may be the one that is meant.
  const unread =
    !poolsAreWhole(cluster) ||
    pools.some(
      ({ draft, path, members }) =>
        draft.name === undefined ||
        [{ draft, path }, ...members].some((one) => one.draft.cell === undefined && given([...one.path, 'cell'])),
    );
  const cells = cellsOf(pool);
  const able = pools
    .filter((other) => other.draft.name !== pool.draft.name && cells.every((cell) => cellsOf(other).includes(cell)))
    .flatMap(({ draft }) => draft.name ?? []);
  return (pool.draft.borrowsFrom ?? []).flatMap((lender, index): Finding[] => {
    const message = `pool ${show(pool.draft.name)} is to borrow from ${show(lender)}, and can from other pools with members in cell ${cells.join(' and ')}: ${able.join(', ') || 'there are none'}${didYouMean(lender ?? '', able)}; name one of them`;
    return lender === undefined || unread || able.includes(lender)
      ? []
      : [{ id: 'pool-lender', message, path: [...pool.path, 'borrowsFrom', index] }];
  });
}

function cellsOf({ members }: PoolFacts): string[] {
  return [...new Set(members.map(({ cell }) => cell))];
}
