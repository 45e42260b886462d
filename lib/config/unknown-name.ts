import { UnpublishedProfile } from 'cdk-ultraserver/hardware';

import type { Finding, Path } from './finding';
import { didYouMean, nearest, show } from './suggest';

/** What a name in the file was to name. */
export interface NameKind {
  /** The rule that it breaks. */
  readonly id: string;

  /** What it names: `instance type`. */
  readonly is: string;

  /** Where the file states such: `hardware.instanceTypes`. */
  readonly home: string;

  /** The names that the file has there. */
  readonly stated: readonly string[];

  /** All names that can be meant. */
  readonly known: readonly string[];

  /** What to write instead, where the name is one of another kind. */
  readonly other: string | undefined;
}

/** A name that neither this project nor the file knows: what it may have been meant to be, or what to state. */
export function unknownName(name: string, path: Path, kind: NameKind): Finding {
  const profile = UnpublishedProfile.forName(name);
  // Names of other hardware differ by little more than a slip: u-p6e-gb200x72.
  const meant = profile && nearest(name, kind.stated, 2);
  if (meant !== undefined) {
    const message = `${show(name)} is no known ${kind.is}, but ${kind.home} has ${show(meant)}; did you mean it?`;
    return { id: kind.id, message, path };
  }
  if (profile) {
    const message = `AWS has not published the facts of ${profile.instanceTypeName} and its UltraServer, and this project invents none; state them in this file, as config/gb200-gb300.yaml does, ${keysOf(profile)} (${profile.known})`;
    return { id: 'facts-unpublished', message, path };
  }
  const hint = kind.other === undefined ? didYouMean(name, kind.known) : `; ${kind.other}`;
  const message = `${show(name)} is no known ${kind.is}, known: ${kind.known.join(', ')}${hint || `; state its facts under ${kind.home}`}`;
  return { id: kind.id, message, path };
}

/** The facts to state, by the keys of the file. */
function keysOf(profile: UnpublishedProfile): string {
  const below = (start: string): string =>
    profile
      .missing({})
      .filter((fact) => fact.startsWith(`${start}.`) && fact !== 'ultraServer.name')
      .map((fact) => fact.slice(start.length + 1))
      .join(', ');
  return `under hardware.instanceTypes.<name>: ${below('instanceType')}; under hardware.ultraServers.<name>: instanceType, ${below('ultraServer')}`;
}
