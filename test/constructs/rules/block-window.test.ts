import {
  checkBlockWindow,
  DEFAULT_DRAIN_MINUTES,
  drainTime,
  endsAtDocumentedTime,
  formatInstant,
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
    '',
  ])('%j is none', (text) => {
    expect(parseInstant(text)).toBeUndefined();
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
  ])('is refused with %s', (_what, change, id) => {
    expect(ids(change)).toEqual([id]);
  });

  test.each<[string, Partial<BlockWindow>]>([
    ['the least drain of an UltraServer', { drainMinutes: 61 }],
    ['the least drain of instances', { drainMinutes: 31, ultraServer: false }],
    ['182 days that began between two 11:30s', { startsAt: '2026-01-01T20:00:00Z', endsAt: '2026-07-03T11:30:00Z' }],
  ])('passes with %s', (_what, change) => {
    expect(ids(change)).toEqual([]);
  });

  test('reports both times at once', () => {
    const problems = checkBlockWindow({ ...fine, startsAt: 'soon', endsAt: 'later' });
    expect(problems.map(({ path }) => path)).toEqual([['startsAt'], ['endsAt']]);
    expect(problems[0]!.message).toContain('got soon');
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
