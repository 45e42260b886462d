/** One part of a node's user data, as cloud-init takes it. */
export interface UserDataPart {
  /**
   * What cloud-init does with it: `text/cloud-config`, `text/x-shellscript`, `application/node.eks.aws`.
   *
   * @see https://docs.cloud-init.io/en/latest/explanation/format.html
   */
  readonly contentType: string;

  /** The part's name in cloud-init's logs; letters, digits, dots and dashes. */
  readonly filename: string;

  /** The part's text, in ASCII. It may hold CDK tokens, unless it is compressed. */
  readonly body: string;

  /**
   * Whether the part travels as gzip, which cloud-init unpacks. Only for parts whose text the package carries packed
   * (`packedText`): those that are the same on every node.
   *
   * @default false
   */
  readonly compressed?: boolean;
}
