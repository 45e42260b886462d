import type { Path } from './finding';
import type { FileProblem } from './input-file-error';

/** A place in a text, both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** What a cluster is read from: a file of its own, or what a fleet file comes to for one cell. */
export interface ClusterSource {
  /** What is wrong with the text itself. */
  readonly problems: readonly FileProblem[];

  /** Maps, lists and scalars; undefined where the text cannot be read at all. */
  readonly data: Readonly<Record<string, unknown>> | undefined;

  /**
   * Where the value at a path stands; where there is none, the nearest thing around it.
   *
   * @param atKey the key at the path's end instead of its value
   */
  position(path: Path, atKey?: boolean): Position;

  /** A number, a boolean or text exactly as it stands in the file, if nothing but plain letters: `012` for 10. */
  literal(path: Path): string | undefined;
}
