import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { fleetJsonSchema, renderJsonSchema } from './json-schema';
import { withKeyTable } from './key-table';

const root = join(__dirname, '..', '..');
const page = join(root, 'docs', 'cluster-file.md');

writeFileSync(join(root, 'config', 'cluster.schema.json'), renderJsonSchema());
writeFileSync(join(root, 'config', 'fleet.schema.json'), renderJsonSchema(fleetJsonSchema()));
writeFileSync(page, withKeyTable(readFileSync(page, 'utf8')));
