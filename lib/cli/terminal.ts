import pc from 'picocolors';

/** Where a command's text goes, and what can be shown there. */
export interface Terminal {
  /** Results: tables, or one JSON document. */
  readonly out: (text: string) => void;

  /** Progress and errors. */
  readonly err: (text: string) => void;

  /** Columns of the terminal that results go to; 80 where it is none. */
  readonly width: number;

  /** Whether results may have colors. */
  readonly colors: boolean;

  /** Whether somebody watches errors and progress as they come. */
  readonly watched: boolean;
}

const DEFAULT_WIDTH = 80;

/**
 * The process's own terminal. Colors are off where stdout is no terminal, with `NO_COLOR` and with `--no-color`; `FORCE_COLOR`
 * turns them on.
 *
 * @see https://no-color.org
 */
export function processTerminal({ stdout, stderr }: NodeJS.Process = process): Terminal {
  // `ultraserver plan | head` ends before it has read all; that is no fault.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') {
      throw error;
    }
  });
  return {
    out: (text) => stdout.write(text),
    err: (text) => stderr.write(text),
    width: stdout.columns ?? DEFAULT_WIDTH,
    colors: pc.isColorSupported && (isTerminal(stdout) || forced(process.env)),
    watched: isTerminal(stderr),
  };
}

function forced({ FORCE_COLOR, NO_COLOR }: NodeJS.ProcessEnv): boolean {
  return (FORCE_COLOR ?? '') !== '' && FORCE_COLOR !== '0' && (NO_COLOR ?? '') === '';
}

/** Node leaves `isTTY` out where a stream goes to a file or a pipe. */
function isTerminal({ isTTY }: { readonly isTTY?: boolean }): boolean {
  return isTTY ?? false;
}
