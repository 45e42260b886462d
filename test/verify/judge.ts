import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import type { Finding } from './finding';

/** A program from outside that judges files. */
export interface Judge {
  /** Its name, which is that of its command. */
  readonly name: string;

  /** Files that it must find fault with before its silence on others counts. */
  readonly planted: readonly string[];

  /** The version whose findings the acknowledgements are about. @default - any will do */
  readonly pinned?: string;

  /** Arguments for judging files. */
  readonly args: (files: readonly string[]) => string[];

  /** Whether it takes one file at a time. @default false */
  readonly oneByOne?: boolean;

  /** Exit statuses with which it reports what it found, or that it found nothing. */
  readonly statuses: (status: number) => boolean;

  /**
   * What it found, from what it wrote.
   *
   * @throws Error where that is no report
   */
  readonly parse: (stdout: string, files: readonly string[]) => Finding[];
}

/** A judge that could not do its work. */
export class JudgeError extends Error {
  constructor(judge: string, what: string) {
    super(`${judge} ${what}`);
    this.name = 'JudgeError';
  }
}

/** Path of a command in the folders of a search path, or undefined. */
export function findCommand(name: string, searchPath: string): string | undefined {
  return searchPath
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path) && statSync(path).isFile());
}

/**
 * The version that a program says it has.
 *
 * @throws JudgeError where it says none
 */
export function versionOf(judge: Judge, command: string): string {
  const { stdout } = spawnSync(command, ['--version'], { encoding: 'utf8' });
  const version = /\d+(\.\d+)+/.exec(stdout)?.[0];
  if (version === undefined) {
    throw new JudgeError(judge.name, `says no version: ${command} --version wrote ${JSON.stringify(stdout)}`);
  }
  return version;
}

/**
 * Has a judge look at files.
 *
 * @param command path of its program
 * @throws JudgeError where it breaks down, or writes no report
 */
export function ask(judge: Judge, command: string, files: readonly string[]): Finding[] {
  return judge.oneByOne ? files.flatMap((file) => askAtOnce(judge, command, [file])) : askAtOnce(judge, command, files);
}

function askAtOnce(judge: Judge, command: string, files: readonly string[]): Finding[] {
  const { status, stdout, stderr, error } = spawnSync(command, judge.args(files), {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (error || status === null || !judge.statuses(status)) {
    throw new JudgeError(judge.name, `broke down (${error?.message ?? `status ${status}`})\n${stderr}`);
  }
  try {
    return judge.parse(stdout, files);
  } catch {
    throw new JudgeError(judge.name, `wrote no report\n${stdout.slice(0, 2000)}${stderr}`);
  }
}

/**
 * Has a judge look at files that are known to be bad.
 *
 * @throws JudgeError where it has nothing to say of one of them
 */
export function proveAlive(judge: Judge, command: string): void {
  for (const file of judge.planted) {
    if (ask(judge, command, [file]).length === 0) {
      throw new JudgeError(
        judge.name,
        `finds nothing in ${file}, which is known to be bad: its silence proves nothing`,
      );
    }
  }
}
