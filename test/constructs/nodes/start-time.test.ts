import fc from 'fast-check';

import { decideStart, START_DELAY_MINUTES, type GuardProperties } from '../../../constructs/nodes/start-time';

const properties: GuardProperties = {
  AutoScalingGroupName: 'alpha',
  SuspendedProcesses: ['AZRebalance'],
  Count: '18',
  StartsAt: '2026-12-06T11:30:00Z',
  DrainAt: '2026-12-20T10:00:00Z',
};
const at = (text: string): number => Date.parse(text);
const before = { properties, startTime: '2026-12-06T11:30:00Z' };

describe('a new group', () => {
  test('starts with its window', () => {
    expect(decideStart({ now: at('2026-12-04T00:00:00Z'), properties })).toBe('2026-12-06T11:30:00Z');
  });

  test('starts shortly where its window has opened', () => {
    expect(decideStart({ now: at('2026-12-07T08:00:00Z'), properties })).toBe('2026-12-07T08:02:00Z');
  });

  test('starts shortly where no start is stated', () => {
    const now = at('2026-12-04T00:00:00Z');
    expect(decideStart({ now, properties: { ...properties, StartsAt: undefined } })).toBe('2026-12-04T00:02:00Z');
  });

  test('has no start without a window', () => {
    expect(decideStart({ now: 0, properties: { ...properties, StartsAt: undefined, DrainAt: undefined } })).toBe('');
  });

  test.each(['2026-12-20T09:58:00Z', '2026-12-20T10:00:00Z', '2027-01-01T00:00:00Z'])(
    'is refused at %s: nothing could run',
    (now) => {
      expect(() => decideStart({ now: at(now), properties })).toThrow(
        /drain time 2026-12-20T10:00:00Z has passed.*remove the member/,
      );
    },
  );
});

describe('an update', () => {
  test('that does not concern the start keeps it, even when the block is over', () => {
    expect(decideStart({ now: at('2026-12-10T00:00:00Z'), properties, before })).toBe(before.startTime);
    expect(decideStart({ now: at('2027-01-10T00:00:00Z'), properties, before })).toBe(before.startTime);
  });

  test('that extends a running block keeps it', () => {
    const extended = { ...properties, DrainAt: '2026-12-27T10:00:00Z' };
    expect(decideStart({ now: at('2026-12-10T00:00:00Z'), properties: extended, before })).toBe(before.startTime);
  });

  test('that extends a drained block starts the group again', () => {
    const extended = { ...properties, DrainAt: '2026-12-27T10:00:00Z' };
    expect(decideStart({ now: at('2026-12-20T10:30:00Z'), properties: extended, before })).toBe('2026-12-20T10:32:00Z');
  });

  test.each<[string, Partial<GuardProperties>, string]>([
    ['another start', { StartsAt: '2026-12-12T11:30:00Z' }, '2026-12-12T11:30:00Z'],
    ['another count', { Count: '9' }, '2026-12-10T00:02:00Z'],
    ['another group', { AutoScalingGroupName: 'bravo' }, '2026-12-10T00:02:00Z'],
  ])('with %s settles a time that is still to come', (_what, change, start) => {
    expect(decideStart({ now: at('2026-12-10T00:00:00Z'), properties: { ...properties, ...change }, before })).toBe(
      start,
    );
  });
});

test('a start that is settled lies ahead, not before the window and before the drain', () => {
  const instant = fc.integer({ min: at('2026-12-01T00:00:00Z'), max: at('2026-12-25T00:00:00Z') });
  fc.assert(
    fc.property(instant, (now) => {
      let start: number;
      try {
        start = at(decideStart({ now, properties }));
      } catch {
        return now + START_DELAY_MINUTES * 60_000 >= at(properties.DrainAt!);
      }
      // To the second, since CloudFormation takes no fractions.
      return start > now + 60_000 && start >= at(properties.StartsAt!) && start < at(properties.DrainAt!);
    }),
  );
});
