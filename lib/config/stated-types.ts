import type { AcceleratedInstanceTypeFacts, NetworkCard } from 'cdk-ultraserver/hardware';

import type { Path } from './finding';
import type { ClusterFile } from './schema/cluster';
import type { ClusterDraft } from './shape';

/** An instance type as a file states it. */
export type StatedType = NonNullable<NonNullable<ClusterFile['hardware']>['instanceTypes']>[string];

/** An UltraServer type as a file states it. */
export type StatedUltraServer = NonNullable<NonNullable<ClusterFile['hardware']>['ultraServers']>[string];

type DraftType = NonNullable<NonNullable<ClusterDraft['hardware']>['instanceTypes']>[string];

/** The facts of a type in the shape of the constructs. */
export function factsOf(name: string, { networkCards, ...stated }: StatedType): AcceleratedInstanceTypeFacts {
  return { ...stated, name, networkCards: cardsOf(networkCards), verified: false };
}

/** Where a fact stands in the file: the constructs' `networkCards[5]` is in the file's group that has card 5. */
export function cardPaths(stated: DraftType | undefined): (path: Path) => Path {
  return ([key, place, ...rest]) => {
    if (key !== 'networkCards' || typeof place !== 'number') {
      return [key, place, ...rest].filter((segment) => segment !== undefined);
    }
    const groups = stated?.networkCards ?? [];
    const index = cardsOf(groups as StatedType['networkCards'])[place]?.index;
    const group = groups.findIndex((one) => index !== undefined && one?.cards?.includes(index));
    return [key, Math.max(0, group), ...(rest[0] === 'index' ? ['cards'] : rest)];
  };
}

/** The file lists cards that are alike together; the constructs want each by itself. */
function cardsOf(groups: StatedType['networkCards']): NetworkCard[] {
  return groups
    .flatMap(({ cards, ...limits }) => cards.map((index) => ({ index, ...limits })))
    .toSorted((left, right) => left.index - right.index);
}
