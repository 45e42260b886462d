import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parseFleet } from '../../../../lib/config/fleet/parse-fleet';
import { YamlSource } from '../../../../lib/config/yaml-source';
import { MarkdownPage, ROOT } from '../../../support/markdown';

const PAGE = MarkdownPage.read('docs/fleet.md');

test('the page lists every refusal, and no other', () => {
  const sources = [
    ...readdirSync(join(ROOT, 'lib', 'config', 'fleet')).map((file) => join('lib', 'config', 'fleet', file)),
    join('lib', 'config', 'load-file.ts'),
  ].map((file) => readFileSync(join(ROOT, file), 'utf8'));
  const given = sources.flatMap((text) => [...text.matchAll(/\bid: '([a-z-]+)'/g)].map(([, id = '']) => id));
  const listed = [...PAGE.text.matchAll(/^\| `(fleet-[a-z-]+)` +\|/gm)].map(([, id = '']) => id);
  expect(listed.toSorted()).toEqual([...new Set(given)].toSorted());
});

test('its file is a fleet', () => {
  const [file] = PAGE.blocksIn('yaml');
  const { problems, fleet } = parseFleet(new YamlSource(file?.text ?? ''), 'docs/fleet.md');
  expect(problems).toBeUndefined();
  expect(fleet?.cells.map(({ cluster }) => cluster.name)).toEqual(['atlas-dallas-1']);
});
