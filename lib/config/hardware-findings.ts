import { HardwareError } from 'cdk-ultraserver/hardware';

import type { Finding, Path } from './finding';

/**
 * What the constructs find wrong with hardware, brought to its place in the file.
 *
 * @throws whatever else was thrown
 */
export function hardwareFindings(error: unknown, at: (path: Path) => Path): Finding[] {
  if (!(error instanceof HardwareError)) {
    throw error;
  }
  return error.problems.map(({ id, message, path = [] }) =>
    // The name of a type is its key in the file.
    path.at(-1) === 'name' && path.length <= 2
      ? { id, message, path: at(path.slice(0, -1)), atKey: true }
      : { id, message, path: at(path) },
  );
}
