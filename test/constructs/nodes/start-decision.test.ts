import fc from 'fast-check';

import { decideStart, type GuardProperties } from '../../../constructs/nodes/start-decision';

const properties: GuardProperties = {
  AutoScalingGroupName: 'alpha',
  SuspendedProcesses: ['AZRebalance'],
  Count: '18',
  StartsAt: '2026-12-06T11:30:00Z',
  DrainAt: '2026-12-20T10:00:00Z',
};
const at = (text: string): number => Date.parse(text);
const BEFORE = at('2026-12-04T00:00:00Z');
const RUNNING = at('2026-12-10T00:00:00Z');
const OVER = at('2026-12-20T10:30:00Z');
const extended = { ...properties, DrainAt: '2026-12-27T10:00:00Z' };

describe('a new group', () => {
  test('starts with its window', () => {
    expect(decideStart({ now: BEFORE, properties })).toEqual({ kind: 'at', time: at('2026-12-06T11:30:00Z') });
  });

  test('starts at once where its window is open, or no start is stated', () => {
    expect(decideStart({ now: RUNNING, properties })).toEqual({ kind: 'now' });
    expect(decideStart({ now: BEFORE, properties: { ...properties, StartsAt: undefined } })).toEqual({ kind: 'now' });
  });

  test('is left alone without a window', () => {
    expect(decideStart({ now: 0, properties: { ...properties, StartsAt: undefined, DrainAt: undefined } })).toEqual({
      kind: 'leave',
    });
  });

  test.each(['2026-12-20T10:00:00Z', '2027-01-01T00:00:00Z'])('is refused at %s: nothing could run', (now) => {
    expect(() => decideStart({ now: at(now), properties })).toThrow(
      /drain time 2026-12-20T10:00:00Z has passed.*remove the member/,
    );
  });
});

describe('an update', () => {
  test.each([
    ['of nothing', RUNNING, properties],
    ['of nothing, after the drain', OVER, properties],
    ['that extends a running block', RUNNING, extended],
    ['of a start that is past to another that is past', RUNNING, { ...properties, StartsAt: '2026-12-05T11:30:00Z' }],
    ['of a start that is past to none', RUNNING, { ...properties, StartsAt: undefined }],
  ])('%s leaves the size that an operator may have set', (_what, now, changed) => {
    expect(decideStart({ now, properties: changed, before: properties })).toEqual({ kind: 'leave' });
  });

  test.each<[string, number, GuardProperties, object]>([
    [
      'a later start',
      BEFORE,
      { ...properties, StartsAt: '2026-12-07T11:30:00Z' },
      { kind: 'at', time: at('2026-12-07T11:30:00Z') },
    ],
    ['no start', BEFORE, { ...properties, StartsAt: undefined }, { kind: 'now' }],
    ['another count', RUNNING, { ...properties, Count: '9' }, { kind: 'now' }],
    ['another group', RUNNING, { ...properties, AutoScalingGroupName: 'bravo' }, { kind: 'now' }],
    ['an extension after the drain', OVER, extended, { kind: 'now' }],
  ])('with %s applies it', (_what, now, changed, decision) => {
    expect(decideStart({ now, properties: changed, before: properties })).toEqual(decision);
  });

  test('that gives a group its first window starts it', () => {
    const before = { ...properties, StartsAt: undefined, DrainAt: undefined };
    expect(decideStart({ now: RUNNING, properties, before })).toEqual({ kind: 'now' });
  });

  test('that rolls an extension after the drain back does not fail, and nothing starts', () => {
    expect(decideStart({ now: OVER, properties, before: extended })).toEqual({ kind: 'leave' });
    expect(decideStart({ now: OVER, properties, before: { ...extended, Count: '9' } })).toEqual({ kind: 'cancel' });
  });
});

test('nothing ever starts before its window, nor once its drain has come', () => {
  const instant = fc.integer({ min: at('2026-12-01T00:00:00Z'), max: at('2026-12-31T00:00:00Z') });
  const count = fc.constantFrom('9', '18');
  fc.assert(
    fc.property(instant, count, fc.boolean(), (now, Count, update) => {
      const before = update ? { ...properties, Count } : undefined;
      let kind: string;
      try {
        kind = decideStart({ now, properties, before }).kind;
      } catch {
        return !update && now >= at(properties.DrainAt!);
      }
      const open = now >= at(properties.StartsAt!) && now < at(properties.DrainAt!);
      return (kind !== 'now' || open) && (kind !== 'at' || now < at(properties.StartsAt!));
    }),
  );
});
