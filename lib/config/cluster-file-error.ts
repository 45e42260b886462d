/** One thing wrong with a cluster file. */
export interface FileProblem {
  /** The rule's id; docs/cluster-file.md lists them all. */
  readonly id: string;

  /** What was found, what is allowed and what to do. */
  readonly message: string;

  /** From 1. */
  readonly line: number;

  /** From 1. */
  readonly column: number;
}

/** A cluster file that cannot be used. The message shows every problem, in the order of the file. */
export class ClusterFileError extends Error {
  constructor(
    readonly file: string,
    readonly problems: readonly FileProblem[],
  ) {
    const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
    const lines = problems.map(({ id, message, line, column }) => `${file}:${line}:${column}  ${message}  [${id}]`);
    super([`${file} has ${count}; docs/cluster-file.md explains each by its [id]`, ...lines].join('\n'));
    this.name = 'ClusterFileError';
  }
}
