import { readFileSync } from 'node:fs';

import { clustersOf, loadFile } from '../../lib/config';
import { parseFleet } from '../../lib/config/fleet/parse-fleet';
import { YamlSource } from '../../lib/config/yaml-source';
import { synthesize } from '../support/cluster';

const FILE = 'config/fleets/dallas.yaml';

/** Templates of all clusters of a fleet file's text, by stack. */
function templates(text: string): Map<string, string> {
  const { fleet } = parseFleet(new YamlSource(text), FILE);
  return new Map((fleet?.cells ?? []).flatMap(({ cluster }) => [...synthesize(cluster).templates]));
}

test('adding a cell changes no template of the others', () => {
  const text = readFileSync(FILE, 'utf8');
  const one = templates(text.slice(0, text.indexOf('  - name: dallas-2')));
  const both = templates(text);
  expect(one.size).toBe(3);
  expect(both.size).toBe(6);
  for (const [stack, template] of one) {
    expect(both.get(stack)).toBe(template);
  }
});

test('one cell alone has the templates that it has among all', () => {
  const all = templates(readFileSync(FILE, 'utf8'));
  const [cluster] = clustersOf(loadFile(FILE, 'dallas-2'));
  const alone = cluster && synthesize(cluster).templates;
  expect([...(alone ?? [])].map(([stack]) => stack)).toEqual(expect.arrayContaining(['atlas-dallas-2-network']));
  for (const [stack, template] of alone ?? []) {
    expect(all.get(stack)).toBe(template);
  }
});
