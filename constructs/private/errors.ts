import type { IConstruct } from 'constructs';

import type { Problem } from '../hardware/problem';

/**
 * Thrown by a construct that was given something which cannot work. Each line names the rule; the last one says which
 * construct refused.
 */
export class InvalidPropsError extends Error {
  readonly problems: Problem[];

  constructor(problems: Problem[], scope?: IConstruct) {
    const lines = problems.map((problem) => `${problem.message} [${problem.id}]`);
    super(scope ? [...lines, `in ${scope.node.path}`].join('\n') : lines.join('\n'));
    this.name = 'InvalidPropsError';
    this.problems = problems;
  }
}

/**
 * Throws all problems at once, or returns where there is none.
 *
 * @throws InvalidPropsError
 */
export function refuse(problems: Problem[], scope?: IConstruct): void {
  if (problems.length > 0) {
    throw new InvalidPropsError(problems, scope);
  }
}
