import { diffTopology, type TopologyChange } from './diff-topology';
import type { ClusterTopology } from './topology';

/** How a topology is watched. */
export interface WatchOptions {
  /** Reads and builds it anew. */
  readonly read: () => Promise<ClusterTopology>;

  /** Told of the first one, with no changes, and of each later one that differs. */
  readonly changed: (topology: ClusterTopology, changes: readonly TopologyChange[]) => void | Promise<void>;

  /** Told of a reading that failed; the next one may not. */
  readonly failed: (error: unknown) => void;

  /** Waits until the next reading, or until the signal. */
  readonly pause: (signal: AbortSignal) => Promise<void>;

  /** Ends it. */
  readonly signal: AbortSignal;
}

/**
 * Reads a topology again and again, and tells what changed, until the signal. A reading that fails changes nothing: what was read
 * last stands.
 *
 * @throws whatever the first reading throws: what never worked is no lapse
 */
export async function watchTopology({ read, changed, failed, pause, signal }: WatchOptions): Promise<void> {
  let last = await read();
  await changed(last, []);
  for (;;) {
    if (!signal.aborted) {
      await pause(signal);
    }
    if (signal.aborted) {
      return;
    }
    let next: ClusterTopology;
    try {
      next = await read();
    } catch (error) {
      failed(error);
      continue;
    }
    const changes = diffTopology(last, next);
    last = next;
    if (changes.length > 0) {
      await changed(next, changes);
    }
  }
}

/** A pause of so many milliseconds, which the signal cuts short. */
export function pauseOf(milliseconds: number): WatchOptions['pause'] {
  return (signal) =>
    new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, milliseconds);
      signal.addEventListener('abort', end);
    });
}
