import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT } from '../support/app-process';

/** What jest reports, as far as it is read here. */
export interface JestReport {
  readonly numPassedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;

    /** Why the file could not be run; empty where it could. */
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string; readonly title: string }[];
  }[];
}

/** What came of the faults that are planted in scripts. */
export interface MutantsNoticed {
  /** How many were noticed. */
  readonly noticed: number;

  /** The others, and files that could not be run. */
  readonly failures: readonly string[];
}

/**
 * Plants each fault of `*.mutants.ts` in its script and runs the scenarios that are to notice it. They tell whether the tests
 * can fail, and take half as long as all tests together: so they run here.
 *
 * @param report where jest may write its report
 * @throws Error where it writes none
 */
export function runMutants(report: string): MutantsNoticed {
  const jest = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
  rmSync(report, { force: true });
  const { stderr } = spawnSync(
    process.execPath,
    [jest, '--testMatch=**/*.mutants.ts', '--json', `--outputFile=${report}`],
    { cwd: ROOT, encoding: 'utf8', maxBuffer: 2 ** 28 },
  );
  try {
    return mutantsNoticed(JSON.parse(readFileSync(report, 'utf8')) as JestReport);
  } catch (error) {
    throw new Error(`the planted faults could not be run\n${stderr}`, { cause: error });
  }
}

/** Reads jest's report. A test that did not run counts as one that failed, and so does no test at all. */
export function mutantsNoticed({ numPassedTests, testResults }: JestReport): MutantsNoticed {
  const failures = testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((one) => one.status !== 'passed').map(({ title }) => `${name}: ${title}`);
    return failed.length > 0 || status === 'passed' ? failed : [`${name}: ${message}`];
  });
  return { noticed: numPassedTests, failures: numPassedTests === 0 ? [...failures, 'no fault was planted'] : failures };
}
