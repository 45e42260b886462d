import type { OperatorErrorKind } from '../operator-error';

/** What the command line's exit status means. */
export const EXIT = {
  /** Done. */
  DONE: 0,
  /** A check failed. */
  FAILED: 1,
  /** Wrong usage: an unknown command or option, a value that cannot be. */
  USAGE: 2,
  /** An input file is wrong or missing. */
  INPUT: 3,
  /** A call of AWS failed. */
  AWS: 4,
  /** No check failed, but at least one could not be settled. */
  UNKNOWN: 5,
  /** A fault of the program itself. */
  FAULT: 70,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The exit status of an error that the operator can put right, by its kind. */
export const EXIT_OF_KIND: Readonly<Record<OperatorErrorKind, ExitCode>> = {
  usage: EXIT.USAGE,
  input: EXIT.INPUT,
  aws: EXIT.AWS,
};
