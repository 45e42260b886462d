/** Something that a judge has to say of a file. */
export interface Finding {
  /** The file, as a reader finds it. */
  readonly file: string;
  readonly line: number;

  /** The judge's id for it: `E3628`, `SC2086`. */
  readonly rule: string;

  /** What it is about, without names and places that differ from file to file: `AWS::EC2::VPC CidrBlock`. */
  readonly subject: string;
  readonly message: string;
}

/** A finding that is known and left as it is. */
export interface Acknowledgement {
  /** Name of the judge. */
  readonly judge: string;
  readonly rule: string;

  /** Exactly the finding's subject. */
  readonly subject: string;

  /** Part of the finding's message. */
  readonly message: string;

  /** Why a reviewer may accept it. */
  readonly reason: string;
}

/** Findings told apart by what is acknowledged. */
export interface Sorted {
  readonly open: readonly Finding[];
  readonly acknowledged: readonly Finding[];

  /** Acknowledgements that no finding needs. */
  readonly unused: readonly Acknowledgement[];
}

/** Tells the findings of one judge apart. */
export function sortFindings(
  judge: string,
  findings: readonly Finding[],
  acknowledgements: readonly Acknowledgement[],
): Sorted {
  const mine = acknowledgements.filter((one) => one.judge === judge);
  const covers = (one: Acknowledgement, { rule, subject, message }: Finding): boolean =>
    one.rule === rule && one.subject === subject && message.includes(one.message);
  return {
    open: findings.filter((finding) => !mine.some((one) => covers(one, finding))),
    acknowledged: findings.filter((finding) => mine.some((one) => covers(one, finding))),
    unused: mine.filter((one) => !findings.some((finding) => covers(one, finding))),
  };
}
