import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parsePrices } from '../../../lib/plan/prices/parse-prices';
import { QUOTA_RULES } from '../../../lib/plan/quotas';

const ROOT = join(__dirname, '..', '..', '..');
const PAGE = readFileSync(join(ROOT, 'docs', 'plan.md'), 'utf8');

/** The section below a heading. */
function section(heading: string): string {
  return PAGE.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
}

describe('docs/plan.md', () => {
  test('has every quota, with its default', () => {
    const rows = [...section('Quotas').matchAll(/^\| `([a-z0-9-]+)` .*\| +([\d,]+) \|$/gm)].map(([, id, most]) => [
      id,
      Number(most?.replaceAll(',', '')),
    ]);
    expect(rows).toEqual(QUOTA_RULES.map((rule) => [rule.id, rule.default]));
  });

  test('has every warning of the plan', () => {
    const source = readFileSync(join(ROOT, 'lib', 'plan', 'warnings.ts'), 'utf8');
    const ids = [...source.matchAll(/\bid: '([a-z-]+)'/g)].map(([, id]) => id);
    expect(ids.length).toBeGreaterThan(4);
    expect(ids.filter((id) => !section('Warnings').includes(`\`${id}\``))).toEqual([]);
  });

  test('has every id of a price list', () => {
    const folder = join(ROOT, 'lib', 'plan', 'prices');
    const source = ['price-schema.ts', 'parse-prices.ts']
      .map((file) => readFileSync(join(folder, file), 'utf8'))
      .join('');
    const ids = [...new Set(source.match(/'price-[a-z]+'/g))].map((id) => id.slice(1, -1));
    expect(ids.length).toBeGreaterThan(5);
    expect(ids.filter((id) => !section('Prices').includes(`\`${id}\``))).toEqual([]);
  });

  test('shows a price list that is right', () => {
    const [, yaml = ''] = /```yaml\n([^]*?)```/.exec(PAGE) ?? [];
    expect(parsePrices(yaml, 'x').list?.prices).toHaveLength(1);
  });
});
