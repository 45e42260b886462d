import { type Acknowledgement, type Finding, sortFindings } from './finding';
import { ask, findCommand, type Judge, JudgeError, proveAlive, versionOf } from './judge';

/** A judge with what it is to judge. */
export interface Case {
  readonly judge: Judge;
  readonly files: readonly string[];
}

/** What a verification works with. */
export interface VerificationOptions {
  readonly cases: readonly Case[];
  readonly acknowledgements: readonly Acknowledgement[];

  /** Folders in which commands are looked for, as in `PATH`. */
  readonly searchPath: string;

  /** Whether a judge that is missing fails the verification. */
  readonly judgesRequired: boolean;

  /** How the report calls a file. */
  readonly display: (path: string) => string;

  /** Takes one line of the report. */
  readonly print: (line: string) => void;
}

/** How many checks went which way. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly notAsked: number;
}

/** Asks every judge, once it has proved alive, and reports one result for each. */
export function verify(options: VerificationOptions): Tally {
  const tally = { passed: 0, failed: 0, notAsked: 0 };
  for (const name of new Set(options.cases.map(({ judge }) => judge.name))) {
    tally[judgeAll(name, options)] += 1;
  }
  return tally;
}

/** All that one program is to judge. Acknowledgements are weighed once, over all of it. */
function judgeAll(name: string, options: VerificationOptions): keyof Tally {
  const { acknowledgements, display, judgesRequired, print, searchPath } = options;
  const cases = options.cases.filter(({ judge }) => judge.name === name);
  const command = findCommand(name, searchPath);
  const notAsked = (why: string): keyof Tally => {
    print(`${judgesRequired ? 'FAILED' : 'NOT ASKED'}: ${name} ${why}; bash .ci/judges installs it`);
    return judgesRequired ? 'failed' : 'notAsked';
  };
  if (command === undefined) {
    return notAsked('is not installed');
  }
  let findings: Finding[];
  try {
    // Another release finds other faults, and would call acknowledgements needless that are not.
    const pinned = cases.map(({ judge }) => judge.pinned).find((version) => version !== undefined);
    const version = pinned === undefined ? undefined : versionOf(cases[0]!.judge, command);
    if (version !== pinned) {
      return notAsked(`${version} at ${command} is not the pinned ${pinned}`);
    }
    findings = cases.flatMap(({ judge, files }) => {
      proveAlive(judge, command);
      return files.length === 0 ? [] : ask(judge, command, files);
    });
  } catch (error) {
    if (!(error instanceof JudgeError)) {
      throw error;
    }
    print(`FAILED: ${error.message}`);
    return 'failed';
  }
  const { open, acknowledged, unused } = sortFindings(name, findings, acknowledgements);
  for (const { file, line, rule, subject, message } of open) {
    print(`  ${display(file)}:${line}: ${rule} [${subject}] ${shortened(message)}`);
  }
  for (const { rule, subject, message } of unused) {
    print(`  the acknowledgement of ${rule} [${subject}] ${message} is not needed any more; take it away`);
  }
  const failed = open.length + unused.length > 0;
  const files = cases.reduce((sum, one) => sum + one.files.length, 0);
  print(
    `${failed ? 'FAILED' : 'passed'}: ${name} on ${files} files: ${open.length} findings, ` +
      `${acknowledged.length} acknowledged, ${unused.length} acknowledgements unused`,
  );
  return failed ? 'failed' : 'passed';
}

/** A message of one line or two: cfn-lint lists every value that is allowed. */
function shortened(message: string): string {
  return message.length > 300 ? `${message.slice(0, 297)}...` : message;
}
