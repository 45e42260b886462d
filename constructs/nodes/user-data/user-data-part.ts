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

  /** The part's text, in ASCII. It may hold CDK tokens. */
  readonly body: string;
}

/**
 * A part that is the same on every node, or on every node with the same devices, and that this package carries packed
 * (`packedText`). It travels as gzip, which cloud-init unpacks, and holds no CDK tokens. The package does not export the
 * type: parts of others travel as text.
 */
export interface PackagePart extends UserDataPart {
  readonly compressed: true;

  /**
   * Another part, by its file name, whose text this one contains. What is packed together is smaller than the sum.
   *
   * @default - none
   */
  readonly contains?: string;
}

/** Whether this package carries the part packed. */
export function isPackagePart(part: UserDataPart): part is PackagePart {
  return 'compressed' in part && part.compressed === true;
}

/** The parts less those that others among them contain. */
export function effectiveParts(parts: UserDataPart[]): UserDataPart[] {
  const contained = new Set(parts.map((part) => (isPackagePart(part) ? part.contains : undefined)));
  return parts.filter(({ filename }) => !contained.has(filename));
}
