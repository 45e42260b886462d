import { withProgress } from '../../../lib/cli/progress';
import { keptTerminal } from '../../support/command-line';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** Work that the test ends. */
function work(): { promise: Promise<string>; end: () => void } {
  let end = (): void => undefined;
  const promise = new Promise<string>((resolve) => {
    end = () => resolve('done');
  });
  return { promise, end };
}

test('nothing is said of work that is soon done', async () => {
  const terminal = keptTerminal();
  const { promise, end } = work();
  const result = withProgress(terminal, 'reading blocks', () => promise);
  jest.advanceTimersByTime(999);
  end();
  expect(await result).toBe('done');
  jest.advanceTimersByTime(10_000);
  expect(terminal.kept).toEqual({ out: '', err: '' });
});

test('after a second it is said once on stderr', async () => {
  const terminal = keptTerminal();
  const { promise, end } = work();
  const result = withProgress(terminal, 'reading blocks', () => promise);
  jest.advanceTimersByTime(60_000);
  expect(terminal.kept).toEqual({ out: '', err: 'reading blocks ...\n' });
  end();
  expect(await result).toBe('done');
});

test('work that fails fails as it did', async () => {
  await expect(
    withProgress(keptTerminal(), 'reading blocks', () => Promise.reject(new Error('no credentials'))),
  ).rejects.toThrow('no credentials');
  expect(jest.getTimerCount()).toBe(0);
});
