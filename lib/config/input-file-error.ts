import { OperatorError } from '../operator-error';

/** One thing wrong with a file of the user's. */
export interface FileProblem {
  /** The rule's id. */
  readonly id: string;

  /** What was found, what is allowed and what to do. */
  readonly message: string;

  /** From 1. */
  readonly line: number;

  /** From 1. */
  readonly column: number;
}

/** A file of the user's that cannot be used. The message shows every problem, in the order of the file. */
export class InputFileError extends OperatorError {
  /** @param where what explains the ids of the problems: `docs/cluster-file.md explains each by its [id]` */
  constructor(
    readonly file: string,
    readonly problems: readonly FileProblem[],
    where: string,
  ) {
    const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
    const lines = problems.map(({ id, message, line, column }) => `${file}:${line}:${column}  ${message}  [${id}]`);
    super('input', [`${file} has ${count}; ${where}`, ...lines].join('\n'), { file, problems });
  }
}
