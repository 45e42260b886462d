import type { Problem } from './problem';

/**
 * Thrown where hardware is described or asked for in a way that cannot be. Carries every problem found, one a line.
 */
export class HardwareError extends Error {
  readonly problems: Problem[];

  constructor(problems: Problem[]) {
    super(problems.map((problem) => `${problem.message} [${problem.id}]`).join('\n'));
    this.name = 'HardwareError';
    this.problems = problems;
  }
}

/**
 * Throws all problems at once, or returns where there is none.
 *
 * @throws HardwareError
 */
export function refuseHardware(problems: Problem[]): void {
  if (problems.length > 0) {
    throw new HardwareError(problems);
  }
}
