/** What kind of thing an operator has to put right. */
export type OperatorErrorKind = 'usage' | 'input' | 'aws';

/**
 * Something that the operator of the command line can put right: the message says what was found and what to do, and no
 * stack trace is shown. Anything else that is thrown is a fault of the program.
 */
export class OperatorError extends Error {
  constructor(
    readonly kind: OperatorErrorKind,
    message: string,
    /** The same for programs, in plain JSON: what `--json` shows beside the message. */
    readonly details: Readonly<Record<string, unknown>> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = new.target.name;
  }
}
