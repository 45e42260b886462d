import fc from 'fast-check';

import { planOf, racks } from '../../support/plans';

const WEEK_1 = { startsAt: '2026-12-06T11:30:00Z', endsAt: '2026-12-13T11:30:00Z' };
const WEEK_2 = { startsAt: '2026-12-13T11:30:00Z', endsAt: '2026-12-20T11:30:00Z' };
const DAY = 86_400_000;

function poolOf(windows: Parameters<typeof racks>[0], at?: string) {
  const { calendar, windows: table } = planOf(racks(windows), at);
  return { calendar, table, pool: calendar.pools[0]! };
}

test('blocks are in order of time, whatever the order of the file', () => {
  const { pool } = poolOf([WEEK_2, { endsAt: '2026-12-08T11:30:00Z' }, WEEK_1]);
  expect(pool.blocks.map(({ member }) => member)).toEqual(['rack-1', 'rack-2', 'rack-0']);
});

test('GPU-hours are paid to the end and usable to the drain; without a start they are not known', () => {
  const { pool } = poolOf([WEEK_1, { endsAt: '2026-12-08T11:30:00Z' }]);
  expect(pool.blocks.map(({ paidGpuHours, usableGpuHours }) => [paidGpuHours, usableGpuHours])).toEqual([
    [null, null],
    [72 * 7 * 24, 72 * (7 * 24 - 1.5)],
  ]);
});

test('one week after another leaves a gap from the drain to the next start', () => {
  const { pool } = poolOf([WEEK_1, WEEK_2]);
  expect(pool.gaps).toEqual([{ from: '2026-12-13T10:00:00Z', to: '2026-12-13T11:30:00Z', hours: 1.5 }]);
  expect(pool.overlaps).toEqual([]);
});

test('a day that both have is an overlap, and no gap', () => {
  const { pool } = poolOf([WEEK_1, { ...WEEK_2, startsAt: '2026-12-12T11:30:00Z' }]);
  expect(pool.gaps).toEqual([]);
  expect(pool.overlaps).toEqual([
    { from: '2026-12-12T11:30:00Z', to: '2026-12-13T10:00:00Z', hours: 22.5, members: 2, gpus: 144 },
  ]);
});

test('blocks without a start overlap from the beginning', () => {
  const { pool } = poolOf([{ endsAt: WEEK_1.endsAt }, { endsAt: WEEK_1.endsAt }, { endsAt: WEEK_2.endsAt }]);
  expect(pool.overlaps).toEqual([{ from: null, to: '2026-12-13T10:00:00Z', hours: null, members: 3, gpus: 216 }]);
});

test('the ramp tells what is paid from what can be used', () => {
  const { calendar } = poolOf([WEEK_1]);
  expect(calendar.ramp).toEqual([
    { at: null, paidGpus: 0, usableGpus: 0 },
    { at: WEEK_1.startsAt, paidGpus: 72, usableGpus: 72 },
    { at: '2026-12-13T10:00:00Z', paidGpus: 72, usableGpus: 0 },
    { at: WEEK_1.endsAt, paidGpus: 0, usableGpus: 0 },
  ]);
  expect(calendar.span).toEqual({ from: WEEK_1.startsAt, to: WEEK_1.endsAt });
  expect(calendar.peak).toEqual({ gpus: 72, instancesInBlocks: 18 });
});

test.each([
  ['2026-12-06T11:29:59Z', 'scheduled', 166.5],
  ['2026-12-06T11:30:00Z', 'active', 166.5],
  ['2026-12-13T09:59:59Z', 'active', 1 / 3600],
  ['2026-12-13T10:00:00Z', 'draining', 0],
  ['2026-12-13T11:30:00Z', 'ended', 0],
])('at %s it is %s', (at, state, hours) => {
  const [window] = poolOf([WEEK_1], at).table;
  expect(window?.state).toBe(state);
  expect(window?.usableHoursLeft).toBeCloseTo(hours, 6);
});

test('one without a start is active until its drain', () => {
  const [window] = poolOf([{ endsAt: WEEK_1.endsAt }], '2020-01-01T00:00:00Z').table;
  expect(window).toMatchObject({ startsAt: null, state: 'active', paidHours: null, usableHours: null });
});

test('members of one window share it', () => {
  const { table } = poolOf([WEEK_1, WEEK_2, WEEK_1]);
  expect(table.map(({ name, startsAt }) => [name, startsAt])).toEqual([
    ['window-1', WEEK_1.startsAt],
    ['window-2', WEEK_2.startsAt],
  ]);
});

test('what is no block stands on, and a reservation to its end', () => {
  const file = JSON.stringify({
    name: 'plain',
    region: 'us-east-1',
    network: { controlZones: ['use1-az4', 'use1-az6'] },
    pools: [
      {
        name: 'serve',
        instanceType: 'p5en.48xlarge',
        zone: 'use1-az6',
        members: [
          { name: 'always', count: 2, onDemand: true },
          { name: 'ending', count: 1, reserve: { endsAt: '2026-12-31T00:00:00Z' } },
        ],
      },
    ],
  });
  const { calendar } = planOf(file);
  expect(calendar.ramp).toEqual([
    { at: null, paidGpus: 24, usableGpus: 24 },
    { at: '2026-12-31T00:00:00Z', paidGpus: 16, usableGpus: 16 },
  ]);
  expect(calendar.pools[0]).toMatchObject({ blocks: [], standingMembers: 2, standingGpus: 24 });
  expect(calendar.span).toBeNull();
});

const blocks = fc.array(fc.record({ start: fc.nat({ max: 20 }), days: fc.integer({ min: 1, max: 14 }) }), {
  minLength: 1,
  maxLength: 8,
});

test('GPU-hours under the ramp are those of the blocks, and gaps have none', () => {
  fc.assert(
    fc.property(blocks, (all) => {
      const base = Date.parse('2026-12-01T11:30:00Z');
      const iso = (time: number): string => new Date(time).toISOString().replace('.000Z', 'Z');
      const { pool } = poolOf(
        all.map(({ start, days }) => ({
          startsAt: iso(base + start * DAY),
          endsAt: iso(base + (start + days) * DAY),
        })),
      );
      const area = pool.ramp.reduce((sum, { at, usableGpus }, index) => {
        const next = pool.ramp[index + 1];
        return at === null || !next ? sum : sum + (usableGpus * (Date.parse(next.at!) - Date.parse(at))) / 3_600_000;
      }, 0);
      expect(area).toBeCloseTo(
        pool.blocks.reduce((sum, { usableGpuHours }) => sum + usableGpuHours!, 0),
        3,
      );
      for (const gap of pool.gaps) {
        const inGap = all.filter(
          ({ start, days }) =>
            base + start * DAY < Date.parse(gap.to) && base + (start + days) * DAY - 5_400_000 > Date.parse(gap.from),
        );
        expect(inGap).toEqual([]);
      }
    }),
    { numRuns: 40 },
  );
});
