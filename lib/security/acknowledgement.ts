/** One kind of resource for which findings of cdk-nag do not hold, and why. */
export interface Acknowledgement {
  /** Whole construct paths that it is for; `<word>` stands for a name: lower-case letters, digits and dashes. */
  readonly paths: string[];

  /**
   * What the stack must have for it to hold, by the beginning of a construct's id: `Kubernetes`.
   *
   * @default - it holds in every stack
   */
  readonly beside?: string;

  /** The findings, as `<pack>-<rule>`, with the resource in brackets where the rule names it. */
  readonly findings: string[];

  /** Why a reviewer may accept them. */
  readonly reason: string;
}

/** A rule that several packs have. */
export const inPacks = (rule: string, ...packs: string[]): string[] => packs.map((pack) => `${pack}-${rule}`);
