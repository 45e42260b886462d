import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'yaml';

import { parseCluster } from '../../../lib/config';
import { renderKeyTable, withKeyTable } from '../../../lib/config/key-table';
import { REFUSAL_CASES } from './refusal-cases';

const ROOT = join(__dirname, '..', '..', '..');
const PAGE = readFileSync(join(ROOT, 'docs', 'cluster-file.md'), 'utf8');

/** The ids in the first column of the tables below a heading. */
function idsBelow(heading: string): string[] {
  const [section = ''] = PAGE.slice(PAGE.indexOf(`\n## ${heading}\n`) + 1).split(/\n## (?!#)/);
  return [...section.matchAll(/^\| `([a-z0-9-]+)` +\|/gm)].map(([, id]) => id ?? '');
}

/** The ids that source files give to what they refuse or warn of. */
function idsIn(...folders: string[]): string[] {
  const files = folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(join(ROOT, folder, file), 'utf8')),
  );
  const given = /(?:\bid: |\b(?:form|at)\(\s*|refused\(path, |return \[|: \[|_WARNING = )'([a-z0-9]+(?:-[a-z0-9]+)+)'/g;
  return [...new Set(files.flatMap((text) => [...text.matchAll(given)].map(([, id]) => id ?? '')))].toSorted();
}

/** The keys of a file as the table names them, `pools[].members[].block`; names that are free stand as `<name>`. */
function keysOf(value: unknown, home: string): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((item) => keysOf(item, `${home}[]`));
  }
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, inner]) => {
    if (['tags', 'hardware.instanceTypes', 'hardware.ultraServers'].includes(home)) {
      return keysOf(inner, `${home}.<name>`);
    }
    const path = home === '' ? key : `${home}.${key}`;
    return [path, ...keysOf(inner, path)];
  });
}

/** Refusals of opening a file; load-cluster.test.ts meets each. */
const OF_FILES = ['file-missing', 'file-directory', 'file-unreadable', 'file-encoding'];

/** Ids in the constructs that a cluster file cannot meet, each with the reason. */
const UNREACHABLE: Readonly<Record<string, string>> = {
  'no-node-subnet': 'the schema wants one',
  'security-group-id-form': 'a file names no security groups',
  'layout-or-interfaces': 'a file cannot list interfaces beside a layout',
  'interface-type': 'the schema knows the types of interfaces',
  'log-retention-days': 'the schema knows the numbers of days',
  'ultraserver-accelerators': 'a file does not state the accelerators of an UltraServer',
  'lustre-efa-range': 'with EFA a file system stands in the subnet of the nodes that mount it',
  'lustre-repository-chunk': 'a file does not state how files are cut',
  'mount-option': 'a file has no options for mount',
  'image-build-parameter': 'a file names no parameters for images',
};

/** Zone ids look like ids of rules; engines that a cluster file cannot name yet have rules of their own. */
const isRule = (id: string): boolean => !/-az\d$|^(eks|kubectl|kubelet|kubernetes|slurm)-/.test(id);

describe('docs/cluster-file.md', () => {
  const documented = idsBelow('Refusals');

  test('lists each refusal once', () => {
    expect(documented.filter((id, index) => documented.indexOf(id) < index)).toEqual([]);
    expect(documented.length).toBeGreaterThan(100);
  });

  test('lists the refusals that are tested, and no others', () => {
    const tested = [...new Set([...REFUSAL_CASES.map(({ id }) => id), ...OF_FILES])];
    expect(documented.toSorted()).toEqual(tested.toSorted());
  });

  test('lists the warnings', () => {
    expect(idsBelow('Warnings').toSorted()).toEqual(
      idsIn('lib/config').filter((id) =>
        readFileSync(join(ROOT, 'lib/config/warnings.ts'), 'utf8').includes(`'${id}'`),
      ),
    );
  });

  test('knows every id that the reader of cluster files gives', () => {
    const known = [...documented, ...idsBelow('Warnings')];
    expect(idsIn('lib/config').filter((id) => isRule(id) && !known.includes(id) && !(id in UNREACHABLE))).toEqual([]);
  });

  test('knows every id of the rules that it shares with the constructs', () => {
    const ids = idsIn('constructs/rules', 'constructs/hardware').filter(isRule);
    expect(ids).toContain('subnet-addresses');
    expect(ids.filter((id) => !documented.includes(id) && !(id in UNREACHABLE))).toEqual([]);
    expect(Object.keys(UNREACHABLE).filter((id) => !ids.includes(id))).toEqual([]);
  });

  test('has the table of keys that `npm run schema` writes', () => {
    expect(withKeyTable(PAGE)).toBe(PAGE);
    expect(() => withKeyTable('# no table')).toThrow(/must have the lines/);
  });

  test('has a row for every key of the examples', () => {
    const table = renderKeyTable();
    const lacking = (text: string) => keysOf(parse(text), '').filter((key) => !table.includes(`| \`${key}\` |`));
    const examples = readdirSync(join(ROOT, 'config')).filter((file) => file.endsWith('.yaml'));
    expect(examples.flatMap((file) => lacking(readFileSync(join(ROOT, 'config', file), 'utf8')))).toEqual([]);
    // The check can fail.
    expect(lacking('pools: [{ nmae: x }]')).toEqual(['pools[].nmae']);
  });

  test('shows a file that is right', () => {
    const [, yaml = ''] = /```yaml\n([^]*?)```/.exec(PAGE) ?? [];
    expect(parseCluster(yaml, 'x').problems ?? []).toEqual([]);
    expect(yaml).toBe(readFileSync(join(ROOT, 'config', 'minimal.yaml'), 'utf8'));
  });

  test('links to every example', () => {
    const examples = readdirSync(join(ROOT, 'config')).filter((file) => file.endsWith('.yaml'));
    expect(examples.filter((file) => !PAGE.includes(`(../config/${file})`))).toEqual([]);
  });
});
