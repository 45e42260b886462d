import {
  checkBlockWindow,
  checkInstant,
  DEFAULT_DRAIN_MINUTES,
  drainTime,
  endsAtDocumentedTime,
  formatInstant,
  lastsDocumentedTime,
  LONGEST_BLOCK_DAYS,
  minimumDrainMinutes,
  parseInstant,
  type BlockWindow,
} from 'cdk-ultraserver/rules';
import fc from 'fast-check';

const fine: BlockWindow = { startsAt: '2026-12-06T11:30:00Z', endsAt: '2026-12-20T11:30:00Z', ultraServer: true };

/** Ids of the problems of a window that differs from a fine one. */
const ids = (change: Partial<BlockWindow>): string[] => checkBlockWindow({ ...fine, ...change }).map(({ id }) => id);

describe('a time', () => {
  test.each([
    ['2026-12-20T11:30:00Z', '2026-12-20T11:30:00Z'],
    ['2026-12-20T11:30Z', '2026-12-20T11:30:00Z'],
    ['2026-12-20T11:30:00.250Z', '2026-12-20T11:30:00Z'],
    ['2026-12-20T11:30:00.5Z', '2026-12-20T11:30:00Z'],
    ['2026-12-20T17:00+05:30', '2026-12-20T11:30:00Z'],
    ['2026-12-31T23:59:59Z', '2026-12-31T23:59:59Z'],
    ['2026-12-20T05:30:00-06:00', '2026-12-20T11:30:00Z'],
    ['2028-02-29T00:00:00Z', '2028-02-29T00:00:00Z'],
  ])('%s is read as %s', (text, utc) => {
    expect(formatInstant(parseInstant(text)!)).toBe(utc);
  });

  test.each([
    '2026-12-20T11:30:00',
    '2026-12-20',
    '20 Dec 2026 11:30 UTC',
    '2026-02-31T11:30:00Z',
    '2026-13-01T11:30:00Z',
    '2026-12-20T25:30:00Z',
    '2026-12-20T11:60:00Z',
    '2026-12-20T11:30:60Z',
    '2026-12-00T11:30:00Z',
    '2026-00-20T11:30:00Z',
    '2027-02-29T00:00:00Z',
    '2026-12-20T11:30:00.Z',
    '2026-12-20T11:30:00.2500Z',
    '2026-12-20T11:30:0Z',
    '2026-12-20T11Z',
    '2026-12-20 11:30:00Z',
    '2026-12-20T11:30:00z',
    '2026-12-20T11:30:00+0100',
    '2026-12-20T11:30:00+01',
    '2026-12-20T11:30:00 +01:00',
    '2026-12-20T11:30:00ZZ',
    '2026-12-20T11:30:00Z (UTC)',
    ' 2026-12-20T11:30:00Z',
    '2026-12-20T11:30:00Z\n',
    '+002026-12-20T11:30:00Z',
    '26-12-20T11:30:00Z',
    '2026-1-20T11:30:00Z',
    '',
  ])('%j is none', (text) => {
    expect(parseInstant(text)).toBeUndefined();
    expect(checkInstant('endsAt', text)).toEqual([
      {
        id: 'block-time-form',
        message: `'endsAt' must be an ISO 8601 time with its zone, like 2026-12-20T11:30:00Z, got ${JSON.stringify(text)}`,
        path: ['endsAt'],
      },
    ]);
  });
});

