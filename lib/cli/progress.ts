import type { Terminal } from './terminal';

/** Work that takes longer than this is announced. */
const PATIENCE_MS = 1000;

/**
 * Waits for work. Where it takes more than a second and somebody watches, a line on stderr says what is being done until
 * it is; where nobody does, it says so once.
 *
 * @param what begins with a verb: `reading the capacity blocks of us-east-1`
 */
export async function withProgress<T>(terminal: Terminal, what: string, work: () => Promise<T>): Promise<T> {
  let stop = (): void => undefined;
  let done = false;
  const timer = setTimeout(() => {
    if (!terminal.watched) {
      terminal.err(`${what} ...\n`);
      return;
    }
    void import('ora').then(({ default: ora }) => {
      if (!done) {
        const spinner = ora(what).start();
        stop = () => void spinner.stop();
      }
    });
  }, PATIENCE_MS);
  try {
    return await work();
  } finally {
    done = true;
    clearTimeout(timer);
    stop();
  }
}
