/** Resources by CloudFormation type. */
export type ResourceCount = Readonly<Record<string, number>>;

/** Adds counts up; a type of which there are none is left out. Types are in order of the alphabet. */
export function addCounts(...counts: readonly ResourceCount[]): ResourceCount {
  const sums: Record<string, number> = {};
  for (const count of counts) {
    for (const [type, number] of Object.entries(count)) {
      if (number > 0) {
        sums[type] = (sums[type] ?? 0) + number;
      }
    }
  }
  return Object.fromEntries(Object.entries(sums).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** The same so many times. */
export function times(number: number, count: ResourceCount): ResourceCount {
  return Object.fromEntries(Object.entries(count).map(([type, one]) => [type, one * number]));
}

/** The count where a condition holds, else nothing. */
export function where(condition: boolean, count: ResourceCount): ResourceCount {
  return condition ? count : {};
}

/** All resources of a count. */
export function totalOf(count: ResourceCount): number {
  return Object.values(count).reduce((sum, number) => sum + number, 0);
}

/** A Lambda function of this project, with its role, its rights and its logs. */
export const HANDLER_FUNCTION: ResourceCount = {
  'AWS::IAM::ManagedPolicy': 1,
  'AWS::IAM::Role': 1,
  'AWS::Lambda::Function': 1,
  'AWS::Logs::LogGroup': 1,
};