describe('the window of a Capacity Block', () => {
  test('is fine with and without a start', () => {
    expect(ids({})).toEqual([]);
    expect(ids({ startsAt: undefined })).toEqual([]);
  });

  test.each<[string, Partial<BlockWindow>, string]>([
    ['a time without a zone', { endsAt: '2026-12-20T11:30:00' }, 'block-time-form'],
    ['an end before its start', { endsAt: '2026-12-05T11:30:00Z' }, 'block-ends-before-start'],
    ['an end at its start', { endsAt: fine.startsAt }, 'block-ends-before-start'],
    ['two years', { endsAt: '2028-12-20T11:30:00Z' }, 'block-too-long'],
    ['a drain that EC2 forestalls', { drainMinutes: 60 }, 'block-drain-too-late'],
    ['a drain of no whole minutes', { drainMinutes: 90.5 }, 'block-drain-too-late'],
    ['a drain before the start', { drainMinutes: 15 * 24 * 60 }, 'block-drained-before-start'],
    ['a drain at the start', { drainMinutes: 14 * 24 * 60 }, 'block-drained-before-start'],
    ['a minute less than a day', { endsAt: '2026-12-07T11:29:00Z' }, 'block-too-short'],
    ['an end in local time on the day of the start', { endsAt: '2026-12-06T23:30:00Z' }, 'block-too-short'],
    [
      'a minute more than the longest that starts between two 11:30s',
      { startsAt: '2026-01-01T11:30:00Z', endsAt: '2026-07-03T11:31:00Z' },
      'block-too-long',
    ],
  ])('is refused with %s', (_what, change, id) => {
    expect(ids(change)).toEqual([id]);
  });

  test.each<[string, Partial<BlockWindow>]>([
    ['the least drain of an UltraServer', { drainMinutes: 61 }],
    ['the least drain of instances', { drainMinutes: 31, ultraServer: false }],
    ['a day', { endsAt: '2026-12-07T11:30:00Z' }],
    ['a day that ends when no block does', { startsAt: '2026-12-06T12:00:00Z', endsAt: '2026-12-07T12:00:00Z' }],
    ['the least that comes before the drain', { drainMinutes: 14 * 24 * 60 - 1 }],
    // As EC2's API shows one: from 04:55 to 11:30.
    ['a part of a day that ends at 11:30', { startsAt: '2026-12-06T04:55:00Z', endsAt: '2026-12-06T11:30:00Z' }],
    ['183 days', { startsAt: '2026-01-01T11:30:00Z', endsAt: '2026-07-03T11:30:00Z' }],
    ['182 days that began between two 11:30s', { startsAt: '2026-01-01T20:00:00Z', endsAt: '2026-07-03T11:30:00Z' }],
  ])('passes with %s', (_what, change) => {
    expect(ids(change)).toEqual([]);
  });

  test('reports both times at once', () => {
    const problems = checkBlockWindow({ ...fine, startsAt: 'soon', endsAt: 'later' });
    expect(problems.map(({ path }) => path)).toEqual([['startsAt'], ['endsAt']]);
    expect(problems[0]!.message).toContain('got "soon"');
  });

  test('every drain that passes leaves EC2 nothing to terminate', () => {
    const instant = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) });
    fc.assert(
      fc.property(instant, fc.integer({ min: 0, max: 400 }), fc.boolean(), (end, drainMinutes, ultraServer) => {
        const endsAt = formatInstant(end);
        const accepted = checkBlockWindow({ endsAt, drainMinutes, ultraServer }).length === 0;
        const terminationBegins = parseInstant(endsAt)! - (ultraServer ? 60 : 30) * 60_000;
        expect(accepted).toBe(parseInstant(drainTime(endsAt, drainMinutes))! < terminationBegins);
      }),
    );
  });
});

describe('how long a block lasts', () => {
  const from = (startsAt: string, minutes: number): boolean =>
    lastsDocumentedTime({ startsAt, endsAt: formatInstant(parseInstant(startsAt)! + minutes * 60_000) });
  const DAY = 24 * 60;

  test('is 1 to 14 days, then multiples of 7', () => {
    const days = Array.from({ length: LONGEST_BLOCK_DAYS }, (_, index) => index + 1);
    const sold = days.filter((count) => from('2026-01-01T11:30:00Z', count * DAY));
    expect(sold.slice(0, 18)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 21, 28, 35, 42]);
    expect(sold.at(-1)).toBe(182);
    expect(sold).toHaveLength(14 + 24);
  });

  test.each([
    ['a part of a day', 6 * 60 + 35, false],
    ['a minute less than a day', DAY - 1, false],
    ['a part of a day more than 14 days', 14 * DAY + 1, true],
    ['more than a day more than 14 days', 15 * DAY + 1, false],
    ['a part of a day less than 21 days', 20 * DAY + 1, true],
    ['more than a day less than 21 days', 20 * DAY - 1, false],
    ['a part of a day more than 21 days', 22 * DAY - 1, true],
  ])('%s: %d minutes, documented: %s', (_what, minutes, documented) => {
    expect(from('2026-01-01T04:55:00Z', minutes)).toBe(documented);
  });

  test('is not known without a start, or without times', () => {
    expect(lastsDocumentedTime({ endsAt: '2026-12-20T11:30:00Z' })).toBe(true);
    expect(lastsDocumentedTime({ startsAt: 'soon', endsAt: '2026-12-20T11:30:00Z' })).toBe(true);
    expect(lastsDocumentedTime({ startsAt: '2026-12-20T11:30:00Z', endsAt: 'later' })).toBe(true);
  });
});

describe('the drain', () => {
  test('begins 90 minutes before the end by default', () => {
    expect(DEFAULT_DRAIN_MINUTES).toBe(90);
    expect(drainTime('2026-12-20T11:30:00Z')).toBe('2026-12-20T10:00:00Z');
    expect([minimumDrainMinutes(true), minimumDrainMinutes(false)]).toEqual([61, 31]);
  });

  test('of no time is an error', () => {
    expect(() => drainTime('tomorrow')).toThrow(/got tomorrow/);
  });
});

test.each([
  ['2026-12-20T11:30:00Z', true],
  ['2026-12-20T05:30:00-06:00', true],
  ['2026-12-20T11:30:00-06:00', false],
  ['2026-12-20T11:31:00Z', false],
])('%s is when AWS ends blocks: %s', (endsAt, documented) => {
  expect(endsAtDocumentedTime(endsAt)).toBe(documented);
});
