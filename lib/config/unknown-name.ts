import { nearest, nearestType, UnpublishedProfile } from 'cdk-ultraserver/hardware';

import type { Finding, Path } from './finding';
import { show, suggestion } from './suggest';

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

/** A name that neither this project nor the file knows: what it may have been meant to be, or what to do. */
export function unknownName(name: string, path: Path, kind: NameKind): Finding {
  const slip = slipOf(name, kind.stated);
  if (slip !== undefined) {
    const message = `${show(name)} is no known ${kind.is}, but ${kind.home} has ${show(slip)}; did you mean it?`;
    return { id: kind.id, message, path };
  }
  const hint = kind.other === undefined ? suggestion(nearestType(name, kind.known)) : `; ${kind.other}`;
  const message = `${show(name)} is no known ${kind.is}, known: ${kind.known.join(', ')}${hint || `; state its facts under ${kind.home}`}`;
  return { id: kind.id, message, path };
}

/** The stated name that one of unpublished hardware was meant to be: no more than two letters apart. */
export function slipOf(name: string, stated: readonly string[]): string | undefined {
  return UnpublishedProfile.forName(name) && nearest(name, stated, 2);
}
