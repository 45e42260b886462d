import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { TUNING } from '../../../../constructs/nodes/user-data/tuning';

test('every setting has a source that a reader can open, and is told of in the documentation with its mark', () => {
  const page = readFileSync(join(__dirname, '../../../../docs/node-boot.md'), 'utf8');
  for (const { setting, source, mark } of TUNING) {
    expect(source).toMatch(/^https:\/\//);
    const row = page.split('\n').find((line) => line.startsWith(`| \`${setting}\``));
    expect(row).toContain(source);
    expect(row).toMatch(new RegExp(`\\| ${mark} +\\|`));
  }
  expect(new Set(TUNING.map(({ id }) => id)).size).toBe(TUNING.length);
});
