import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { packageRoot } from '../../../constructs/private/package-root';

test('is the folder of the package, where its scripts lie, and not that of the application around it', () => {
  expect(packageRoot()).toBe(join(__dirname, '../../../constructs'));
  expect(existsSync(join(packageRoot(), 'nodes', 'scripts', 'lib.sh'))).toBe(true);
});
