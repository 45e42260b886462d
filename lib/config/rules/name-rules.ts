import type { Finding, Path } from '../finding';
import { show } from '../suggest';
import type { Rule } from './rule';

/** What names must not share. */
export const nameRules: readonly Rule[] = [poolNames, memberNames, reservationIds];

function poolNames({ pools }: Parameters<Rule>[0]): Finding[] {
  return repeated(
    pools.map(({ draft, path }) => ({ text: draft.name, path: [...path, 'name'] })),
    'pool-name-twice',
    (name) => `a second pool is named ${show(name)}, pools must have different names; rename one`,
  );
}

function memberNames({ members }: Parameters<Rule>[0]): Finding[] {
  return repeated(
    members.map(({ draft, path }) => ({ text: draft.name, path: [...path, 'name'] })),
    'member-name-twice',
    (name) =>
      `a second member is named ${show(name)}, names must differ in the whole cluster, in other pools and cells too; rename the newer one, since a new name means new nodes`,
  );
}

function reservationIds({ members }: Parameters<Rule>[0]): Finding[] {
  const blocks = members.filter(({ draft }) => draft.block !== undefined);
  const asBlock = repeated(
    blocks.map(({ draft, path }) => ({ text: draft.block, path: [...path, 'block'] })),
    'block-shared',
    (id) => {
      const first = blocks.find(({ draft }) => draft.block === id);
      return `block ${show(id)} is ${first?.draft.name ?? 'another member'}'s already, a block belongs to one member: one UltraServer is one Capacity Block; give this member the id of its own`;
    },
  );
  const asReservation = members.flatMap(({ draft, path }): Finding[] => {
    const owner = blocks.find(({ draft: other }) => other.block === draft.reservation);
    const message = `reservation ${show(draft.reservation)} is ${owner?.draft.name}'s block, an id is a Capacity Block or an On-Demand reservation, not both; correct one of the two`;
    return owner === undefined ? [] : [{ id: 'block-shared', message, path: [...path, 'reservation'] }];
  });
  return [...asBlock, ...asReservation];
}

interface Named {
  readonly text: string | undefined;
  readonly path: Path;
}

function repeated(named: readonly Named[], id: string, message: (text: string) => string): Finding[] {
  return named.flatMap(({ text, path }, index): Finding[] =>
    text !== undefined && named.findIndex((other) => other.text === text) < index
      ? [{ id, message: message(text), path }]
      : [],
  );
}
