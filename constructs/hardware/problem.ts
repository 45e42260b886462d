/**
 * What a rule found wrong. A construct throws it; the reader of cluster files adds the file, line and column.
 */
export interface Problem {
  /** The rule's id, kebab-case, stable: `efa-one-per-card`. */
  readonly id: string;

  /** What was found, what is allowed and what to do, in one or two sentences; lower case, no full stop at the end. */
  readonly message: string;

  /**
   * Where in the rule's subject the fault lies, as keys and indexes: `['interfaces', 2, 'device']`.
   *
   * @default - the subject as a whole
   */
  readonly path?: (string | number)[];
}
