/** Where in a cluster file: keys of maps and indexes of lists, from the top. */
export type Path = readonly (string | number)[];

/** What a rule found wrong with a cluster file, before it is given a line. */
export interface Finding {
  /** The rule's id, kebab-case and stable; docs/cluster-file.md lists them all. */
  readonly id: string;

  /** What was found, what is allowed and what to do. */
  readonly message: string;

  /** The value at fault. Where nothing is there, the nearest thing around it is shown. */
  readonly path: Path;

  /**
   * Show the key at the path's end, not its value.
   *
   * @default false
   */
  readonly atKey?: boolean;
}

/** Whether a path is, or lies below, another. */
export function begins(path: Path, start: Path): boolean {
  return start.every((segment, index) => path[index] === segment);
}

/** What stands at a path; undefined where nothing does. */
export function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, segment) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, segment)
        ? (at as Record<string | number, unknown>)[segment]
        : undefined,
    data,
  );
}

/** The path's end as messages name it: `block`, `controlZones[1]`, `members[0]`. */
export function label(path: Path): string {
  const keyAt = path.findLastIndex((segment) => typeof segment === 'string');
  const indexes = path.slice(keyAt + 1).map((index) => `[${index}]`);
  return keyAt < 0 ? 'the file' : `${path[keyAt]}${indexes.join('')}`;
}
