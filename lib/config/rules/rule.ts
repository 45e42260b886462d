import type { Problem } from 'cdk-ultraserver/hardware';

import type { ClusterFacts } from '../facts';
import type { Finding, Path } from '../finding';

/** What holds between the keys of a cluster file, as a pure function of it. */
export type Rule = (cluster: ClusterFacts) => readonly Finding[];

/** A rule of the constructs, brought to its place in the file. */
export function place(problem: Problem, at: Path | ((path: Path) => Path)): Finding {
  const path = problem.path ?? [];
  return { id: problem.id, message: problem.message, path: typeof at === 'function' ? at(path) : [...at, ...path] };
}
