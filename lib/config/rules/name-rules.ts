import { checkReservationUses } from 'cdk-ultraserver/rules';

import type { Finding, Path } from '../finding';
import { show } from '../suggest';
import { place } from './rule';
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
  const uses = members.flatMap(({ draft, path }) =>
    (['block', 'reservation'] as const).flatMap((kind) => {
      const id = draft[kind];
      return id === undefined ? [] : [{ id, kind, name: draft.name ?? 'another member', path: [...path, kind] }];
    }),
  );
  return checkReservationUses(uses).map((problem) => place(problem, ([index]) => uses[Number(index)]?.path ?? []));
}

interface Named {
  readonly text: string | undefined;
  readonly path: Path;
}

function repeated(named: readonly Named[], id: string, message: (text: string) => string): Finding[] {
  const seen = new Set<string>();
  return named.flatMap(({ text, path }): Finding[] => {
    if (text === undefined) {
      return [];
    }
    const known = seen.has(text);
    seen.add(text);
    return known ? [{ id, message: message(text), path }] : [];
  });
}
