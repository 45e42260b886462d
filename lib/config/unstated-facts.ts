import type { UnpublishedProfile } from 'cdk-ultraserver/hardware';

import { begins } from './finding';
import type { Finding, Path } from './finding';
import { CLUSTER_KEYS } from './schema/keys';

const TYPES = ['hardware', 'instanceTypes'] as const;
const ULTRASERVERS = ['hardware', 'ultraServers'] as const;

/** Where in a file the facts of unpublished hardware are stated. */
export interface StatedPlaces {
  /** The entry under hardware.instanceTypes; undefined where there is none. */
  readonly type: Path | undefined;

  /** The entries under hardware.ultraServers that are made of it. */
  readonly ultraServers: readonly Path[];

  /** Whether an UltraServer of it is looked for: not where an entry does not say what it is made of. */
  readonly wantsUltraServer: boolean;
}

/**
 * What a file does not state of unpublished hardware, as people read it: `under hardware.instanceTypes.p6e-gb300.36xlarge:
 * vcpus, efaGbps`; empty where everything is there, right or wrong.
 *
 * @param absent the keys that the schema misses, given without a value or not at all
 */
export function unstatedFacts(
  { instanceTypeName }: UnpublishedProfile,
  places: StatedPlaces,
  absent: readonly Finding[],
): string[] {
  const below = (path: Path): string[] => absent.flatMap((finding) => valuesOf(finding, path));
  const nothing = places.wantsUltraServer && places.ultraServers.length === 0;
  const all: [path: Path, values: string[]][] = [
    places.type === undefined
      ? [[...TYPES, instanceTypeName], CLUSTER_KEYS.requiredValuesAt([...TYPES, instanceTypeName])]
      : [places.type, below(places.type)],
    ...places.ultraServers.map((path): [Path, string[]] => [path, below(path)]),
    ...(nothing
      ? [[[...ULTRASERVERS, '<name>'], CLUSTER_KEYS.requiredValuesAt([...ULTRASERVERS, '<name>'])] as [Path, string[]]]
      : []),
  ];
  return all.flatMap(([path, values]) =>
    values.length === 0 ? [] : [`under ${path.join('.')}: ${values.join(', ')}`],
  );
}

/** The one finding that names all of them. */
export function unpublishedFinding(
  { instanceTypeName, known }: UnpublishedProfile,
  unstated: readonly string[],
  at: Pick<Finding, 'path' | 'atKey'>,
): Finding {
  const message = `AWS has not published the facts of ${instanceTypeName} and its UltraServer, and this project invents none; state what is missing, as config/gb200-gb300.yaml does, ${unstated.join('; ')} (${known})`;
  return { id: 'facts-unpublished', message, ...at };
}

/** Whether a finding is that a fact directly below the path has no value; those within lists have a place of their own. */
export function isAbsentBelow({ id, path }: Finding, start: Path): boolean {
  return (
    (id === 'missing-key' || id === 'empty-value') &&
    begins(path, start) &&
    path.slice(start.length).every((segment) => typeof segment === 'string')
  );
}

function valuesOf(finding: Finding, start: Path): string[] {
  if (!isAbsentBelow(finding, start)) {
    return [];
  }
  const key = finding.path.slice(start.length).join('.');
  const inside = CLUSTER_KEYS.requiredValuesAt(finding.path);
  return inside.length === 0 ? [key] : inside.map((value) => (key === '' ? value : `${key}.${value}`));
}
