import type { ClusterSource } from './cluster-source';
import type { Finding } from './finding';
import type { FileProblem } from './input-file-error';

/** A finding with its place in the file. */
export function locate({ id, message, path, atKey }: Finding, source: ClusterSource): FileProblem {
  return { id, message, ...source.position(path, atKey) };
}

/** A fault of a pool is found once for each of its members, one of an anchored value once for each alias. */
export function distinctProblems(problems: readonly FileProblem[]): FileProblem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}

/** In the order of the file. */
export function inOrder(problems: readonly FileProblem[]): FileProblem[] {
  return problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
}
