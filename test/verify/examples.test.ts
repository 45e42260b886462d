import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { differences, exampleFiles, templatesOf } from './examples';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assembly-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Writes files into a new folder. */
function tree(name: string, files: Readonly<Record<string, string>>): string {
  const path = join(folder, name);
  mkdirSync(path);
  for (const [file, text] of Object.entries(files)) {
    writeFileSync(join(path, file), text);
  }
  return path;
}

test('the default example is among those that are verified', () => {
  expect(exampleFiles()).toContain('config/gb200.yaml');
});

test('equal folders do not differ', () => {
  const files = { 'a.json': '{}', 'b.json': '[]' };
  expect(differences(tree('one', files), tree('other', files))).toEqual([]);
});

test('a changed byte, a lost file and a new one are differences', () => {
  const one = tree('one', { 'changed.json': '{"a":1}', 'lost.json': '', 'same.json': '{}' });
  const other = tree('other', { 'changed.json': '{"a":2}', 'new.json': '', 'same.json': '{}' });
  expect(differences(one, other).toSorted()).toEqual(['/changed.json', '/lost.json', '/new.json']);
});

test('each template is judged for the Region of its stack', () => {
  const manifest = {
    artifacts: {
      Rack: {
        environment: 'aws://unknown-account/us-east-1',
        properties: { templateFile: 'Rack.template.json' },
      },
      Tree: { properties: {} },
    },
  };
  const path = tree('out', { 'manifest.json': JSON.stringify(manifest) });
  expect(templatesOf(path)).toEqual([{ path: join(path, 'Rack.template.json'), region: 'us-east-1' }]);
});
