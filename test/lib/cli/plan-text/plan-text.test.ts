import fc from 'fast-check';

import { renderPlan } from '../../../../lib/cli/plan-text/plan-text';
import { wrap } from '../../../../lib/cli/plan-text/format';
import { planCluster } from '../../../../lib/plan/plan-cluster';
import { loadPrices } from '../../../../lib/plan/prices/load-prices';
import { EXAMPLES, exampleModel } from '../../../support/cluster';
import { planOf, racks } from '../../../support/plans';

const AT = Date.parse('2026-12-10T00:00:00Z');
const PLAIN = { width: 80, colors: false };

/** Lines that no terminal of 80 columns shows whole. Addresses have no place to break. */
function longLines(text: string): string[] {
  return text.split('\n').filter((line) => line.length > 80 && !line.includes('https://'));
}

test.each(EXAMPLES)('%s fits 80 columns', (file) => {
  const plan = planCluster(exampleModel(file), { at: AT, prices: loadPrices('config/prices.yaml') });
  expect(longLines(renderPlan(plan, PLAIN))).toEqual([]);
});

describe('a fleet', () => {
  const windows = Array.from({ length: 1389 }, (_, i) => ({
    startsAt: `2026-12-${10 + (i % 3)}T11:30:00Z`,
    endsAt: '2026-12-20T11:30:00Z',
    cell: `cell-${i % 116}`,
  }));
  const text = renderPlan(planOf(racks(windows), undefined, loadPrices('config/prices.yaml')), PLAIN);

  test('fits 80 columns and two screens', () => {
    expect(longLines(text)).toEqual([]);
    expect(text.split('\n').length).toBeLessThan(120);
  });

  test('shows members, blocks and stacks that are alike in one row', () => {
    expect(text).toMatch(/^train +1,389 +u-p6e-gb200x72\/four-efa +use1-dfw2-az1 +116 +100,008$/m);
    expect(text).toMatch(/^2026-12-10 11:30 +2026-12-20 11:30 +10:00 +scheduled +463 +33,336 /m);
    expect(text).toMatch(/^racks-cell-cell-0 and \d+ others like it +\d+ +\d+ KB$/m);
  });

  test('puts the quotas that are short first', () => {
    const verdicts = [...text.matchAll(/^.{20,} (raise|too much|ok)( +L-[0-9A-F]{8})?$/gm)].map(
      ([, verdict]) => verdict,
    );
    expect(verdicts.length).toBeGreaterThan(15);
    expect(verdicts.lastIndexOf('raise')).toBeLessThan(verdicts.indexOf('ok'));
  });
});

test('colors only where there may be some', () => {
  const plan = planOf(racks([{ endsAt: '2026-12-20T11:30:00Z' }]));
  const colored = renderPlan(plan, { ...PLAIN, colors: true });
  const escape = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g');
  expect(colored).toMatch(escape);
  expect(colored.replace(escape, '')).toBe(renderPlan(plan, PLAIN));
});

test('wrapped text keeps its words and its width', () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 }),
      fc.integer({ min: 20, max: 60 }),
      (words, width) => {
        const lines = wrap(words.join(' '), width, '- ').split('\n');
        expect(lines.filter((line) => line.length > width)).toEqual([]);
        expect(lines.map((line) => line.slice(2)).join(' ')).toBe(words.join(' '));
      },
    ),
  );
});
