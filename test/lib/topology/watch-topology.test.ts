import { buildTopology, type ClusterTopology, pauseOf, watchTopology } from '../../../lib/topology';
import { worldOf } from '../../support/topology';

const topology = (running: number): ClusterTopology => {
  const { cluster, records, nodes } = worldOf([{ name: 'alpha', running }]);
  return buildTopology(cluster, records, nodes);
};

/** Watches through readings of which each gives a topology or fails, and ends after the last. */
async function watch(readings: readonly (ClusterTopology | Error)[]): Promise<{ told: string[]; pauses: number }> {
  const stop = new AbortController();
  const told: string[] = [];
  let [next, pauses] = [0, 0];
  await watchTopology({
    read: () => {
      const reading = readings[next++];
      return reading instanceof Error ? Promise.reject(reading) : Promise.resolve(reading as ClusterTopology);
    },
    changed: (_, changes) => void told.push(changes.map(({ kind }) => kind).join(' ')),
    failed: (error) => void told.push((error as Error).message),
    pause: () => {
      pauses++;
      if (next === readings.length) {
        stop.abort();
      }
      return Promise.resolve();
    },
    signal: stop.signal,
  });
  return { told, pauses };
}

test('the first one is told, then changes alone', async () => {
  const result = await watch([topology(18), topology(18), topology(17), topology(17), topology(18)]);
  expect(result).toEqual({ told: ['', 'gone found', 'added settled'], pauses: 5 });
});

test('a reading that fails is said, and the next is compared with the last that did not', async () => {
  const { told } = await watch([topology(18), new Error('throttled'), topology(18), topology(17)]);
  expect(told).toEqual(['', 'throttled', 'gone found']);
});

test('what fails at first ends it', async () => {
  await expect(watch([new Error('no credentials')])).rejects.toThrow('no credentials');
});

test('a pause ends with the signal', async () => {
  const stop = new AbortController();
  const paused = pauseOf(60_000)(stop.signal);
  stop.abort();
  await expect(paused).resolves.toBeUndefined();
});
